import { describe, expect, it } from 'vitest'
import { safeNext } from './pages'

describe('where signing in leads back to', () => {
  it('is a path of this app', () => {
    expect(safeNext('/orders/ord_1?tab=2')).toBe('/orders/ord_1?tab=2')
  })

  it('is never somewhere else', () => {
    for (const next of ['https://evil.example', '//evil.example', '/\\evil.example', 'orders', '', undefined, ['/a']]) {
      expect(safeNext(next)).toBe('/')
    }
  })
})
