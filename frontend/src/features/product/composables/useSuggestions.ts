import { computed, ref, shallowRef, watch, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import type { RouteLocationRaw } from 'vue-router'
import type { Suggestions } from '@/api/types'
import { suggest } from '@/api/product'
import { categoryPage, productPage, searchPage } from '../pages'
import { recentSearches } from './recent'

export interface Suggestion {
  kind: 'recent' | 'query' | 'category' | 'product'
  label: string
  to: RouteLocationRaw
  image?: Suggestions['products'][number]['image']
}

/** Long enough to skip a letter of a fast typist, short enough to answer within 100 ms. */
const PAUSE_MS = 40

export function useSuggestions(text: Ref<string>, isActive: Ref<boolean>) {
  const { t } = useI18n()
  const found = shallowRef<Suggestions | null>(null)
  const recent = ref<string[]>([])
  let running: AbortController | null = null
  let pause: ReturnType<typeof setTimeout> | undefined

  watch([text, isActive], ([typed, active]) => {
    clearTimeout(pause)
    running?.abort()
    if (!active) return
    recent.value = recentSearches()
    if (typed.trim().length < 2) {
      found.value = null
      return
    }
    pause = setTimeout(() => void ask(typed.trim()), PAUSE_MS)
  })

  async function ask(query: string): Promise<void> {
    const own = (running = new AbortController())
    try {
      found.value = await suggest(query, own.signal)
    } catch {
      // The search itself still works; a suggestion is no reason for an error message.
      if (!own.signal.aborted) found.value = null
    }
  }

  const groups = computed(() => {
    const typed = text.value.trim().toLowerCase()
    const mine = recent.value.filter((query) => query.toLowerCase().startsWith(typed)).slice(0, 4)
    const queries = (found.value?.queries ?? []).filter((query) => !mine.includes(query))
    const search =
      (kind: 'recent' | 'query') =>
      (query: string): Suggestion => ({
        kind,
        label: query,
        to: searchPage({ q: query }),
      })
    return [
      { title: t('product.search.recent'), items: mine.map(search('recent')) },
      { title: t('product.search.queries'), items: queries.map(search('query')) },
      {
        title: t('product.categories'),
        items: (found.value?.categories ?? []).map(({ name, slug }): Suggestion => ({
          kind: 'category',
          label: name,
          to: categoryPage(slug),
        })),
      },
      {
        title: t('product.products'),
        items: (found.value?.products ?? []).map(({ title, slug, image }): Suggestion => ({
          kind: 'product',
          label: title,
          to: productPage(slug),
          image,
        })),
      },
    ].filter((group) => group.items.length > 0)
  })

  return { groups }
}
