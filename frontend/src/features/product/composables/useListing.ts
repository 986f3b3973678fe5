import { computed, ref, shallowRef, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { useI18n } from 'vue-i18n'
import type { ProductListing, ProductQuery } from '@/api/types'
import { toProblem, type ApiProblem } from '@/api/problem'
import { listProducts } from '@/api/product'
import { announce } from '@/ui/composables/announcer'
import {
  apiQueryFromFilters,
  filtersFromQuery,
  queryFromFilters,
  withoutFilters,
  type ListingFilters,
} from './listingQuery'

const PAGE = 24
const KEPT = 10
const FRESH_MS = 5 * 60_000

/** Listings seen lately, with all their pages: going back shows them at once and in place. */
const seen = new Map<string, { list: ProductListing; at: number }>()

function remember(key: string, list: ProductListing): void {
  seen.delete(key)
  seen.set(key, { list, at: Date.now() })
  for (const oldest of [...seen.keys()].slice(0, Math.max(0, seen.size - KEPT))) seen.delete(oldest)
}

/**
 * A product listing whose filters live in the address bar.
 * `fixed` is what the page itself says (its category, its seller) and no filter can change.
 */
export function useListing(fixed: () => Pick<ProductQuery, 'category' | 'seller'>) {
  const route = useRoute()
  const router = useRouter()
  const { t } = useI18n()
  const page = route.name

  const filters = computed(() => filtersFromQuery(route.query))
  const list = shallowRef<ProductListing | null>(null)
  const problem = shallowRef<ApiProblem | null>(null)
  const isLoading = ref(false)
  const isLoadingMore = ref(false)
  let running: AbortController | null = null

  const query = computed<ProductQuery>(() => ({ ...apiQueryFromFilters(filters.value), ...fixed(), limit: PAGE }))

  watch(
    () => JSON.stringify(query.value),
    (key) => {
      // The address of the next page is none of this one's.
      if (route.name === page) void show(key)
    },
    { immediate: true },
  )

  async function show(key: string): Promise<void> {
    running?.abort()
    problem.value = null
    isLoading.value = false
    const known = seen.get(key)
    if (known && Date.now() - known.at < FRESH_MS) {
      list.value = known.list
      return
    }
    const own = (running = new AbortController())
    isLoading.value = true
    try {
      const loaded = await listProducts(query.value, own.signal)
      if (own.signal.aborted) return
      list.value = loaded
      remember(key, loaded)
      announce(t('product.listing.results', loaded.total))
    } catch (error) {
      if (!own.signal.aborted) problem.value = toProblem(error)
    } finally {
      if (running === own) isLoading.value = false
    }
  }

  async function loadMore(): Promise<void> {
    const current = list.value
    if (typeof current?.next_cursor !== 'string' || isLoadingMore.value) return
    const key = JSON.stringify(query.value)
    isLoadingMore.value = true
    try {
      const more = await listProducts({ ...query.value, cursor: current.next_cursor })
      if (list.value !== current) return
      list.value = { ...current, items: [...current.items, ...more.items], next_cursor: more.next_cursor }
      remember(key, list.value)
    } catch (error) {
      problem.value = toProblem(error)
    } finally {
      isLoadingMore.value = false
    }
  }

  function update(patch: Partial<ListingFilters>): void {
    void router.push({ params: route.params, query: queryFromFilters({ ...filters.value, ...patch }) })
  }

  return {
    filters,
    list,
    problem,
    isLoading,
    isLoadingMore,
    retry: () => show(JSON.stringify(query.value)),
    loadMore,
    update,
    clear: () => update(withoutFilters(filters.value)),
  }
}

export type Listing = ReturnType<typeof useListing>
