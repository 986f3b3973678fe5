import * as sdk from './generated'
import { currentToken } from './session'
import type { Cart, Checkout, CheckoutPreview, CheckoutRequest, Order, OrderStatus, OrderSummary, Page } from './types'

interface OrderQuery {
  status?: OrderStatus
  cursor?: string
}

/** A guest's cart hangs on a signed cookie, an account's on the token. */
function isGuest(): boolean {
  return currentToken() === null
}

export async function fetchCart(): Promise<Cart> {
  return (await (isGuest() ? sdk.guestCartShow() : sdk.cartShow())).data
}

export async function addToCart(variantId: string, quantity: number): Promise<Cart> {
  const body = { variant_id: variantId, quantity }
  return (await (isGuest() ? sdk.guestCartAddItem({ body }) : sdk.cartAddItem({ body }))).data
}

export async function setCartQuantity(variantId: string, quantity: number): Promise<Cart> {
  const change = { path: { variant_id: variantId }, body: { quantity } }
  return (await (isGuest() ? sdk.guestCartSetItem(change) : sdk.cartSetItem(change))).data
}

export async function removeFromCart(variantId: string): Promise<Cart> {
  const line = { path: { variant_id: variantId } }
  return (await (isGuest() ? sdk.guestCartRemoveItem(line) : sdk.cartRemoveItem(line))).data
}

/** The shopper has seen what changed since the last visit. */
export async function acknowledgeCart(): Promise<void> {
  await (isGuest() ? sdk.guestCartAcknowledge() : sdk.cartAcknowledge())
}

export async function mergeGuestCart(): Promise<Cart> {
  return (await sdk.cartMerge()).data
}

export async function previewCheckout(addressId: string | null): Promise<CheckoutPreview> {
  return (await sdk.checkoutPreview({ body: { address_id: addressId } })).data
}

export async function createCheckout(body: CheckoutRequest, idempotencyKey: string): Promise<Checkout> {
  return (await sdk.checkoutPlace({ body, headers: { 'Idempotency-Key': idempotencyKey } })).data
}

export async function fetchCheckout(id: string): Promise<Checkout> {
  return (await sdk.checkoutShow({ path: { id } })).data
}

export async function retryPayment(id: string): Promise<Checkout> {
  return (await sdk.checkoutRetryPayment({ path: { id } })).data
}

export async function listOrders(query: OrderQuery): Promise<Page<OrderSummary>> {
  return (await sdk.orderList({ query })).data
}

export async function fetchOrder(id: string): Promise<Order> {
  return (await sdk.orderShow({ path: { id } })).data
}

export async function cancelOrder(id: string, reason: string | null): Promise<Order> {
  return (await sdk.orderCancel({ path: { id }, body: { reason } })).data
}

export async function listSellerOrders(query: OrderQuery): Promise<Page<OrderSummary>> {
  return (await sdk.sellerOrderList({ query })).data
}

export async function fetchSellerOrder(id: string): Promise<Order> {
  return (await sdk.sellerOrderShow({ path: { id } })).data
}

export async function confirmOrder(id: string): Promise<Order> {
  return (await sdk.sellerOrderConfirm({ path: { id } })).data
}

export async function shipOrder(id: string, body: { carrier: string; tracking_code: string }): Promise<Order> {
  return (await sdk.sellerOrderShip({ path: { id }, body })).data
}

export async function deliverOrder(id: string): Promise<Order> {
  return (await sdk.sellerOrderDeliver({ path: { id } })).data
}
