import type { Address, AddressInput } from '@/api/types'
import { atMost, phone, required } from '@/ui/composables/rules'

export interface AddressForm {
  full_name: string
  phone: string
  line1: string
  line2: string
  city: string
  region: string
  postal_code: string
  country: string
}

export function blankAddress(country: string): AddressForm {
  return { full_name: '', phone: '', line1: '', line2: '', city: '', region: '', postal_code: '', country }
}

export function fromAddress(address: Address): AddressForm {
  return {
    full_name: address.full_name,
    phone: address.phone,
    line1: address.line1,
    line2: address.line2 ?? '',
    city: address.city,
    region: address.region ?? '',
    postal_code: address.postal_code ?? '',
    country: address.country,
  }
}

export function toAddressInput(form: AddressForm, isDefault: boolean): AddressInput {
  const orNull = (text: string) => (text.trim() === '' ? null : text.trim())
  return {
    full_name: form.full_name.trim(),
    phone: form.phone.trim(),
    line1: form.line1.trim(),
    line2: orNull(form.line2),
    city: form.city.trim(),
    region: orNull(form.region),
    postal_code: orNull(form.postal_code),
    country: form.country,
    latitude: null,
    longitude: null,
    is_default: isDefault,
  }
}

export const addressRules = {
  full_name: [required('fields.name_required'), atMost(100)],
  phone: [required('fields.phone_required'), phone],
  line1: [required('fields.line1_required'), atMost(200)],
  line2: [atMost(200)],
  city: [required('fields.city_required'), atMost(100)],
  region: [atMost(100)],
  postal_code: [atMost(16)],
  country: [required()],
}
