import { onBeforeUnmount, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Order } from '@/api/types'
import { toProblem } from '@/api/problem'
import { onNotification } from '@/features/notification'
import { announce } from '@/ui/composables/announcer'
import { toast } from '@/ui/composables/toasts'
import { useLoad } from '@/ui/composables/useLoad'
import { usePageTitle } from '@/ui/composables/usePageTitle'
import { useProblemText } from '@/ui/composables/useProblemText'

/** One order that moves by itself: a notification about it fetches it anew. */
export function useOrder(id: () => string, fetchIt: (id: string) => Promise<Order>) {
  const { t } = useI18n()
  const say = useProblemText()
  const { data: order, problem, isLoading, load } = useLoad(() => fetchIt(id()))

  watch(id, load, { immediate: true })
  onBeforeUnmount(onNotification(({ data }) => data.order_id === id() && void load()))
  usePageTitle(() => order.value && t('order.number', { number: order.value.number }))
  watch(
    () => order.value?.status,
    (now, before) => {
      if (now !== undefined && before !== undefined) announce(t(`order.status.${now}`))
    },
  )

  /** A step taken on this page; refused, it tells why and shows how the order stands. */
  async function act(step: () => Promise<Order>): Promise<boolean> {
    try {
      order.value = await step()
      return true
    } catch (error) {
      toast(say(toProblem(error)), { tone: 'bad' })
      await load()
      return false
    }
  }

  return { order, problem, isLoading, load, act }
}
