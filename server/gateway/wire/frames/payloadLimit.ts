import type { WebSocket } from 'ws'
import { MAX_FRAME_BYTES } from '#shared/protocol/frames.ts'

/**
 * Lets a socket send frames as large as a signed-in client may. The bound of a server of `ws` holds for all its
 * sockets, and so is the one of unauthenticated clients; for one socket it is set in its receiver, which is not public. Should `ws`
 * move it, sockets keep the bound of unauthenticated clients: it fails towards less.
 */
export function liftPayloadLimit(socket: WebSocket): void {
  const receiver: unknown = Reflect.get(socket, '_receiver')
  if (typeof receiver === 'object' && receiver !== null && Reflect.has(receiver, '_maxPayload')) {
    Reflect.set(receiver, '_maxPayload', MAX_FRAME_BYTES)
  }
}
