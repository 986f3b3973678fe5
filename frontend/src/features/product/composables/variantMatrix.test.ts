import { describe, expect, it } from 'vitest'
import type { OptionGroup, Variant } from '@/api/types'
import { choose, chosenVariant, initialSelection, stateOf } from './variantMatrix'

const groups: OptionGroup[] = [
  { name: 'Color', values: ['Oat', 'Rust'] },
  { name: 'Size', values: ['S', 'M', 'L'] },
]

function variant(color: string, size: string, available: number): Variant {
  return {
    id: `var_${color}_${size}`,
    sku: `${color}-${size}`,
    options: { Color: color, Size: size },
    price: { amount: 1000, currency: 'USD' },
    list_price: null,
    available,
    image_id: null,
  }
}

// Rust was never made in L; Oat is sold out in M.
const variants = [
  variant('Oat', 'S', 3),
  variant('Oat', 'M', 0),
  variant('Oat', 'L', 1),
  variant('Rust', 'S', 2),
  variant('Rust', 'M', 2),
]

describe('choosing a variant', () => {
  it('shows what cannot be had with the other choices', () => {
    expect(stateOf(variants, { Color: 'Rust' }, 'Size', 'L')).toBe('impossible')
    expect(stateOf(variants, { Color: 'Oat' }, 'Size', 'M')).toBe('sold_out')
    expect(stateOf(variants, { Color: 'Oat' }, 'Size', 'S')).toBe('available')
  })

  it('looks at the other groups only', () => {
    expect(stateOf(variants, { Color: 'Rust', Size: 'M' }, 'Color', 'Oat')).toBe('sold_out')
    expect(stateOf(variants, {}, 'Size', 'M')).toBe('available')
  })

  it('ends at one variant once every group is chosen', () => {
    expect(chosenVariant(groups, variants, { Color: 'Rust' })).toBeNull()
    expect(chosenVariant(groups, variants, { Color: 'Rust', Size: 'M' })?.id).toBe('var_Rust_M')
    expect(chosenVariant(groups, variants, { Color: 'Rust', Size: 'L' })).toBeNull()
  })

  it('lets the newest choice stand and drops what cannot go with it', () => {
    expect(choose(groups, variants, { Color: 'Rust' }, 'Size', 'M')).toEqual({ Color: 'Rust', Size: 'M' })
    expect(choose(groups, variants, { Color: 'Rust', Size: 'M' }, 'Size', 'L')).toEqual({ Size: 'L' })
    expect(choose(groups, variants, { Color: 'Oat', Size: 'L' }, 'Color', 'Rust')).toEqual({ Color: 'Rust' })
  })

  it('starts with what is no choice', () => {
    const single = [{ name: 'Color', values: ['Oat'] }, groups[1]!]
    expect(initialSelection(single, variants, null)).toEqual({ Color: 'Oat' })
    expect(initialSelection(groups, variants, null)).toEqual({})
  })

  it('starts with the variant that the address names', () => {
    expect(initialSelection(groups, variants, 'var_Rust_S')).toEqual({ Color: 'Rust', Size: 'S' })
    expect(initialSelection(groups, variants, 'var_gone')).toEqual({})
  })

  it('needs no choice where there are no options', () => {
    const only = { ...variant('', '', 1), options: {} }
    expect(chosenVariant([], [only], {})).toBe(only)
  })
})
