import { beforeEach, describe, expect, it } from 'vitest'
import { IdempotentAttempt } from './idempotency'

function attempt(): IdempotentAttempt {
  return new IdempotentAttempt('checkout', sessionStorage, () => `key-${++made}`)
}

let made = 0

describe('an idempotent attempt', () => {
  beforeEach(() => {
    made = 0
    sessionStorage.clear()
  })

  it('keeps its key while the body is the same, across a reload', () => {
    expect(attempt().keyFor({ total: 4120 })).toBe('key-1')
    expect(attempt().keyFor({ total: 4120 })).toBe('key-1')
  })

  it('gets another key for another body', () => {
    expect(attempt().keyFor({ total: 4120 })).toBe('key-1')
    expect(attempt().keyFor({ total: 4121 })).toBe('key-2')
  })

  it('is over once settled', () => {
    attempt().keyFor({ total: 4120 })
    attempt().settle()
    expect(attempt().unsettled()).toBeNull()
    expect(attempt().keyFor({ total: 4120 })).toBe('key-2')
  })

  it('tells what is still unanswered', () => {
    attempt().keyFor({ total: 4120 })
    expect(attempt().unsettled()).toEqual({ key: 'key-1', body: { total: 4120 } })
  })

  it('is its own for each purpose', () => {
    attempt().keyFor({ total: 1 })
    expect(new IdempotentAttempt('refund', sessionStorage, () => 'other').keyFor({ total: 1 })).toBe('other')
  })
})
