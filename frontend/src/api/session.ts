import type { SignedIn } from './types'
import { ApiProblem } from './problem'

/**
 * The access token lives here, in memory only. The refresh token is a cookie that no script can read.
 */
let accessToken: string | null = null
let expiresAt = 0
let refreshing: Promise<SignedIn> | null = null
const listeners = new Set<(session: SignedIn | null) => void>()

/** Renewed this long before its end, so that a request never travels with a token that dies on the way. */
const EARLY_MS = 30_000
const REFRESH_PATH = '/api/user/public/refresh'

export function currentToken(): string | null {
  return accessToken
}

export function startSession(session: SignedIn): void {
  accessToken = session.access_token
  expiresAt = Date.now() + session.expires_in * 1000
  for (const listener of listeners) listener(session)
}

export function endSession(): void {
  accessToken = null
  expiresAt = 0
  for (const listener of listeners) listener(null)
}

export function onSessionChange(listener: (session: SignedIn | null) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The token to send; renewed first when it is about to end. Null for a guest. */
export async function freshToken(): Promise<string | null> {
  if (accessToken === null) return null
  if (Date.now() < expiresAt - EARLY_MS) return accessToken
  return (await refreshSession()).access_token
}

/**
 * One refresh at a time. The server ends the whole session when it sees a refresh token twice, so the
 * tabs of one browser take turns too: each waits for the lock and then sends the newest cookie.
 */
export function refreshSession(): Promise<SignedIn> {
  refreshing ??= exclusively(requestRefresh).finally(() => {
    refreshing = null
  })
  return refreshing
}

async function requestRefresh(): Promise<SignedIn> {
  // keepalive: a page that is left meanwhile must still receive the rotated cookie.
  const response = await fetch(REFRESH_PATH, { method: 'POST', keepalive: true, credentials: 'same-origin' }).catch(
    () => {
      throw new ApiProblem(0, 'network')
    },
  )
  if (response.ok) {
    const session = (await response.json()) as SignedIn
    startSession(session)
    return session
  }
  if (response.status === 401 || response.status === 403) {
    endSession()
    throw new ApiProblem(response.status, 'session_ended')
  }
  throw new ApiProblem(response.status, 'unavailable')
}

function exclusively<T>(task: () => Promise<T>): Promise<T> {
  if (!('locks' in navigator)) return task()
  return navigator.locks.request('tradepost-refresh', task)
}
