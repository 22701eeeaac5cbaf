import type { Socket, SocketListener } from '#shared/client/port.ts'
import { browserProof } from './browserProof.ts'
import { takeEarlySocket } from './early/earlyConnection.ts'
import { forSocket } from './early/signChallenge.ts'
import { SignedSocket } from './early/signedSocket.ts'

let prove: (socket: WebSocket) => Promise<string | null> = () => browserProof('anew').then(forSocket)

/** Opens a WebSocket to the server of this page, or takes the one that was begun with the page. */
export function browserSocket(listener: SocketListener): Socket {
  const socket = takeEarlySocket() ?? new SignedSocket(prove)
  socket.listen(listener)
  return socket
}

/** From now on sockets are proven like this. */
export function setProve(how: typeof prove): void {
  prove = how
}
