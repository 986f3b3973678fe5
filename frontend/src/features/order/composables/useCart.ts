import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import type { Cart } from '@/api/types'
import * as api from '@/api/order'
import { toProblem, type ApiProblem } from '@/api/problem'
import { useSession } from '@/features/user'
import { collectNotes, type CartNotes } from './cartNotes'

export const useCart = defineStore('cart', () => {
  const session = useSession()
  const cart = shallowRef<Cart | null>(null)
  const problem = shallowRef<ApiProblem | null>(null)
  const notes = shallowRef<CartNotes>(new Map())
  const isLoading = ref(false)
  const otherTabs = new BroadcastChannel('tradepost-cart')
  let queue: Promise<unknown> = Promise.resolve()
  let hasStarted = false

  /** Writes go one after the other, so that an older answer never replaces a newer cart. */
  function inTurn(ask: () => Promise<Cart>): Promise<Cart> {
    const turn = queue.then(ask).then((answer) => {
      cart.value = answer
      notes.value = collectNotes(notes.value, answer)
      return answer
    })
    queue = turn.catch(() => undefined)
    return turn
  }

  async function write(ask: () => Promise<Cart>): Promise<void> {
    await inTurn(ask)
    otherTabs.postMessage('changed')
  }

  async function read(ask: () => Promise<Cart>): Promise<void> {
    hasStarted = true
    isLoading.value = true
    problem.value = null
    try {
      await inTurn(ask)
    } catch (error) {
      problem.value = toProblem(error)
    } finally {
      isLoading.value = false
    }
  }

  const load = () => read(api.fetchCart)

  otherTabs.onmessage = () => void load()

  // Signing in takes the guest's cart along; signing out leaves the account's behind.
  watch(
    () => session.user?.id,
    (id) => {
      if (hasStarted) void read(id === undefined ? api.fetchCart : api.mergeGuestCart)
    },
    { flush: 'sync' },
  )

  return {
    cart,
    problem,
    notes,
    isLoading,
    itemCount: computed(() => cart.value?.item_count ?? 0),
    load,
    add: (variantId: string, quantity: number) => write(() => api.addToCart(variantId, quantity)),
    setQuantity: (variantId: string, quantity: number) => write(() => api.setCartQuantity(variantId, quantity)),
    remove: (variantId: string) => write(() => api.removeFromCart(variantId)),
    /** When everything asked for so far has been answered. */
    settled: () => queue.then(() => undefined),
    forgetNotes: () => (notes.value = new Map()),
  }
})
