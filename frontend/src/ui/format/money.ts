import type { Money } from '@/api/types'

/** Fraction digits of ISO 4217, as the platform knows them (VND 0, USD 2, KWD 3). */
export function minorDigits(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
}

/** Exact decimal text of an amount: no float on the way. */
export function toDecimal({ amount, currency }: Money): `${number}` {
  const digits = minorDigits(currency)
  const sign = amount < 0 ? '-' : ''
  const text = String(Math.abs(amount)).padStart(digits + 1, '0')
  const whole = text.slice(0, text.length - digits)
  const fraction = text.slice(text.length - digits)
  return `${sign}${whole}${digits > 0 ? `.${fraction}` : ''}` as `${number}`
}

/** `$41.20` */
export function formatMoney(money: Money, locale: string): string {
  return numberFormat(locale, money.currency, 'narrowSymbol').format(toDecimal(money))
}

/** `41.20 USD`: names the currency, for the sentence before money moves. */
export function formatMoneyWithCode(money: Money, locale: string): string {
  const digits = minorDigits(money.currency)
  const number = new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits })
  return `${number.format(toDecimal(money))} ${money.currency}`
}

/** Minor units of what a shopper typed (`12`, `12.5`, `12,50`); null when it is no amount. */
export function parseAmount(text: string, currency: string): number | null {
  const digits = minorDigits(currency)
  const match = /^(\d{1,12})(?:[.,](\d+))?$/.exec(text.trim())
  if (!match) return null
  const [, whole = '', fraction = ''] = match
  if (fraction.length > digits) return null
  return Number(whole + fraction.padEnd(digits, '0'))
}

const formats = new Map<string, Intl.NumberFormat>()

function numberFormat(locale: string, currency: string, currencyDisplay: 'narrowSymbol'): Intl.NumberFormat {
  const key = `${locale} ${currency}`
  const known = formats.get(key)
  if (known) return known
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay })
  formats.set(key, format)
  return format
}
