import { describe, expect, it } from 'vitest'
import type { CheckoutStatus } from '@/api/contract'
import { outcomeOf } from './checkoutOutcome'

const outcome = (status: CheckoutStatus, payment = 'pending') =>
  outcomeOf({ status, payment: { id: 'pay_1', method: 'card', status: payment, redirect_url: null } })

describe('the outcome of a checkout', () => {
  it('is what the shopper is told', () => {
    expect(outcome('paid')).toBe('paid')
    expect(outcome('placed')).toBe('placed')
    expect(outcome('expired')).toBe('expired')
    expect(outcome('cancelled')).toBe('cancelled')
    expect(outcome('payment_failed')).toBe('declined')
    expect(outcome('awaiting_payment')).toBe('pending')
  })

  it('is declined while the hold lasts and the payment was refused', () => {
    expect(outcome('awaiting_payment', 'declined')).toBe('declined')
    expect(outcome('awaiting_payment', 'failed')).toBe('declined')
  })
})
