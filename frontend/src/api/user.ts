import type { Address, AddressInput, Shop, SignedIn, User, UserSession } from './contract'
import { http } from './http'

export async function register(input: { email: string; password: string; name: string }): Promise<SignedIn> {
  return (await http.post<SignedIn>('/api/user/public/register', input)).data
}

export async function logIn(input: { email: string; password: string }): Promise<SignedIn> {
  return (await http.post<SignedIn>('/api/user/public/login', input)).data
}

export async function logOut(): Promise<void> {
  await http.post('/api/user/logout')
}

export async function logOutEverywhere(): Promise<void> {
  await http.post('/api/user/logout-everywhere')
}

export async function verifyEmail(token: string): Promise<void> {
  await http.post('/api/user/public/verify-email', { token })
}

export async function resendVerification(): Promise<void> {
  await http.post('/api/user/verify-email/resend')
}

export async function requestPasswordReset(email: string): Promise<void> {
  await http.post('/api/user/public/password-reset', { email })
}

export async function resetPassword(token: string, password: string): Promise<void> {
  await http.post('/api/user/public/password-reset/confirm', { token, password })
}

export async function changePassword(input: { current_password: string; new_password: string }): Promise<void> {
  await http.post('/api/user/password', input)
}

export async function fetchMe(): Promise<User> {
  return (await http.get<User>('/api/user/me')).data
}

export async function updateMe(input: { name: string }): Promise<User> {
  return (await http.patch<User>('/api/user/me', input)).data
}

export async function listSessions(): Promise<UserSession[]> {
  return (await http.get<{ items: UserSession[] }>('/api/user/sessions')).data.items
}

export async function endUserSession(id: string): Promise<void> {
  await http.delete(`/api/user/sessions/${id}`)
}

export async function listAddresses(): Promise<Address[]> {
  return (await http.get<{ items: Address[] }>('/api/user/addresses')).data.items
}

export async function createAddress(input: AddressInput): Promise<Address> {
  return (await http.post<Address>('/api/user/addresses', input)).data
}

export async function replaceAddress(id: string, input: AddressInput): Promise<Address> {
  return (await http.put<Address>(`/api/user/addresses/${id}`, input)).data
}

export async function deleteAddress(id: string): Promise<void> {
  await http.delete(`/api/user/addresses/${id}`)
}

export async function openShop(name: string): Promise<{ shop: Shop; access_token: string; expires_in: number }> {
  return (await http.post<{ shop: Shop; access_token: string; expires_in: number }>('/api/user/shop', { name })).data
}
