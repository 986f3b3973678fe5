import { createRouter, createWebHistory, type Router } from 'vue-router'
import { notificationRoutes } from '@/features/notification'
import { orderRoutes } from '@/features/order'
import { productRoutes } from '@/features/product'
import { signInPage, userRoutes, type useSession } from '@/features/user'
import { hasFailed } from './failure'

declare module 'vue-router' {
  interface RouteMeta {
    /** Key of the page's title; pages about one thing name themselves. */
    title?: string
    requiresSession?: boolean
  }
}

export function createShopRouter(session: ReturnType<typeof useSession>): Router {
  const router = createRouter({
    history: createWebHistory(),
    routes: [
      ...productRoutes,
      ...orderRoutes,
      ...userRoutes,
      ...notificationRoutes,
      {
        path: '/:rest(.*)*',
        name: 'not-found',
        component: () => import('./views/NotFoundView.vue'),
        meta: { title: 'app.not_found.title' },
      },
    ],
    scrollBehavior(to, from, saved) {
      if (saved) return saved
      // A filter or a variant changes the address, not the place on the page.
      return to.path === from.path ? false : { top: 0 }
    },
  })

  router.beforeEach(async (to) => {
    hasFailed.value = false
    if (!to.meta.requiresSession) return true
    await session.restore()
    return session.isSignedIn ? true : signInPage(to.fullPath)
  })

  // A new release removes the chunks of the old one: the address itself still works.
  router.onError((_error, to) => {
    if (window.navigator.onLine) window.location.assign(to.fullPath)
  })

  return router
}
