import type { Category, Product, ProductCard, ProductList, ProductQuery, Seller, Suggestions } from './contract'
import { http } from './http'

const BASE = '/api/product/public'

export async function listProducts(query: ProductQuery, signal?: AbortSignal): Promise<ProductList> {
  return (await http.get<ProductList>(`${BASE}/products`, { params: query, ...(signal && { signal }) })).data
}

export async function suggest(q: string, signal: AbortSignal): Promise<Suggestions> {
  return (await http.get<Suggestions>(`${BASE}/suggestions`, { params: { q }, signal })).data
}

export async function fetchProduct(idOrSlug: string): Promise<Product> {
  return (await http.get<Product>(`${BASE}/products/${encodeURIComponent(idOrSlug)}`)).data
}

export async function listRelated(id: string): Promise<ProductCard[]> {
  return (await http.get<{ items: ProductCard[] }>(`${BASE}/products/${id}/related`)).data.items
}

export async function listCategories(): Promise<Category[]> {
  return (await http.get<{ items: Category[] }>(`${BASE}/categories`)).data.items
}

export async function fetchSeller(idOrSlug: string): Promise<Seller> {
  return (await http.get<Seller>(`${BASE}/sellers/${encodeURIComponent(idOrSlug)}`)).data
}
