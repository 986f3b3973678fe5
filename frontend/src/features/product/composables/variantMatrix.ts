import type { OptionGroup, Variant } from '@/api/types'

/** The chosen value of each option group; a group without an entry is still open. */
export type Selection = Readonly<Record<string, string>>

/** `impossible`: no such variant together with the other choices; `sold_out`: none of them has a piece left. */
export type ValueState = 'available' | 'sold_out' | 'impossible'

export function matching(variants: readonly Variant[], selection: Selection): Variant[] {
  const choices = Object.entries(selection)
  return variants.filter((variant) => choices.every(([name, value]) => variant.options[name] === value))
}

export function stateOf(variants: readonly Variant[], selection: Selection, group: string, value: string): ValueState {
  const candidates = matching(variants, { ...selection, [group]: value })
  if (candidates.length === 0) return 'impossible'
  return candidates.some((variant) => variant.available > 0) ? 'available' : 'sold_out'
}

/** The variant that the choices name; null while a group is open. */
export function chosenVariant(
  groups: readonly OptionGroup[],
  variants: readonly Variant[],
  selection: Selection,
): Variant | null {
  if (groups.some((group) => selection[group.name] === undefined)) return null
  return matching(variants, selection)[0] ?? null
}

/** The newest choice stands; earlier ones that cannot go with it are dropped, first come first kept. */
export function choose(
  groups: readonly OptionGroup[],
  variants: readonly Variant[],
  selection: Selection,
  group: string,
  value: string,
): Selection {
  let next: Selection = { [group]: value }
  for (const { name } of groups) {
    const earlier = selection[name]
    if (name === group || earlier === undefined) continue
    const extended = { ...next, [name]: earlier }
    if (matching(variants, extended).length > 0) next = extended
  }
  return next
}

/** A group with one value is no choice; a variant named by the address is one already made. */
export function initialSelection(
  groups: readonly OptionGroup[],
  variants: readonly Variant[],
  variantId: string | null,
): Selection {
  const named = variants.find((variant) => variant.id === variantId)
  if (named) return { ...named.options }
  const selection: Record<string, string> = {}
  for (const { name, values } of groups) {
    const [only] = values
    if (only !== undefined && values.length === 1) selection[name] = only
  }
  return selection
}
