import type { Cart, CartItem } from '@/api/types'

const usd = (amount: number) => ({ amount, currency: 'USD' })

export function cartItem(variantId: string, change: Partial<CartItem> = {}): CartItem {
  return {
    variant_id: variantId,
    product_id: `prd_${variantId}`,
    product_slug: `slug-${variantId}`,
    title: `Title ${variantId}`,
    options: {},
    sku: `SKU-${variantId}`,
    image: null,
    seller: { id: 'slr_1', name: 'Kiln & Co' },
    quantity: 1,
    unit_price: usd(1000),
    line_total: usd(1000),
    available: 9,
    changes: [],
    ...change,
  }
}

export function cartOf(...items: CartItem[]): Cart {
  const sum = items.reduce((total, item) => total + item.line_total.amount, 0)
  return {
    id: 'crt_1',
    items,
    item_count: items.length,
    subtotal: usd(sum),
    shipping: null,
    total: usd(sum),
    can_check_out: items.length > 0,
  }
}
