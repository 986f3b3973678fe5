import type { CheckoutStatus } from '@/api/types'

/** What the shopper is told after paying. */
export type Outcome = 'paid' | 'placed' | 'declined' | 'pending' | 'expired' | 'cancelled'

export function outcomeOf(status: CheckoutStatus): Outcome {
  switch (status) {
    case 'awaiting_payment':
      return 'pending'
    case 'payment_failed':
      return 'declined'
    case 'paid':
    case 'placed':
    case 'expired':
    case 'cancelled':
      return status
  }
}
