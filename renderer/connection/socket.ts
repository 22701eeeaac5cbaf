import type { Socket, SocketListener } from '#shared/client/port.ts'
import { browserProof } from './browserProof.ts'
import { takeEarlySocket } from './early/earlyConnection.ts'
import { forSocket } from './early/signChallenge.ts'
import { SignedSocket } from './early/signedSocket.ts'

/** Opens a WebSocket to the server of this page, or takes the one that was begun with the page. */
export function browserSocket(listener: SocketListener): Socket {
  const socket = takeEarlySocket() ?? new SignedSocket(browserProof('anew').then(forSocket))
  socket.listen(listener)
  return socket
}
