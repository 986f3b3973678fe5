export interface RuleMessage {
  key: string
  values?: Record<string, string | number>
}

export type Rule<T> = (value: T[keyof T], values: T) => RuleMessage | null

function text(value: unknown): string {
  return typeof value === 'string' ? value.trim() : ''
}

export const required =
  (key = 'fields.required') =>
  (value: unknown): RuleMessage | null =>
    text(value) === '' ? { key } : null

export const atMost =
  (max: number) =>
  (value: unknown): RuleMessage | null =>
    text(value).length > max ? { key: 'fields.at_most', values: { max } } : null

export const atLeast =
  (min: number) =>
  (value: unknown): RuleMessage | null =>
    text(value).length < min ? { key: 'fields.at_least', values: { min } } : null

/** Only what is surely wrong is refused here; the server and the verification mail decide the rest. */
export const email = (value: unknown): RuleMessage | null =>
  /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text(value)) ? null : { key: 'fields.email' }

export const phone = (value: unknown): RuleMessage | null =>
  /^\+?[\d\s().-]{5,30}$/.test(text(value)) ? null : { key: 'fields.phone' }
