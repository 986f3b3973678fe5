import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { Category } from '@/api/types'
import { toProblem, type ApiProblem } from '@/api/problem'
import { listCategories } from '@/api/product'

/** The whole tree, asked for once: menu, home and category pages read the same. */
export const useCategories = defineStore('categories', () => {
  const all = shallowRef<Category[]>([])
  const problem = shallowRef<ApiProblem | null>(null)
  const isLoaded = shallowRef(false)
  let loading: Promise<void> | null = null

  const childrenOf = computed(() => {
    const children = new Map<string | null, Category[]>()
    for (const category of all.value) {
      const siblings = children.get(category.parent_id)
      if (siblings) siblings.push(category)
      else children.set(category.parent_id, [category])
    }
    return children
  })

  function load(): Promise<void> {
    loading ??= loadOnce()
    return loading
  }

  async function loadOnce(): Promise<void> {
    problem.value = null
    try {
      all.value = await listCategories()
      isLoaded.value = true
    } catch (error) {
      problem.value = toProblem(error)
      loading = null
    }
  }

  const find = (idOrSlug: string) => all.value.find((one) => one.slug === idOrSlug || one.id === idOrSlug)

  /** Only what leads to goods. */
  const children = (parentId: string | null) =>
    (childrenOf.value.get(parentId) ?? []).filter((category) => category.product_count > 0)

  /** From the root down to the category itself. */
  function pathTo(category: Category): Category[] {
    const path = [category]
    for (let step = category; step.parent_id !== null;) {
      const parent = find(step.parent_id)
      if (!parent || path.includes(parent)) break
      path.unshift(parent)
      step = parent
    }
    return path
  }

  return { all, problem, isLoaded, roots: computed(() => children(null)), load, find, children, pathTo }
})
