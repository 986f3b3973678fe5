import { onMounted, shallowRef, type ShallowRef } from 'vue'
import type { Product, ProductCard } from '@/api/types'
import { fetchProduct } from '@/api/product'
import { recentlyViewed } from './recent'

const SHOWN = 6

/** Products opened lately in this browser; what is gone meanwhile is left out. */
export function useRecentlyViewed(): Readonly<ShallowRef<ProductCard[]>> {
  const cards = shallowRef<ProductCard[]>([])
  onMounted(async () => {
    const found = await Promise.allSettled(recentlyViewed().slice(0, SHOWN).map(fetchProduct))
    cards.value = found.flatMap((result) => (result.status === 'fulfilled' ? toCard(result.value) : []))
  })
  return cards
}

function toCard(product: Product): ProductCard[] {
  const prices = product.variants.map((variant) => variant.price).sort((one, other) => one.amount - other.amount)
  const [lowest] = prices
  const highest = prices.at(-1)
  if (!lowest || !highest) return []
  const { id, slug, title, images, category, seller, rating, variants } = product
  return [
    {
      id,
      slug,
      title,
      price: lowest,
      price_max: highest,
      image: images[0] ?? null,
      category,
      seller,
      rating,
      in_stock: variants.some((variant) => variant.available > 0),
      variant_count: variants.length,
    },
  ]
}
