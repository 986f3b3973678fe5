import { onMounted, shallowRef, type ShallowRef } from 'vue'
import type { ProductCard, ProductQuery } from '@/api/types'
import { listProducts } from '@/api/product'

/** A row of goods beside the page's matter: when it cannot be had, the page does without it. */
export function useShelf(query: ProductQuery): Readonly<ShallowRef<ProductCard[] | null>> {
  const products = shallowRef<ProductCard[] | null>(null)
  onMounted(async () => {
    try {
      products.value = (await listProducts(query)).items
    } catch {
      products.value = []
    }
  })
  return products
}
