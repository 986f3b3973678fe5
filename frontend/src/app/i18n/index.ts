import { createI18n } from 'vue-i18n'
import app from './en/app.json'
import notification from './en/notification.json'
import order from './en/order.json'
import product from './en/product.json'
import ui from './en/ui.json'
import user from './en/user.json'

const en = { ...app, ...ui, ...user, ...product, ...order, ...notification }

export function createLocales() {
  return createI18n({ legacy: false, locale: 'en', fallbackLocale: 'en', messages: { en } })
}
