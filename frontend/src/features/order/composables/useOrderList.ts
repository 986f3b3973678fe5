import { onBeforeUnmount, onMounted, ref, watch } from 'vue'
import type { OrderStatus, OrderSummary, Page } from '@/api/types'
import { onNotification } from '@/features/notification'
import { usePagedList } from '@/ui/composables/usePagedList'

/** Orders by status; renewed when a notification says that one of them moved. */
export function useOrderList(
  fetchPage: (query: { status?: OrderStatus; cursor?: string }) => Promise<Page<OrderSummary>>,
) {
  const status = ref<OrderStatus | null>(null)
  const orders = usePagedList<OrderSummary>((cursor) =>
    fetchPage({ ...(status.value !== null && { status: status.value }), ...(cursor !== undefined && { cursor }) }),
  )
  onMounted(orders.load)
  watch(status, orders.load)
  onBeforeUnmount(onNotification(() => void orders.load()))
  return { status, orders }
}
