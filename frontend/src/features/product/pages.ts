import type { LocationQueryRaw, RouteLocationRaw } from 'vue-router'

export const homePage = (): RouteLocationRaw => ({ name: 'home' })
export const categoriesPage = (): RouteLocationRaw => ({ name: 'categories' })
export const categoryPage = (slug: string): RouteLocationRaw => ({ name: 'category', params: { slug } })
export const sellerPage = (slug: string): RouteLocationRaw => ({ name: 'seller', params: { slug } })
export const productPage = (slug: string): RouteLocationRaw => ({ name: 'product', params: { slug } })
export const searchPage = (query: LocationQueryRaw): RouteLocationRaw => ({ name: 'search', query })
