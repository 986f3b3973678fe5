import { ref, shallowRef, type Ref, type ShallowRef } from 'vue'
import { toProblem, type ApiProblem } from '@/api/problem'

export interface Load<T> {
  data: ShallowRef<T | null>
  problem: ShallowRef<ApiProblem | null>
  isLoading: Ref<boolean>
  load: () => Promise<void>
}

/** One thing from the server with its loading and error states. The last call wins; old data stays shown meanwhile. */
export function useLoad<T>(fetchIt: () => Promise<T>): Load<T> {
  const data = shallowRef<T | null>(null)
  const problem = shallowRef<ApiProblem | null>(null)
  const isLoading = ref(false)
  let latest = 0

  async function load(): Promise<void> {
    const turn = ++latest
    isLoading.value = true
    problem.value = null
    try {
      const loaded = await fetchIt()
      if (turn === latest) data.value = loaded
    } catch (error) {
      if (turn === latest) problem.value = toProblem(error)
    } finally {
      if (turn === latest) isLoading.value = false
    }
  }

  return { data, problem, isLoading, load }
}
