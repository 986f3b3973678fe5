import type { Cart, CartChange } from '@/api/types'

/** What changed on each line, by variant. */
export type CartNotes = ReadonlyMap<string, readonly CartChange[]>

/**
 * The server forgets a change once the cart is written to; the shopper, still on the page, has not. A line
 * keeps what was said of it until something new is said or the line is gone.
 */
export function collectNotes(notes: CartNotes, cart: Cart): CartNotes {
  const next = new Map<string, readonly CartChange[]>()
  for (const { variant_id: id, changes } of cart.items) {
    const said = changes.length > 0 ? changes : notes.get(id)
    if (said) next.set(id, said)
  }
  return next
}
