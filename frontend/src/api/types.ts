import type { ProductListData } from './generated'

/** What the server speaks of, by the names that the app uses. */
export type {
  Address,
  AddressInput,
  Cart,
  CartChange,
  CartItem,
  Category,
  Checkout,
  CheckoutPreview,
  CheckoutRequest,
  CheckoutStatus,
  Facets,
  Image,
  Money,
  NamedCount,
  Notification,
  OptionGroup,
  Order,
  OrderAddress,
  OrderParty,
  OrderPicture,
  OrderStatus,
  OrderSummary,
  PaymentMethod,
  Product,
  ProductCard,
  ProductListing,
  ProductSort,
  Rating,
  Seller,
  ShopOpened,
  SignedIn,
  Suggestions,
  User,
  UserSession,
  Variant,
} from './generated'

export type ProductQuery = NonNullable<ProductListData['query']>

export interface Page<T> {
  items: T[]
  next_cursor: string | null
}
