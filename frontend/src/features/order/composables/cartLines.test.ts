import { describe, expect, it } from 'vitest'
import { cartItem } from '@/test/cart'
import { linesWithRemoved, type RemovedLine } from './cartLines'

const show = (items: string[], removed: [string, number][]) =>
  linesWithRemoved(
    items.map((id) => cartItem(id)),
    removed.map(([id, index]): RemovedLine => ({ item: cartItem(id), index })),
  ).map((line) => (line.kind === 'removed' ? `(${line.item.variant_id})` : line.item.variant_id))

describe('the lines of the cart', () => {
  it('keep a removed one where it stood', () => {
    expect(show(['a', 'c'], [['b', 1]])).toEqual(['a', '(b)', 'c'])
  })

  it('keep several, in any order of removal', () => {
    expect(
      show(
        ['b'],
        [
          ['c', 2],
          ['a', 0],
        ],
      ),
    ).toEqual(['(a)', 'b', '(c)'])
  })

  it('show a line once when it came back', () => {
    expect(show(['a', 'b'], [['b', 1]])).toEqual(['a', 'b'])
  })

  it('put a removed line last when the cart has shrunk meanwhile', () => {
    expect(show(['a'], [['z', 7]])).toEqual(['a', '(z)'])
  })
})
