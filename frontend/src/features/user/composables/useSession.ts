import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { User } from '@/api/types'
import { ApiProblem } from '@/api/problem'
import { currentToken, endSession, onSessionChange, refreshSession, startSession } from '@/api/session'
import * as api from '@/api/user'
import { storedValue } from '@/ui/composables/storedValue'

/** Tells only that a refresh cookie is worth trying; a guest's first page then asks nothing. */
const hint = storedValue('signed-in', false)

export const useSession = defineStore('session', () => {
  const user = shallowRef<User | null>(null)
  /** Ended by the server while the page was open, not by the shopper. */
  const hasLapsed = ref(false)
  let restoring: Promise<void> | null = null

  onSessionChange((session) => {
    if (session) {
      user.value = session.user
      hasLapsed.value = false
      hint.write(true)
      return
    }
    hasLapsed.value = user.value !== null
    hint.write(false)
  })

  /** Once per page load. A server that cannot be reached leaves a guest, not an error page. */
  function restore(): Promise<void> {
    restoring ??= restoreOnce()
    return restoring
  }

  async function restoreOnce(): Promise<void> {
    if (!hint.read() || currentToken() !== null) return
    try {
      await refreshSession()
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
    }
  }

  async function signIn(input: { email: string; password: string }): Promise<void> {
    startSession(await api.logIn(input))
  }

  async function register(input: { email: string; password: string; name: string }): Promise<void> {
    startSession(await api.register(input))
  }

  async function signOut(everywhere = false): Promise<void> {
    await (everywhere ? api.logOutEverywhere() : api.logOut())
    leave()
  }

  /** Without asking the server: it has ended the session already. */
  function leave(): void {
    user.value = null
    endSession()
    hasLapsed.value = false
  }

  function changed(next: User): void {
    user.value = next
  }

  return {
    user,
    hasLapsed,
    isSignedIn: computed(() => user.value !== null),
    isSeller: computed(() => user.value?.roles.includes('seller') ?? false),
    restore,
    signIn,
    register,
    signOut,
    leave,
    changed,
  }
})
