import { describe, expect, it } from 'vitest'
import { withNewest } from './recent'

const key = (text: string) => text.toLowerCase()

describe('what was seen lately', () => {
  it('has the newest first, each once', () => {
    expect(withNewest(['mug', 'lamp'], 'Lamp', key)).toEqual(['Lamp', 'mug'])
  })

  it('keeps eight', () => {
    expect(withNewest(['1', '2', '3', '4', '5', '6', '7', '8'], '9', key)).toEqual([
      '9',
      '1',
      '2',
      '3',
      '4',
      '5',
      '6',
      '7',
    ])
  })
})
