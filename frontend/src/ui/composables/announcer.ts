import { readonly, ref } from 'vue'

const message = ref('')
let clearing: ReturnType<typeof setTimeout> | undefined

/** Said by the live region of the shell. */
export function announce(text: string): void {
  message.value = text
  clearTimeout(clearing)
  // Emptied, so that the same sentence said twice is heard twice.
  clearing = setTimeout(() => (message.value = ''), 4000)
}

export const announcement = readonly(message)
