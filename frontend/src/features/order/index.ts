export { default as CartButton } from './components/CartButton.vue'
export { useCart } from './composables/useCart'
export { cartPage, orderPage, ordersPage, sellerOrderPage, sellerOrdersPage } from './pages'
export { orderRoutes } from './routes'
