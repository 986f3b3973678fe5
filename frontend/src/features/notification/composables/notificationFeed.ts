import type { Notification } from '@/api/types'

type Listener = (notification: Notification) => void

const listeners = new Set<Listener>()

/** Tells of each notification as it arrives; returns how to stop listening. */
export function onNotification(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function publish(notification: Notification): void {
  for (const listener of listeners) listener(notification)
}
