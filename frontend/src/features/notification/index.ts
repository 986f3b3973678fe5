export { default as NotificationBell } from './components/NotificationBell.vue'
export { onNotification } from './composables/notificationFeed'
export { useNotifications } from './composables/useNotifications'
export { notificationRoutes } from './routes'
