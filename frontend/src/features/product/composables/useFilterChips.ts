import { computed, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import type { ProductListing } from '@/api/types'
import { useFormat } from '@/ui/format/useFormat'
import { toggleOption, type ListingFilters } from './listingQuery'
import { useCategories } from './useCategories'

export interface FilterChip {
  key: string
  label: string
  /** The filters without this one. */
  removal: Partial<ListingFilters>
}

export function useFilterChips(filters: Ref<ListingFilters>, list: Ref<ProductListing | null>, currency: Ref<string>) {
  const { t } = useI18n()
  const format = useFormat()
  const categories = useCategories()

  return computed<FilterChip[]>(() => {
    const { category, seller, minPrice, maxPrice, inStock, options } = filters.value
    const chips: FilterChip[] = []
    if (category !== null) {
      chips.push({ key: 'category', label: categories.find(category)?.name ?? category, removal: { category: null } })
    }
    if (seller !== null) {
      const known = list.value?.facets.sellers.find((facet) => facet.slug === seller || facet.id === seller)
      chips.push({ key: 'seller', label: known?.name ?? seller, removal: { seller: null } })
    }
    if (minPrice !== null || maxPrice !== null) {
      chips.push({
        key: 'price',
        label: priceLabel(minPrice, maxPrice),
        removal: { minPrice: null, maxPrice: null },
      })
    }
    if (inStock) chips.push({ key: 'stock', label: t('product.facets.in_stock'), removal: { inStock: false } })
    for (const option of options) {
      chips.push({
        key: `option:${option.name}:${option.value}`,
        label: t('ui.name_value', { ...option }),
        removal: { options: toggleOption(options, option) },
      })
    }
    return chips
  })

  function priceLabel(min: number | null, max: number | null): string {
    const money = (amount: number) => format.money({ amount, currency: currency.value })
    if (min !== null && max !== null) return t('product.facets.price_between', { min: money(min), max: money(max) })
    if (min !== null) return t('product.facets.price_above', { min: money(min) })
    return t('product.facets.price_below', { max: money(max ?? 0) })
  }
}
