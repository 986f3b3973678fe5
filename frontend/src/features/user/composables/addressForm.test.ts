import { describe, expect, it } from 'vitest'
import { blankAddress, fromAddress, toAddressInput } from './addressForm'
import { COUNTRIES, likelyCountry } from './countries'

describe('the address form', () => {
  it('sends what was typed, and null for what was left open', () => {
    const form = {
      ...blankAddress('GB'),
      full_name: ' Ada ',
      phone: '+44 20',
      line1: '12 Square',
      city: 'London',
      line2: ' ',
    }
    const input = {
      full_name: 'Ada',
      phone: '+44 20',
      line1: '12 Square',
      line2: null,
      city: 'London',
      region: null,
      postal_code: null,
      country: 'GB',
      latitude: null,
      longitude: null,
      is_default: true,
    }
    expect(toAddressInput(form, true)).toEqual(input)
    expect(fromAddress({ ...input, id: 'adr_1' })).toEqual({ ...form, full_name: 'Ada', line2: '' })
  })

  it('knows the countries, each once', () => {
    expect(COUNTRIES).toHaveLength(243)
    expect(new Set(COUNTRIES).size).toBe(243)
  })

  it('begins with the country of the device', () => {
    expect(likelyCountry('es-MX')).toBe('MX')
    expect(likelyCountry('vi')).toBe('VN')
    expect(likelyCountry('eo')).toBe('US')
  })
})
