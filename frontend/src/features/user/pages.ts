import type { RouteLocationRaw } from 'vue-router'

/** `next` is where the shopper was: signing in never loses the place. */
export const signInPage = (next?: string): RouteLocationRaw => ({ name: 'sign-in', query: next ? { next } : {} })
export const signUpPage = (next?: string): RouteLocationRaw => ({ name: 'sign-up', query: next ? { next } : {} })
export const forgotPasswordPage = (): RouteLocationRaw => ({ name: 'forgot-password' })
export const profilePage = (): RouteLocationRaw => ({ name: 'profile' })
export const addressesPage = (): RouteLocationRaw => ({ name: 'addresses' })
export const securityPage = (): RouteLocationRaw => ({ name: 'security' })

/** Only a path of this app: an address in the query could point anywhere. */
export function safeNext(next: unknown): string {
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) ? next : '/'
}
