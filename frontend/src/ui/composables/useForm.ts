import {
  computed,
  nextTick,
  reactive,
  shallowReactive,
  toRaw,
  watch,
  type ComponentPublicInstance,
  type Ref,
} from 'vue'
import { useI18n } from 'vue-i18n'
import type { FieldError } from '@/api/problem'
import type { Rule } from './rules'

type Rules<T> = { [K in keyof T]?: Rule<T>[] }

export interface Form<T extends object> {
  values: T
  errors: Readonly<Ref<Partial<Record<keyof T, string>>>>
  touch: (field: keyof T) => void
  /** Shows every error and moves to the first; true when there is none. */
  validate: () => boolean
  /** Errors of the server at their fields; false when none of them belongs to this form. */
  refuse: (refusal: { errors: readonly FieldError[] }) => boolean
  reset: (values: T) => void
  /** As `:ref` of the element that holds the fields. */
  attach: (element: Element | ComponentPublicInstance | null) => void
}

/**
 * Errors are said when a field is left, and no earlier; an error of the server goes away when its field
 * is edited. Fields carry `name`, which is how the first invalid one is found.
 */
export function useForm<T extends object>(initial: T, rules: Rules<T>): Form<T> {
  const i18n = useI18n()
  const values = reactive({ ...initial }) as T
  const touched = shallowReactive(new Set<keyof T>())
  const refused = shallowReactive(new Map<keyof T, string>())
  let root: Element | null = null
  const fields = Object.keys(initial) as (keyof T & string)[]

  for (const field of fields) {
    watch(
      () => values[field],
      () => refused.delete(field),
      { flush: 'sync' },
    )
  }

  const broken = computed(() => {
    const found: Partial<Record<keyof T, string>> = {}
    for (const field of fields) {
      const message = rules[field]?.map((rule) => rule(values[field], values)).find((result) => result !== null)
      if (message) found[field] = i18n.t(message.key, message.values ?? {})
    }
    return found
  })

  const errors = computed(() => {
    const shown: Partial<Record<keyof T, string>> = {}
    for (const field of fields) {
      const text = refused.get(field) ?? (touched.has(field) ? broken.value[field] : undefined)
      if (text !== undefined) shown[field] = text
    }
    return shown
  })

  function validate(): boolean {
    for (const field of fields) touched.add(field)
    const isValid = Object.keys(errors.value).length === 0
    if (!isValid) void focusFirstError()
    return isValid
  }

  function refuse({ errors: said }: { errors: readonly FieldError[] }): boolean {
    const mine = said.filter((error) => fields.some((field) => field === error.field))
    for (const error of mine) refused.set(error.field as keyof T, sentence(error))
    if (mine.length > 0) void focusFirstError()
    return mine.length > 0
  }

  function sentence(error: FieldError): string {
    const key = `fields.${error.code}`
    return i18n.te(key) ? i18n.t(key) : error.message
  }

  async function focusFirstError(): Promise<void> {
    await nextTick()
    root?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }

  function reset(next: T): void {
    Object.assign(values, structuredClone(toRaw(next)))
    touched.clear()
    refused.clear()
  }

  return {
    values,
    errors,
    touch: (field) => touched.add(field),
    validate,
    refuse,
    reset,
    attach: (element) => (root = element instanceof Element ? element : null),
  }
}
