import { describe, expect, it } from 'vitest'
import { cartItem, cartOf } from '@/test/cart'
import { collectNotes } from './cartNotes'

const cheaper = { kind: 'price_changed', previous: { amount: 1200, currency: 'USD' } } as const
const fewer = { kind: 'quantity_reduced', previous: 5 } as const

describe('what changed in the cart', () => {
  it('is said for each line', () => {
    const cart = cartOf(cartItem('a', { changes: [cheaper, fewer] }), cartItem('b'))
    expect(collectNotes(new Map(), cart)).toEqual(new Map([['a', [cheaper, fewer]]]))
  })

  it('stays after the server has forgotten it', () => {
    expect(collectNotes(new Map([['a', [cheaper]]]), cartOf(cartItem('a')))).toEqual(new Map([['a', [cheaper]]]))
  })

  it('gives way to something newer', () => {
    const cart = cartOf(cartItem('a', { changes: [fewer] }))
    expect(collectNotes(new Map([['a', [cheaper]]]), cart)).toEqual(new Map([['a', [fewer]]]))
  })

  it('goes with its line', () => {
    expect(collectNotes(new Map([['a', [cheaper]]]), cartOf(cartItem('b')))).toEqual(new Map())
  })
})
