import { AxiosError, AxiosHeaders, type AxiosAdapter, type InternalAxiosRequestConfig } from 'axios'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { SignedIn } from './types'
import { http } from './http'
import { currentToken, endSession, freshToken, onSessionChange, refreshSession, startSession } from './session'

const user: SignedIn['user'] = {
  id: 'usr_1',
  email: 'ada@example.com',
  name: 'Ada',
  roles: ['shopper'],
  email_verified: true,
  shop: null,
}
const session = (token: string, expires_in = 900): SignedIn => ({ user, access_token: token, expires_in })

let seen: string[]
let accepted: string
let refreshes: number

/** A server that takes one token only and hands out the next at each refresh. */
const server: AxiosAdapter = (config: InternalAxiosRequestConfig) => {
  const token = new AxiosHeaders(config.headers).get('Authorization')
  seen.push(`${config.url ?? ''} ${typeof token === 'string' ? token : 'none'}`)
  const answer = { data: { ok: true }, status: 200, statusText: '', headers: {}, config }
  if (config.url?.includes('/public/') || token === `Bearer ${accepted}`) return Promise.resolve(answer)
  return Promise.reject(
    new AxiosError('401', undefined, config, null, { ...answer, status: 401, data: { code: 'token_expired' } }),
  )
}

function refreshAnswers(status: number): void {
  vi.stubGlobal('fetch', () => {
    refreshes += 1
    accepted = `token-${refreshes + 1}`
    return Promise.resolve(new Response(JSON.stringify(session(accepted)), { status }))
  })
}

describe('calls with a session', () => {
  beforeEach(() => {
    seen = []
    refreshes = 0
    accepted = 'token-1'
    http.defaults.adapter = server
    refreshAnswers(200)
    startSession(session('token-1'))
  })

  afterEach(() => {
    vi.unstubAllGlobals()
    endSession()
  })

  it('carry the token', async () => {
    await http.get('/api/user/me')
    expect(seen).toEqual(['/api/user/me Bearer token-1'])
  })

  it('are sent once more after a refresh when the token is refused', async () => {
    accepted = 'none of ours'
    await http.get('/api/user/me')
    expect(seen).toEqual(['/api/user/me Bearer token-1', '/api/user/me Bearer token-2'])
    expect(refreshes).toBe(1)
  })

  it('share one refresh when many are refused at once', async () => {
    accepted = 'none of ours'
    await Promise.all([http.get('/api/a'), http.get('/api/b'), http.get('/api/c')])
    expect(refreshes).toBe(1)
    expect(seen.filter((call) => call.endsWith('token-2'))).toHaveLength(3)
  })

  it('renew a token that is about to end before they start', async () => {
    startSession(session('old', 10))
    await http.get('/api/user/me')
    expect(seen).toEqual(['/api/user/me Bearer token-2'])
  })

  it('do not refresh for what anybody may ask', async () => {
    startSession(session('old', 10))
    await http.get('/api/product/public/categories')
    expect(refreshes).toBe(0)
  })

  it('end the session when the refresh is refused', async () => {
    accepted = 'none of ours'
    refreshAnswers(401)
    const told: (SignedIn | null)[] = []
    const stop = onSessionChange((change) => told.push(change))
    await expect(http.get('/api/user/me')).rejects.toMatchObject({ code: 'session_ended' })
    stop()
    expect(told).toEqual([null])
    expect(currentToken()).toBeNull()
  })

  it('keep the session when the refresh only failed', async () => {
    accepted = 'none of ours'
    refreshAnswers(503)
    await expect(http.get('/api/user/me')).rejects.toMatchObject({ code: 'unavailable' })
    expect(currentToken()).toBe('token-1')
  })

  it('have no token to renew for a guest', async () => {
    endSession()
    expect(await freshToken()).toBeNull()
    expect(refreshes).toBe(0)
  })

  it('refresh again after the first refresh is done', async () => {
    await refreshSession()
    await refreshSession()
    expect(refreshes).toBe(2)
  })
})
