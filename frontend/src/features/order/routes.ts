import type { RouteRecordRaw } from 'vue-router'

const signedIn = { requiresSession: true }

export const orderRoutes: RouteRecordRaw[] = [
  { path: '/cart', name: 'cart', component: () => import('./views/CartView.vue'), meta: { title: 'order.cart.title' } },
  {
    path: '/checkout',
    name: 'checkout',
    component: () => import('./views/CheckoutView.vue'),
    meta: { title: 'order.checkout.title' },
  },
  {
    path: '/checkout/:id/result',
    name: 'checkout-result',
    component: () => import('./views/CheckoutResultView.vue'),
    props: true,
    meta: { ...signedIn, title: 'order.result.title' },
  },
  {
    path: '/orders',
    name: 'orders',
    component: () => import('./views/OrdersView.vue'),
    meta: { ...signedIn, title: 'order.orders.title' },
  },
  {
    path: '/orders/:id',
    name: 'order',
    component: () => import('./views/OrderView.vue'),
    props: true,
    meta: signedIn,
  },
  {
    path: '/desk/orders',
    name: 'seller-orders',
    component: () => import('./views/SellerOrdersView.vue'),
    meta: { ...signedIn, title: 'order.desk.title' },
  },
  {
    path: '/desk/orders/:id',
    name: 'seller-order',
    component: () => import('./views/SellerOrderView.vue'),
    props: true,
    meta: signedIn,
  },
]
