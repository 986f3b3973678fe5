import { defineStore } from 'pinia'
import { ref, watch } from 'vue'
import type { Notification } from '@/api/types'
import * as api from '@/api/notification'
import { useSession } from '@/features/user'
import { publish } from './notificationFeed'
import { openLine } from './realtime'

export const useNotifications = defineStore('notifications', () => {
  const session = useSession()
  const unread = ref(0)
  /** The newest arrived on this page, for who wants to show it. */
  const latest = ref<Notification | null>(null)
  let lastSeq = 0
  let close: (() => void) | null = null

  /** Follows the session: a line while signed in, none for a guest. */
  function start(): void {
    watch(() => session.user?.id, follow, { immediate: true })
  }

  async function follow(userId: string | undefined): Promise<void> {
    close?.()
    close = null
    unread.value = 0
    lastSeq = 0
    latest.value = null
    if (userId === undefined) return
    const [count, newest] = await Promise.allSettled([api.countUnread(), api.listNotifications()])
    if (session.user?.id !== userId) return
    if (count.status === 'fulfilled') unread.value = count.value
    if (newest.status === 'fulfilled') lastSeq = newest.value.items[0]?.seq ?? 0
    const line = await openLine(() => lastSeq, receive)
    if (session.user.id === userId) close = line.close
    else line.close()
  }

  function receive(notification: Notification): void {
    // What a broken line missed may come twice.
    if (notification.seq <= lastSeq) return
    lastSeq = notification.seq
    unread.value += 1
    latest.value = notification
    publish(notification)
  }

  async function markRead(what: Parameters<typeof api.markRead>[0]): Promise<void> {
    unread.value = await api.markRead(what)
  }

  return { unread, latest, start, markRead }
})
