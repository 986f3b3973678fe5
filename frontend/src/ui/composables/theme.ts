import { ref, watchEffect } from 'vue'
import { storedValue } from './storedValue'

export type ThemePreference = 'system' | 'light' | 'dark'

const stored = storedValue<ThemePreference>('theme', 'system')
export const themePreference = ref<ThemePreference>(stored.read())

export function setTheme(preference: ThemePreference): void {
  themePreference.value = preference
  stored.write(preference)
}

/** Element Plus and the tokens look at the class `dark`; "system" follows the device while it changes. */
export function applyTheme(): void {
  const device = matchMedia('(prefers-color-scheme: dark)')
  const deviceIsDark = ref(device.matches)
  device.addEventListener('change', () => (deviceIsDark.value = device.matches))
  watchEffect(() => {
    const isDark = themePreference.value === 'dark' || (themePreference.value === 'system' && deviceIsDark.value)
    document.documentElement.classList.toggle('dark', isDark)
  })
}
