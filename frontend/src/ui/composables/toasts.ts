import { computed, ref } from 'vue'
import type { RouteLocationRaw } from 'vue-router'

export interface Toast {
  id: number
  text: string
  tone: 'neutral' | 'bad'
  link: { label: string; to: RouteLocationRaw } | null
}

const SHOWN_MS = 7000
const toasts = ref<Toast[]>([])
let lastId = 0

export const shownToasts = computed<readonly Toast[]>(() => toasts.value)

export function toast(text: string, options: Partial<Pick<Toast, 'tone' | 'link'>> = {}): void {
  const id = ++lastId
  toasts.value = [...toasts.value.slice(-2), { id, text, tone: 'neutral', link: null, ...options }]
  setTimeout(() => dismissToast(id), SHOWN_MS)
}

export function dismissToast(id: number): void {
  toasts.value = toasts.value.filter((shown) => shown.id !== id)
}
