import { beforeEach, describe, expect, it, vi } from 'vitest'
import * as api from '@/api/order'
import { ApiProblem } from '@/api/problem'
import type { Checkout } from '@/api/types'
import { IdempotentAttempt } from '@/api/idempotency'
import { openCheckout } from './checkoutDraft'
import { usePlacing } from './usePlacing'

const usd = (amount: number) => ({ amount, currency: 'USD' })
const purchase = {
  input: { address_id: 'adr_1', payment_method: 'card' as const },
  lines: [{ variant_id: 'var_1', quantity: 2 }],
  total: usd(4120),
}
const checkout: Checkout = {
  id: 'chk_1',
  status: 'awaiting_payment',
  orders: [],
  subtotal: usd(3630),
  shipping: usd(490),
  total: usd(4120),
  hold_expires_at: '2026-11-23T12:15:00.000Z',
  payment: { id: 'pay_1', method: 'card', status: 'open', redirect_url: '/sandbox/payments/x' },
}

let made = 0
const placing = () => usePlacing(new IdempotentAttempt('checkout', sessionStorage, () => `key-${++made}`))

describe('placing an order', () => {
  beforeEach(() => {
    made = 0
    sessionStorage.clear()
  })

  it('remembers the checkout and forgets the attempt', async () => {
    const create = vi.spyOn(api, 'createCheckout').mockResolvedValue(checkout)
    expect(await placing().place(purchase)).toBe(checkout)
    expect(create).toHaveBeenCalledWith(purchase.input, 'key-1')
    expect(openCheckout.read()).toBe('chk_1')
    expect(await placing().recover()).toBeNull()
  })

  it('starts anew after a refusal', async () => {
    const create = vi.spyOn(api, 'createCheckout').mockRejectedValueOnce(new ApiProblem(409, 'insufficient_stock'))
    await expect(placing().place(purchase)).rejects.toMatchObject({ code: 'insufficient_stock' })
    create.mockResolvedValueOnce(checkout)
    await placing().place(purchase)
    expect(create.mock.calls.map(([, key]) => key)).toEqual(['key-1', 'key-2'])
  })

  it('asks about a lost attempt after a reload, under its own key', async () => {
    new IdempotentAttempt('checkout', sessionStorage, () => 'key-lost').keyFor(purchase)
    const create = vi.spyOn(api, 'createCheckout').mockResolvedValue(checkout)
    expect(await placing().recover()).toBe(checkout)
    expect(create).toHaveBeenCalledWith(purchase.input, 'key-lost')
  })

  it('is another attempt when the total is another', async () => {
    const attempt = new IdempotentAttempt('checkout', sessionStorage, () => `key-${++made}`)
    attempt.keyFor(purchase)
    const create = vi.spyOn(api, 'createCheckout').mockResolvedValue(checkout)
    await usePlacing(attempt).place({ ...purchase, total: usd(4121) })
    expect(create).toHaveBeenCalledWith(purchase.input, 'key-2')
  })
})
