import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { useCart } from '@/features/order'
import { useNotifications } from '@/features/notification'
import { useSession } from '@/features/user'
import { applyTheme } from '@/ui/composables/theme'
import '@/ui/theme/index.css'
import App from './App.vue'
import { createLocales } from './i18n'
import { createShopRouter } from './router'

export function start(root: string): void {
  applyTheme()
  const app = createApp(App)
  const pinia = createPinia()
  app.use(pinia)
  app.use(createLocales())

  const session = useSession(pinia)
  // The page need not wait for the session: guards and calls that depend on it do.
  void session.restore().then(() => {
    void useCart(pinia).load()
    useNotifications(pinia).start()
  })

  app.use(createShopRouter(session))
  app.mount(root)
}
