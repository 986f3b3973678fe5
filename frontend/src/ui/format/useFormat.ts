import { useI18n } from 'vue-i18n'
import type { Money } from '@/api/types'
import { formatMoney, formatMoneyWithCode } from './money'
import { formatDate, formatDateTime, formatRelative } from './time'

/** Formats in the language of the page; reactive, because the language is. */
export function useFormat() {
  const { locale } = useI18n()
  return {
    money: (money: Money) => formatMoney(money, locale.value),
    moneyWithCode: (money: Money) => formatMoneyWithCode(money, locale.value),
    number: (value: number) => new Intl.NumberFormat(locale.value).format(value),
    date: (iso: string) => formatDate(iso, locale.value),
    dateTime: (iso: string) => formatDateTime(iso, locale.value),
    relative: (iso: string, now: number) => formatRelative(iso, locale.value, now),
    country: (code: string) => new Intl.DisplayNames(locale.value, { type: 'region' }).of(code) ?? code,
    list: (parts: string[]) => new Intl.ListFormat(locale.value).format(parts),
  }
}
