import type { CartItem } from '@/api/types'

/** A line that was taken out, and where it stood: it keeps its place while it can be undone. */
export interface RemovedLine {
  item: CartItem
  index: number
}

export type CartLine = { kind: 'item'; item: CartItem } | { kind: 'removed'; item: CartItem }

export function linesWithRemoved(items: readonly CartItem[], removed: readonly RemovedLine[]): CartLine[] {
  const lines: CartLine[] = items.map((item) => ({ kind: 'item', item }))
  const gone = removed
    .filter(({ item }) => !items.some((kept) => kept.variant_id === item.variant_id))
    .sort((one, other) => one.index - other.index)
  for (const { item, index } of gone) lines.splice(Math.min(index, lines.length), 0, { kind: 'removed', item })
  return lines
}
