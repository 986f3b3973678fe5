import { computed, ref, shallowRef } from 'vue'
import type { Page } from '@/api/types'
import { toProblem, type ApiProblem } from '@/api/problem'

/** A keyset-paged list: the first page, then more of it on request. */
export function usePagedList<T extends { id: string }>(fetchPage: (cursor?: string) => Promise<Page<T>>) {
  const items = shallowRef<T[]>([])
  const problem = shallowRef<ApiProblem | null>(null)
  const isLoading = ref(false)
  const isLoaded = ref(false)
  const nextCursor = ref<string | null>(null)
  let latest = 0

  async function turnPage(cursor?: string): Promise<void> {
    const turn = ++latest
    isLoading.value = true
    problem.value = null
    try {
      const page = await fetchPage(cursor)
      if (turn !== latest) return
      items.value = cursor === undefined ? page.items : [...items.value, ...page.items]
      nextCursor.value = page.next_cursor
      isLoaded.value = true
    } catch (error) {
      if (turn === latest) problem.value = toProblem(error)
    } finally {
      if (turn === latest) isLoading.value = false
    }
  }

  function replace(changed: T): void {
    items.value = items.value.map((item) => (item.id === changed.id ? changed : item))
  }

  return {
    items,
    problem,
    isLoading,
    isLoaded,
    hasMore: computed(() => nextCursor.value !== null),
    load: () => turnPage(),
    loadMore: () => (nextCursor.value === null ? Promise.resolve() : turnPage(nextCursor.value)),
    replace,
  }
}
