import type { RouteLocationRaw } from 'vue-router'

export const cartPage = (): RouteLocationRaw => ({ name: 'cart' })
export const checkoutPage = (): RouteLocationRaw => ({ name: 'checkout' })
export const checkoutResultPage = (id: string): RouteLocationRaw => ({ name: 'checkout-result', params: { id } })
export const ordersPage = (): RouteLocationRaw => ({ name: 'orders' })
export const orderPage = (id: string): RouteLocationRaw => ({ name: 'order', params: { id } })
export const sellerOrdersPage = (): RouteLocationRaw => ({ name: 'seller-orders' })
export const sellerOrderPage = (id: string): RouteLocationRaw => ({ name: 'seller-order', params: { id } })
