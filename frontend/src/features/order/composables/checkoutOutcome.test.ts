import { describe, expect, it } from 'vitest'
import { outcomeOf } from './checkoutOutcome'

describe('the outcome of a checkout', () => {
  it('is what the shopper is told', () => {
    expect(outcomeOf('awaiting_payment')).toBe('pending')
    expect(outcomeOf('payment_failed')).toBe('declined')
    expect(outcomeOf('paid')).toBe('paid')
    expect(outcomeOf('placed')).toBe('placed')
    expect(outcomeOf('expired')).toBe('expired')
    expect(outcomeOf('cancelled')).toBe('cancelled')
  })
})
