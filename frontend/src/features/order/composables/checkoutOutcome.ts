import type { Checkout } from '@/api/contract'

/** What the shopper is told after paying. */
export type Outcome = 'paid' | 'placed' | 'declined' | 'pending' | 'expired' | 'cancelled'

const REFUSED_PAYMENTS = ['declined', 'failed']

export function outcomeOf(checkout: Pick<Checkout, 'status' | 'payment'>): Outcome {
  switch (checkout.status) {
    case 'awaiting_payment':
      return REFUSED_PAYMENTS.includes(checkout.payment.status) ? 'declined' : 'pending'
    case 'payment_failed':
      return 'declined'
    case 'paid':
    case 'placed':
    case 'expired':
    case 'cancelled':
      return checkout.status
  }
}
