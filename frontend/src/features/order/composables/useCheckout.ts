import { computed, onMounted, ref, shallowRef, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Address, Checkout, Money } from '@/api/types'
import { previewCheckout } from '@/api/order'
import { isProblem, toProblem, type ApiProblem } from '@/api/problem'
import { createAddress, listAddresses, replaceAddress } from '@/api/user'
import { addressRules, newPasswordRules, toAddressInput, useSession } from '@/features/user'
import { email } from '@/ui/composables/rules'
import { useForm } from '@/ui/composables/useForm'
import { useLoad } from '@/ui/composables/useLoad'
import { useProblemText } from '@/ui/composables/useProblemText'
import { useCheckoutDraft } from './checkoutDraft'
import { useCart } from './useCart'
import { usePlacing } from './usePlacing'

/** The new address, among the saved ones. */
export const NEW_ADDRESS = 'new'

/** Everything between the cart and the payment, on one page. */
export function useCheckout(onPlaced: (checkout: Checkout) => Promise<void>) {
  const { t } = useI18n()
  const say = useProblemText()
  const session = useSession()
  const cart = useCart()
  const placing = usePlacing()
  const { draft, forget } = useCheckoutDraft()

  const account = useForm({ email: draft.email, password: '' }, { email: [email], password: newPasswordRules })
  const address = useForm({ ...draft.address }, addressRules)
  watch(account.values, (values) => (draft.email = values.email))
  watch(address.values, (values) => (draft.address = { ...values }))

  const saved = shallowRef<Address[]>([])
  const chosenAddress = ref<string>(NEW_ADDRESS)
  const failure = ref<string | null>(null)
  const notice = ref<string | null>(null)
  const isPlacing = ref(false)

  const knownAddressId = computed(() => (chosenAddress.value === NEW_ADDRESS ? null : chosenAddress.value))
  const {
    data: preview,
    problem: previewProblem,
    load: loadPreview,
  } = useLoad(() => previewCheckout(knownAddressId.value))

  /** What the button says: exact for an account, the cart's own sum for a guest until then. */
  const total = computed<Money | null>(() => preview.value?.total ?? cart.cart?.total ?? null)

  async function loadAddresses(): Promise<void> {
    if (!session.isSignedIn || isPlacing.value) return
    try {
      saved.value = await listAddresses()
      const usual = saved.value.find((one) => one.is_default) ?? saved.value[0]
      chosenAddress.value = usual?.id ?? NEW_ADDRESS
    } catch (error) {
      failure.value = say(toProblem(error))
    }
  }

  async function refreshPreview(): Promise<void> {
    if (!session.isSignedIn || isPlacing.value || (cart.cart?.items.length ?? 0) === 0) return
    await loadPreview()
    if (previewProblem.value) failure.value = say(previewProblem.value)
  }

  onMounted(loadAddresses)
  watch(() => session.isSignedIn, loadAddresses)
  watch([() => session.isSignedIn, knownAddressId, () => cart.cart], refreshPreview, { immediate: true })

  function isComplete(): boolean {
    // Both, so that every error is said at once.
    const isAddressComplete = chosenAddress.value !== NEW_ADDRESS || address.validate()
    return (session.isSignedIn || account.validate()) && isAddressComplete
  }

  async function place(): Promise<void> {
    if (isPlacing.value || !isComplete()) return
    isPlacing.value = true
    failure.value = null
    notice.value = null
    try {
      const checkout = await placeStepByStep()
      if (checkout) {
        forget()
        await onPlaced(checkout)
      }
    } catch (error) {
      await explain(toProblem(error))
    } finally {
      isPlacing.value = false
    }
  }

  async function placeStepByStep(): Promise<Checkout | null> {
    if (!session.isSignedIn) {
      const { full_name: name } = address.values
      await session.register({
        email: account.values.email.trim(),
        password: account.values.password,
        name: name.trim(),
      })
    }
    await cart.settled()
    const addressId = await ensureAddress()
    const shown = total.value
    preview.value = await previewCheckout(addressId)
    const exact = preview.value.total
    if (shown?.amount !== exact.amount || shown.currency !== exact.currency) {
      notice.value = t('order.checkout.total_changed')
      return null
    }
    const lines = (cart.cart?.items ?? []).map(({ variant_id, quantity }) => ({ variant_id, quantity }))
    return placing.place({ input: { address_id: addressId, payment_method: draft.payment }, lines, total: exact })
  }

  /** Saved once: pressing again after an error changes that address instead of adding another. */
  async function ensureAddress(): Promise<string> {
    if (knownAddressId.value !== null) return knownAddressId.value
    const form = { ...address.values }
    if (draft.saved && JSON.stringify(draft.saved.form) === JSON.stringify(form)) return draft.saved.id
    const input = toAddressInput(form, saved.value.length === 0)
    const kept = draft.saved ? await replaceAddress(draft.saved.id, input) : await createAddress(input)
    draft.saved = { id: kept.id, form }
    return kept.id
  }

  async function explain(problem: ApiProblem): Promise<void> {
    // One field on the page is the name of both.
    const errors = problem.errors.map((one) => (one.field === 'name' ? { ...one, field: 'full_name' } : one))
    const isAtField = [account.refuse({ errors }), address.refuse({ errors })].some(Boolean)
    if (isProblem(problem, 'insufficient_stock')) await cart.load()
    if (!isAtField) failure.value = problem.isUncertain ? t('order.checkout.uncertain') : say(problem)
  }

  return {
    account,
    address,
    draft,
    saved,
    chosenAddress,
    preview,
    total,
    failure,
    notice,
    isPlacing,
    isReconnecting: placing.isUncertain,
    place,
    recover: placing.recover,
  }
}

export type CheckoutForm = ReturnType<typeof useCheckout>
