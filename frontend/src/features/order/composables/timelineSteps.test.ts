import { describe, expect, it } from 'vitest'
import type { OrderStatus, PaymentMethod } from '@/api/types'
import { timelineSteps } from './timelineSteps'

const steps = (method: PaymentMethod, ...statuses: OrderStatus[]) =>
  timelineSteps({
    status: statuses.at(-1)!,
    payment: { id: 'pay_1', method, status: 'captured' },
    timeline: statuses.map((status) => ({ status, at: '2026-11-23T12:00:00.000Z', by: 'system', note: null })),
  }).map((step) => (step.kind === 'done' ? step.status : `(${step.status})`))

describe('the timeline', () => {
  it('shows what is still to come', () => {
    expect(steps('card', 'pending_payment')).toEqual([
      'pending_payment',
      '(paid)',
      '(confirmed)',
      '(shipped)',
      '(delivered)',
    ])
    expect(steps('card', 'pending_payment', 'paid', 'confirmed')).toEqual([
      'pending_payment',
      'paid',
      'confirmed',
      '(shipped)',
      '(delivered)',
    ])
  })

  it('waits for no payment when the courier takes it', () => {
    expect(steps('cash_on_delivery', 'placed')).toEqual(['placed', '(confirmed)', '(shipped)', '(delivered)'])
  })

  it('has nothing to come once the order has ended', () => {
    expect(steps('card', 'pending_payment', 'cancelled')).toEqual(['pending_payment', 'cancelled'])
    expect(steps('card', 'pending_payment', 'expired')).toEqual(['pending_payment', 'expired'])
    expect(steps('card', 'paid', 'confirmed', 'shipped', 'delivered')).toEqual([
      'paid',
      'confirmed',
      'shipped',
      'delivered',
    ])
  })
})
