import type { Order, OrderStatus, OrderParty } from '@/api/types'

export type TimelineStep =
  | { kind: 'done'; status: OrderStatus; at: string; by: OrderParty; note: string | null }
  | { kind: 'ahead'; status: OrderStatus }

const WAY: readonly OrderStatus[] = ['confirmed', 'shipped', 'delivered']
const ENDS: readonly OrderStatus[] = ['cancelled', 'expired']

/** What happened, and what is still to come unless the order has ended. */
export function timelineSteps(order: Pick<Order, 'status' | 'timeline' | 'payment'>): TimelineStep[] {
  const done = order.timeline.map((entry): TimelineStep => ({ kind: 'done', ...entry }))
  if (ENDS.includes(order.status)) return done
  const reached = new Set(order.timeline.map((entry) => entry.status))
  const way = order.payment.method === 'card' ? (['paid', ...WAY] as const) : WAY
  return [
    ...done,
    ...way.filter((status) => !reached.has(status)).map((status): TimelineStep => ({ kind: 'ahead', status })),
  ]
}
