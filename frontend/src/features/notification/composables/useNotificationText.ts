import { useI18n } from 'vue-i18n'
import type { RouteLocationRaw } from 'vue-router'
import type { Notification } from '@/api/types'
import { orderPage, sellerOrderPage } from '@/features/order'

/** What a notification says and where it leads. A kind of a newer server is still shown, in general words. */
export function useNotificationText() {
  const i18n = useI18n()
  return {
    text: ({ kind, data }: Notification): string => {
      const key = `notification.kinds.${kind}`
      const values = {
        number: data.order_number ?? '',
        carrier: data.carrier ?? '',
        code: data.tracking_code ?? '',
      }
      return i18n.te(key) ? i18n.t(key, values) : i18n.t('notification.kinds.other', values)
    },
    target: ({ kind, data }: Notification): RouteLocationRaw | null => {
      if (data.order_id === undefined) return null
      return kind === 'new_order' ? sellerOrderPage(data.order_id) : orderPage(data.order_id)
    },
  }
}
