import { storedValue } from '@/ui/composables/storedValue'

const KEPT = 8

/** The newest first, each once. */
export function withNewest<T>(kept: readonly T[], newest: T, keyOf: (item: T) => string): T[] {
  return [newest, ...kept.filter((item) => keyOf(item) !== keyOf(newest))].slice(0, KEPT)
}

const searches = storedValue<string[]>('recent-searches', [])

export function recentSearches(): string[] {
  return searches.read()
}

export function rememberSearch(query: string): void {
  searches.write(withNewest(searches.read(), query, (text) => text.toLowerCase()))
}

export function forgetSearches(): void {
  searches.clear()
}

const viewed = storedValue<string[]>('recently-viewed', [])

export function recentlyViewed(): string[] {
  return viewed.read()
}

export function rememberViewed(productId: string): void {
  viewed.write(withNewest(viewed.read(), productId, (id) => id))
}
