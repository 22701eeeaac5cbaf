import { rm } from 'node:fs/promises'
import { type Server, type Socket, createServer } from 'node:net'

/** Git and ssh ask a few times in one call. */
const MOST_CONNECTIONS = 8
const IDLE_MS = 10_000

export interface PrivateSocket {
  readonly address: string
  /** Ends every connection, and the socket is gone. Idempotent. */
  readonly close: () => Promise<void>
}

/** Listens at a local address whose folder is closed to others. */
export async function listenPrivately(address: string, onConnection: (socket: Socket) => void): Promise<PrivateSocket> {
  const open = new Set<Socket>()
  const server: Server = createServer((socket) => {
    open.add(socket)
    socket.setTimeout(IDLE_MS, () => socket.destroy())
    // Whoever asked has gone: nothing is left to say.
    socket.on('error', () => {})
    socket.on('close', () => open.delete(socket))
    onConnection(socket)
  })
  server.maxConnections = MOST_CONNECTIONS
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(address, resolve)
  })
  return {
    address,
    close: async () => {
      open.forEach((socket) => socket.destroy())
      await new Promise<void>((resolve) => server.close(() => resolve()))
      if (process.platform !== 'win32') {
        await rm(address, { force: true })
      }
    },
  }
}
