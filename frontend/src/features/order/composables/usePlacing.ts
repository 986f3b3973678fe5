import { ref } from 'vue'
import type { Checkout, CheckoutRequest, Money } from '@/api/types'
import { IdempotentAttempt } from '@/api/idempotency'
import { createCheckout } from '@/api/order'
import { toProblem } from '@/api/problem'
import { openCheckout } from './checkoutDraft'
import { retryUncertain } from './retryUncertain'

/** What one attempt to buy is about: when any of it changes it is another attempt. */
interface Purchase {
  input: CheckoutRequest
  lines: { variant_id: string; quantity: number }[]
  total: Money
}

/** Places the order, once, however often the button is pressed, the page reloaded or the line cut. */
export function usePlacing(attempt = new IdempotentAttempt('checkout')) {
  const isUncertain = ref(false)

  async function send(input: CheckoutRequest, key: string): Promise<Checkout> {
    try {
      const checkout = await retryUncertain(() =>
        createCheckout(input, key).catch((error: unknown) => {
          isUncertain.value = toProblem(error).isUncertain
          throw error
        }),
      )
      openCheckout.write(checkout.id)
      attempt.settle()
      return checkout
    } catch (error) {
      const problem = toProblem(error)
      // A refusal is an answer; only silence is asked about again under the same key.
      if (!problem.isUncertain) attempt.settle()
      throw problem
    } finally {
      isUncertain.value = false
    }
  }

  return {
    /** True while the connection is lost in the middle. */
    isUncertain,
    place: (purchase: Purchase) => send(purchase.input, attempt.keyFor(purchase)),
    /** The answer to an attempt that never got one; null when there is none. */
    recover: async (): Promise<Checkout | null> => {
      const open = attempt.unsettled()
      return open ? send((open.body as Purchase).input, open.key) : null
    },
  }
}
