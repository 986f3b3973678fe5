import * as sdk from './generated'
import type { Notification, Page } from './types'

export async function listNotifications(cursor?: string): Promise<Page<Notification>> {
  return (await sdk.listNotifications({ query: { cursor } })).data
}

export async function countUnread(): Promise<number> {
  return (await sdk.countUnreadNotifications()).data.count
}

export async function markRead(what: { ids: string[] } | { up_to_seq: number }): Promise<number> {
  return (await sdk.markNotificationsRead({ body: what })).data.count
}
