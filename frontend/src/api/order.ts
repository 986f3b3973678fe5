import type { Cart, Checkout, CheckoutInput, CheckoutPreview, Order, OrderSummary, Page } from './contract'
import { http } from './http'
import { currentToken } from './session'

/** A guest's cart hangs on a signed cookie, an account's on the token. */
function cartBase(): string {
  return currentToken() === null ? '/api/order/public/cart' : '/api/order/cart'
}

export async function fetchCart(): Promise<Cart> {
  return (await http.get<Cart>(cartBase())).data
}

export async function addToCart(variantId: string, quantity: number): Promise<Cart> {
  return (await http.post<Cart>(`${cartBase()}/items`, { variant_id: variantId, quantity })).data
}

export async function setCartQuantity(variantId: string, quantity: number): Promise<Cart> {
  return (await http.patch<Cart>(`${cartBase()}/items/${variantId}`, { quantity })).data
}

export async function removeFromCart(variantId: string): Promise<Cart> {
  return (await http.delete<Cart>(`${cartBase()}/items/${variantId}`)).data
}

export async function mergeGuestCart(): Promise<Cart> {
  return (await http.post<Cart>('/api/order/cart/merge')).data
}

export async function previewCheckout(addressId: string | null): Promise<CheckoutPreview> {
  return (await http.post<CheckoutPreview>('/api/order/checkouts/preview', { address_id: addressId })).data
}

export async function createCheckout(input: CheckoutInput, idempotencyKey: string): Promise<Checkout> {
  const headers = { 'Idempotency-Key': idempotencyKey }
  return (await http.post<Checkout>('/api/order/checkouts', input, { headers })).data
}

export async function fetchCheckout(id: string): Promise<Checkout> {
  return (await http.get<Checkout>(`/api/order/checkouts/${id}`)).data
}

export async function retryPayment(id: string): Promise<Checkout> {
  return (await http.post<Checkout>(`/api/order/checkouts/${id}/retry-payment`)).data
}

export async function cancelCheckout(id: string): Promise<Checkout> {
  return (await http.post<Checkout>(`/api/order/checkouts/${id}/cancel`)).data
}

export async function listOrders(query: { status?: string; cursor?: string }): Promise<Page<OrderSummary>> {
  return (await http.get<Page<OrderSummary>>('/api/order/orders', { params: query })).data
}

export async function fetchOrder(id: string): Promise<Order> {
  return (await http.get<Order>(`/api/order/orders/${id}`)).data
}

export async function cancelOrder(id: string, reason: string | null): Promise<Order> {
  return (await http.post<Order>(`/api/order/orders/${id}/cancel`, reason === null ? {} : { reason })).data
}

export async function listSellerOrders(query: { status?: string; cursor?: string }): Promise<Page<OrderSummary>> {
  return (await http.get<Page<OrderSummary>>('/api/order/seller/orders', { params: query })).data
}

export async function fetchSellerOrder(id: string): Promise<Order> {
  return (await http.get<Order>(`/api/order/seller/orders/${id}`)).data
}

export async function confirmOrder(id: string): Promise<Order> {
  return (await http.post<Order>(`/api/order/seller/orders/${id}/confirm`)).data
}

export async function shipOrder(id: string, shipment: { carrier: string; tracking_code: string }): Promise<Order> {
  return (await http.post<Order>(`/api/order/seller/orders/${id}/ship`, shipment)).data
}

export async function deliverOrder(id: string): Promise<Order> {
  return (await http.post<Order>(`/api/order/seller/orders/${id}/deliver`)).data
}

/** The shopper has seen what changed since the last visit. */
export async function acknowledgeCart(): Promise<void> {
  await http.post(`${cartBase()}/acknowledge`)
}
