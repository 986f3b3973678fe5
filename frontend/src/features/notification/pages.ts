import type { RouteLocationRaw } from 'vue-router'

export const notificationsPage = (): RouteLocationRaw => ({ name: 'notifications' })
