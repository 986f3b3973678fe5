import { reactive, watch } from 'vue'
import type { PaymentMethod } from '@/api/types'
import { blankAddress, likelyCountry, type AddressForm } from '@/features/user'
import { storedValue } from '@/ui/composables/storedValue'

export interface CheckoutDraft {
  email: string
  address: AddressForm
  payment: PaymentMethod
  /** The address that was saved from this draft, and what it said then. */
  saved: { id: string; form: AddressForm } | null
}

/** A reload loses nothing that was typed, save the password; another tab has a checkout of its own. */
const stored = storedValue<CheckoutDraft | null>('checkout.draft', null, () => sessionStorage)

export function useCheckoutDraft(): { draft: CheckoutDraft; forget: () => void } {
  const draft = reactive(
    stored.read() ?? { email: '', address: blankAddress(likelyCountry()), payment: 'card' as const, saved: null },
  )
  const stop = watch(draft, (value) => stored.write(value), { deep: true })
  return {
    draft,
    forget() {
      stop()
      stored.clear()
    },
  }
}

/** The checkout that was placed and may still wait for its payment. */
export const openCheckout = storedValue<string | null>('checkout.open', null, () => sessionStorage)
