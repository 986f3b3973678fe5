import type { NotificationItem, Page } from './contract'
import { http } from './http'

const BASE = '/api/notification'

export async function listNotifications(cursor?: string): Promise<Page<NotificationItem>> {
  return (await http.get<Page<NotificationItem>>(`${BASE}/notifications`, { params: { cursor } })).data
}

export async function countUnread(): Promise<number> {
  return (await http.get<{ count: number }>(`${BASE}/unread-count`)).data.count
}

export async function markRead(what: { ids: string[] } | { up_to_seq: number }): Promise<number> {
  return (await http.post<{ count: number }>(`${BASE}/read`, what)).data.count
}
