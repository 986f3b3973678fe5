import { toValue, watchEffect, type MaybeRefOrGetter } from 'vue'

const SITE = 'Tradepost'

export function usePageTitle(title: MaybeRefOrGetter<string | null | undefined>): void {
  watchEffect(() => {
    const text = toValue(title)
    document.title = text ? `${text} · ${SITE}` : SITE
  })
}
