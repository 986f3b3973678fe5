import type { Socket } from 'socket.io-client'
import type { Notification } from '@/api/types'
import { freshToken } from '@/api/session'

interface Live {
  close: () => void
}

/**
 * The live line of a signed-in shopper. `lastSeq` is read at each connect, so that a line that broke gets
 * what it missed.
 */
export async function openLine(
  lastSeq: () => number,
  onNotification: (notification: Notification) => void,
): Promise<Live> {
  // Guests, who have no line, do not load its code.
  const { io } = await import('socket.io-client')
  const socket: Socket<{ notification: (notification: Notification) => void }> = io({
    transports: ['websocket', 'polling'],
    auth: (answer) => {
      freshToken().then(
        (token) => answer({ token, last_seq: lastSeq() }),
        () => socket.disconnect(),
      )
    },
  })
  socket.on('notification', onNotification)
  return { close: () => socket.disconnect() }
}
