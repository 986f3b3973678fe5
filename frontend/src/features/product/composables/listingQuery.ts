import type { LocationQuery, LocationQueryRaw, LocationQueryValue } from 'vue-router'
import type { ProductQuery, ProductSort } from '@/api/types'

export interface ChosenOption {
  name: string
  value: string
}

/** What the address bar of a listing says. Prices in minor units, as the server counts them. */
export interface ListingFilters {
  q: string | null
  category: string | null
  seller: string | null
  minPrice: number | null
  maxPrice: number | null
  inStock: boolean
  options: ChosenOption[]
  /** Null: what suits the listing best. */
  sort: ProductSort | null
}

export const SORTS: readonly ProductSort[] = ['relevance', 'best_selling', 'newest', 'price_asc', 'price_desc']

/** An address may be typed by hand: what makes no sense is left out. */
export function filtersFromQuery(query: LocationQuery): ListingFilters {
  return {
    q: text(query.q),
    category: text(query.category),
    seller: text(query.seller),
    minPrice: minorUnits(query.min_price),
    maxPrice: minorUnits(query.max_price),
    inStock: first(query.in_stock) === 'true',
    options: all(query.option).flatMap(parseOption),
    sort: SORTS.find((sort) => sort === first(query.sort)) ?? null,
  }
}

export function queryFromFilters(filters: ListingFilters): LocationQueryRaw {
  const query: LocationQueryRaw = {}
  if (filters.q !== null) query.q = filters.q
  if (filters.category !== null) query.category = filters.category
  if (filters.seller !== null) query.seller = filters.seller
  if (filters.minPrice !== null) query.min_price = String(filters.minPrice)
  if (filters.maxPrice !== null) query.max_price = String(filters.maxPrice)
  if (filters.inStock) query.in_stock = 'true'
  if (filters.options.length > 0) query.option = filters.options.map(formatOption)
  if (filters.sort !== null) query.sort = filters.sort
  return query
}

export function apiQueryFromFilters(filters: ListingFilters): ProductQuery {
  return {
    ...(filters.q !== null && { q: filters.q }),
    ...(filters.category !== null && { category: filters.category }),
    ...(filters.seller !== null && { seller: filters.seller }),
    ...(filters.minPrice !== null && { min_price: filters.minPrice }),
    ...(filters.maxPrice !== null && { max_price: filters.maxPrice }),
    ...(filters.inStock && { in_stock: true as const }),
    ...(filters.options.length > 0 && { option: filters.options.map(formatOption) }),
    sort: filters.sort ?? (filters.q === null ? 'best_selling' : 'relevance'),
  }
}

export function hasOption(filters: ListingFilters, option: ChosenOption): boolean {
  return filters.options.some((chosen) => isSameOption(chosen, option))
}

export function toggleOption(options: ChosenOption[], option: ChosenOption): ChosenOption[] {
  const others = options.filter((chosen) => !isSameOption(chosen, option))
  return others.length === options.length ? [...options, option] : others
}

export function withoutFilters(filters: ListingFilters): ListingFilters {
  return {
    ...filters,
    category: null,
    seller: null,
    minPrice: null,
    maxPrice: null,
    inStock: false,
    options: [],
  }
}

function isSameOption(one: ChosenOption, other: ChosenOption): boolean {
  return one.name === other.name && one.value === other.value
}

function formatOption({ name, value }: ChosenOption): string {
  return `${name}:${value}`
}

function parseOption(text: string): ChosenOption[] {
  const colon = text.indexOf(':')
  if (colon < 1 || colon === text.length - 1) return []
  return [{ name: text.slice(0, colon), value: text.slice(colon + 1) }]
}

function all(value: LocationQueryValue | LocationQueryValue[] | undefined): string[] {
  return [value].flat().filter((item) => typeof item === 'string')
}

function first(value: LocationQueryValue | LocationQueryValue[] | undefined): string | undefined {
  return all(value)[0]
}

function text(value: LocationQueryValue | LocationQueryValue[] | undefined): string | null {
  const trimmed = first(value)?.trim() ?? ''
  return trimmed === '' ? null : trimmed
}

function minorUnits(value: LocationQueryValue | LocationQueryValue[] | undefined): number | null {
  const digits = first(value)
  return digits !== undefined && /^\d{1,15}$/.test(digits) ? Number(digits) : null
}
