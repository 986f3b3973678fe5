import { describe, expect, it } from 'vitest'
import {
  apiQueryFromFilters,
  filtersFromQuery,
  queryFromFilters,
  toggleOption,
  withoutFilters,
  type ListingFilters,
} from './listingQuery'

const all: ListingFilters = {
  q: 'linen shirt',
  category: 'clothing',
  seller: 'north-loom',
  minPrice: 1000,
  maxPrice: 5000,
  inStock: true,
  options: [
    { name: 'Color', value: 'Oat' },
    { name: 'Size', value: '10:30' },
  ],
  sort: 'price_asc',
}
const none: ListingFilters = {
  q: null,
  category: null,
  seller: null,
  minPrice: null,
  maxPrice: null,
  inStock: false,
  options: [],
  sort: null,
}
const query = {
  q: 'linen shirt',
  category: 'clothing',
  seller: 'north-loom',
  min_price: '1000',
  max_price: '5000',
  in_stock: 'true',
  option: ['Color:Oat', 'Size:10:30'],
  sort: 'price_asc',
}

describe('the address of a listing', () => {
  it('says every filter and is read back to the same', () => {
    expect(queryFromFilters(all)).toEqual(query)
    expect(filtersFromQuery(query)).toEqual(all)
  })

  it('is empty without filters', () => {
    expect(queryFromFilters(none)).toEqual({})
    expect(filtersFromQuery({})).toEqual(none)
  })

  it('takes one option as well as several', () => {
    expect(filtersFromQuery({ option: 'Color:Oat' }).options).toEqual([{ name: 'Color', value: 'Oat' }])
  })

  it('leaves out what makes no sense', () => {
    expect(
      filtersFromQuery({
        q: '  ',
        min_price: '-1',
        max_price: '1e9',
        in_stock: 'yes',
        option: ['Color', ':Oat', 'Color:', null],
        sort: 'cheapest',
      }),
    ).toEqual(none)
  })

  it('asks the server for all of it', () => {
    expect(apiQueryFromFilters(all)).toEqual({
      q: 'linen shirt',
      category: 'clothing',
      seller: 'north-loom',
      min_price: 1000,
      max_price: 5000,
      in_stock: true,
      option: ['Color:Oat', 'Size:10:30'],
      sort: 'price_asc',
    })
  })

  it('sorts by relevance where something was searched, by sales elsewhere', () => {
    expect(apiQueryFromFilters({ ...none, q: 'mug' })).toEqual({ q: 'mug', sort: 'relevance' })
    expect(apiQueryFromFilters(none)).toEqual({ sort: 'best_selling' })
  })

  it('puts an option on and takes it off again', () => {
    const [oat, size] = all.options
    expect(toggleOption([oat!], size!)).toEqual([oat, size])
    expect(toggleOption([oat!, size!], { ...oat! })).toEqual([size])
  })

  it('keeps the words and the order when filters are cleared', () => {
    expect(withoutFilters(all)).toEqual({ ...none, q: 'linen shirt', sort: 'price_asc' })
  })
})
