import { describe, expect, it } from 'vitest'
import { drawPlaceholder } from './placeholder'

describe('the drawn placeholder', () => {
  it('is the same each time for one title', () => {
    expect(drawPlaceholder('Stoneware mug')).toEqual(drawPlaceholder('Stoneware mug'))
    expect(drawPlaceholder('Stoneware mug').ground).toBe('oklch(0.93 0.03 168)')
  })

  it('differs between titles', () => {
    const drawings = ['Mug', 'Mug ', 'mug', 'Áo khoác dạ', 'เสื้อยืด', ''].map((title) =>
      JSON.stringify(drawPlaceholder(title)),
    )
    expect(new Set(drawings).size).toBe(6)
  })

  it('contains nothing of the title itself', () => {
    expect(JSON.stringify(drawPlaceholder('<script>alert(1)</script>'))).not.toContain('script')
  })
})
