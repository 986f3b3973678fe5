export interface Money {
  /** Minor units of the currency. */
  amount: number
  currency: string
}

export interface Page<T> {
  items: T[]
  next_cursor: string | null
}

export type Role = 'shopper' | 'seller' | 'administrator'

export interface Shop {
  id: string
  name: string
  slug: string
}

export interface User {
  id: string
  email: string
  name: string
  roles: Role[]
  email_verified: boolean
  shop: Shop | null
}

export interface SignedIn {
  user: User
  access_token: string
  /** Seconds. */
  expires_in: number
}

export interface UserSession {
  id: string
  created_at: string
  last_used_at: string
  user_agent: string | null
  current: boolean
}

export interface AddressInput {
  full_name: string
  phone: string
  line1: string
  line2: string | null
  city: string
  region: string | null
  postal_code: string | null
  country: string
  latitude: number | null
  longitude: number | null
  is_default: boolean
}

export interface Address extends AddressInput {
  id: string
}

export interface ImageSource {
  url: string
  width: number
}

export interface Image {
  id: string
  alt: string
  url: string
  sources: ImageSource[]
}

export interface Named {
  id: string
  name: string
  slug: string
}

export interface Rating {
  average_hundredths: number
  count: number
}

export interface ProductCard {
  id: string
  slug: string
  title: string
  price: Money
  price_max: Money
  image: Image | null
  category: Named
  seller: Named
  in_stock: boolean
  rating: Rating | null
  variant_count: number
}

export interface CountedName extends Named {
  count: number
}

export interface PriceBucket {
  from: number
  to: number | null
  count: number
}

export interface OptionFacet {
  name: string
  values: { value: string; count: number }[]
}

export interface Facets {
  categories: CountedName[]
  sellers: CountedName[]
  in_stock: { in_stock: number; out_of_stock: number }
  price: { min: Money | null; max: Money | null; buckets: PriceBucket[] }
  options: OptionFacet[]
}

export type ProductSort = 'relevance' | 'newest' | 'price_asc' | 'price_desc' | 'best_selling'

export interface ProductQuery {
  q?: string
  category?: string
  seller?: string
  min_price?: number
  max_price?: number
  in_stock?: true
  option?: string[]
  sort?: ProductSort
  cursor?: string
  limit?: number
}

export interface ProductList extends Page<ProductCard> {
  facets: Facets
  total: number
  suggestion: { query: string } | null
}

export interface Suggestions {
  products: { id: string; title: string; slug: string; image: Image | null }[]
  categories: Named[]
  queries: string[]
}

export interface OptionGroup {
  name: string
  values: string[]
}

export interface Variant {
  id: string
  sku: string
  options: Record<string, string>
  price: Money
  list_price: Money | null
  available: number
  image_id: string | null
}

export interface Product {
  id: string
  slug: string
  title: string
  description: string
  status: string
  category: Named & { path: Named[] }
  seller: Named
  images: Image[]
  specifications: { name: string; value: string }[]
  option_groups: OptionGroup[]
  variants: Variant[]
  rating: Rating | null
  created_at: string
  updated_at: string
}

export interface Category extends Named {
  parent_id: string | null
  product_count: number
}

export interface Seller extends Named {
  product_count: number
  opened_at: string
}

export interface Picture {
  url: string
  alt: string
}

export type CartChange =
  { kind: 'price_changed'; previous: Money } | { kind: 'quantity_reduced'; previous: number } | { kind: 'unavailable' }

export interface CartItem {
  variant_id: string
  product_id: string
  product_slug: string
  title: string
  options: Record<string, string>
  sku: string
  image: Picture | null
  seller: { id: string; name: string }
  quantity: number
  unit_price: Money
  line_total: Money
  available: number
  changes: CartChange[]
}

export interface Cart {
  id: string
  items: CartItem[]
  item_count: number
  subtotal: Money
  shipping: Money | null
  total: Money
  can_check_out: boolean
}

export interface CheckoutPreview {
  groups: {
    seller: { id: string; name: string }
    items: { variant_id: string; title: string; quantity: number; line_total: Money }[]
    subtotal: Money
    shipping: Money
    total: Money
  }[]
  subtotal: Money
  shipping: Money
  total: Money
}

export type PaymentMethod = 'card' | 'cash_on_delivery'

export interface CheckoutInput {
  address_id: string
  payment_method: PaymentMethod
}

export type CheckoutStatus = 'awaiting_payment' | 'payment_failed' | 'paid' | 'placed' | 'expired' | 'cancelled'

export type PaymentStatus =
  'requested' | 'open' | 'failed' | 'expired' | 'cancelled' | 'in_review' | 'captured' | 'due_on_delivery'

export interface Payment {
  id: string
  method: PaymentMethod
  status: PaymentStatus
}

export interface Checkout {
  id: string
  status: CheckoutStatus
  orders: OrderSummary[]
  subtotal: Money
  shipping: Money
  total: Money
  hold_expires_at: string
  payment: Payment & { redirect_url: string | null }
}

export type OrderStatus =
  'pending_payment' | 'placed' | 'paid' | 'confirmed' | 'shipped' | 'delivered' | 'cancelled' | 'expired'

export interface OrderSummary {
  id: string
  number: string
  checkout_id: string
  status: OrderStatus
  seller: { id: string; name: string }
  items: { title: string; quantity: number; image: Picture | null; options: Record<string, string> }[]
  item_count: number
  total: Money
  placed_at: string
  updated_at: string
}

export interface OrderItem {
  variant_id: string
  product_id: string
  title: string
  options: Record<string, string>
  sku: string
  image: Picture | null
  quantity: number
  unit_price: Money
  line_total: Money
}

export type Party = 'shopper' | 'seller' | 'system' | 'payment_provider' | 'administrator'

export interface TimelineEntry {
  status: OrderStatus
  at: string
  by: Party
  note: string | null
}

export interface Order {
  id: string
  number: string
  checkout_id: string
  status: OrderStatus
  seller: { id: string; name: string }
  items: OrderItem[]
  subtotal: Money
  shipping: Money
  total: Money
  address: Omit<AddressInput, 'is_default'>
  payment: Payment
  refund: { id: string; status: string; amount: Money } | null
  shipment: { carrier: string; tracking_code: string; shipped_at: string } | null
  cancellation: { by: Party; reason: string | null } | null
  can_cancel: boolean
  timeline: TimelineEntry[]
  placed_at: string
  updated_at: string
}

export interface NotificationItem {
  id: string
  seq: number
  kind: string
  data: { order_id?: string; order_number?: string; total?: Money; carrier?: string; tracking_code?: string }
  created_at: string
  read_at: string | null
}
