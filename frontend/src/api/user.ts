import * as sdk from './generated'
import type { Address, AddressInput, SignedIn, User, UserSession } from './types'

export async function register(body: { email: string; password: string; name: string }): Promise<SignedIn> {
  return (await sdk.register({ body })).data
}

export async function logIn(body: { email: string; password: string }): Promise<SignedIn> {
  return (await sdk.logIn({ body })).data
}

export async function logOut(): Promise<void> {
  await sdk.logOut()
}

export async function logOutEverywhere(): Promise<void> {
  await sdk.logOutEverywhere()
}

export async function verifyEmail(token: string): Promise<void> {
  await sdk.verifyEmail({ body: { token } })
}

export async function resendVerification(): Promise<void> {
  await sdk.resendVerification()
}

export async function requestPasswordReset(email: string): Promise<void> {
  await sdk.passwordRequestReset({ body: { email } })
}

export async function resetPassword(token: string, password: string): Promise<void> {
  await sdk.passwordConfirmReset({ body: { token, password } })
}

export async function changePassword(body: { current_password: string; new_password: string }): Promise<void> {
  await sdk.passwordChange({ body })
}

export async function updateMe(body: { name: string }): Promise<User> {
  return (await sdk.accountUpdate({ body })).data
}

export async function listSessions(): Promise<UserSession[]> {
  return (await sdk.sessionList()).data.items
}

export async function endUserSession(id: string): Promise<void> {
  await sdk.sessionEnd({ path: { id } })
}

export async function listAddresses(): Promise<Address[]> {
  return (await sdk.addressList()).data.items
}

export async function createAddress(body: AddressInput): Promise<Address> {
  return (await sdk.addressAdd({ body })).data
}

export async function replaceAddress(id: string, body: AddressInput): Promise<Address> {
  return (await sdk.addressReplace({ path: { id }, body })).data
}

export async function deleteAddress(id: string): Promise<void> {
  await sdk.addressRemove({ path: { id } })
}
