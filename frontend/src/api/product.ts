import * as sdk from './generated'
import type { Category, Product, ProductCard, ProductListing, ProductQuery, Seller, Suggestions } from './types'

export async function listProducts(query: ProductQuery, signal?: AbortSignal): Promise<ProductListing> {
  return (await sdk.productList({ query, signal })).data
}

export async function suggest(q: string, signal: AbortSignal): Promise<Suggestions> {
  return (await sdk.productSuggestions({ query: { q }, signal })).data
}

export async function fetchProduct(idOrSlug: string): Promise<Product> {
  return (await sdk.productShow({ path: { id: idOrSlug } })).data
}

export async function listRelated(id: string): Promise<ProductCard[]> {
  return (await sdk.productRelated({ path: { id } })).data.items
}

export async function listCategories(): Promise<Category[]> {
  return (await sdk.categoryList()).data.items
}

export async function fetchSeller(idOrSlug: string): Promise<Seller> {
  return (await sdk.sellerShow({ path: { id: idOrSlug } })).data
}
