import { describe, expect, it } from 'vitest'
import { formatMoney, formatMoneyWithCode, minorDigits, parseAmount, toDecimal } from './money'

describe('money', () => {
  it('knows how many digits the minor unit has', () => {
    expect(['USD', 'VND', 'CLP', 'KWD'].map(minorDigits)).toEqual([2, 0, 0, 3])
  })

  it('writes an amount as an exact decimal', () => {
    expect(toDecimal({ amount: 1999, currency: 'USD' })).toBe('19.99')
    expect(toDecimal({ amount: 5, currency: 'USD' })).toBe('0.05')
    expect(toDecimal({ amount: -5, currency: 'USD' })).toBe('-0.05')
    expect(toDecimal({ amount: 125000, currency: 'VND' })).toBe('125000')
    expect(toDecimal({ amount: 1, currency: 'KWD' })).toBe('0.001')
  })

  it('keeps every digit of an amount that no float can hold', () => {
    expect(formatMoney({ amount: Number.MAX_SAFE_INTEGER, currency: 'USD' }, 'en')).toBe('$90,071,992,547,409.91')
  })

  it('formats by the locale', () => {
    expect(formatMoney({ amount: 4120, currency: 'USD' }, 'en')).toBe('$41.20')
    expect(formatMoney({ amount: 4120, currency: 'EUR' }, 'es')).toBe('41,20\u00a0€')
    expect(formatMoney({ amount: 125000, currency: 'VND' }, 'vi')).toBe('125.000\u00a0₫')
  })

  it('names the currency before money moves', () => {
    expect(formatMoneyWithCode({ amount: 4120, currency: 'USD' }, 'en')).toBe('41.20 USD')
    expect(formatMoneyWithCode({ amount: 123456, currency: 'USD' }, 'es')).toBe('1234,56 USD')
    expect(formatMoneyWithCode({ amount: 125000, currency: 'VND' }, 'en')).toBe('125,000 VND')
  })

  it('reads what was typed, with point or comma', () => {
    expect(parseAmount('12', 'USD')).toBe(1200)
    expect(parseAmount(' 12.5 ', 'USD')).toBe(1250)
    expect(parseAmount('12,50', 'USD')).toBe(1250)
    expect(parseAmount('12', 'VND')).toBe(12)
  })

  it('refuses what is no amount of the currency', () => {
    for (const text of ['', 'abc', '-1', '1.234', '1e3', '1.2.3', '12.']) expect(parseAmount(text, 'USD')).toBeNull()
    expect(parseAmount('12.5', 'VND')).toBeNull()
  })
})
