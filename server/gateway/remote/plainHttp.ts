import { type Server as HttpServer, createServer } from 'node:http'
import type { Server } from 'node:https'
import type { Socket } from 'node:net'
import { serverLimits } from '../listen.ts'

/** Every TLS connection begins with this byte, no HTTP request does. */
const TLS_HANDSHAKE = 22

/** Who connects says something within this, and a redirect is over within this. */
const FIRST_BYTE_WITHIN_MS = 10_000

/**
 * Lets people who type the address without `https://` find it: plain HTTP on the TLS port is answered with a redirect
 * and nothing else. `locate` gives our own address for a `Host`; null: not ours.
 */
export function redirectPlainHttp(server: Server, locate: (host: string) => string | null): void {
  const redirecting = createRedirects(locate)
  const acceptTls = server.listeners('connection')
  server.removeAllListeners('connection')
  server.on('connection', (socket: Socket) => {
    const giveUp = (): void => void socket.destroy()
    socket.setTimeout(FIRST_BYTE_WITHIN_MS, giveUp)
    socket.on('error', giveUp)
    socket.once('data', (first: Buffer) => {
      socket.pause()
      socket.unshift(first)
      if (first[0] !== TLS_HANDSHAKE) {
        redirecting.emit('connection', socket)
        socket.resume()
        return
      }
      socket.setTimeout(0)
      socket.off('timeout', giveUp)
      socket.off('error', giveUp)
      for (const accept of acceptTls) {
        accept.call(server, socket)
      }
    })
  })
}

function createRedirects(locate: (host: string) => string | null): HttpServer {
  const { maxHeaderSize } = serverLimits
  return createServer({ maxHeaderSize, keepAlive: false }, (request, response) => {
    const home = locate(request.headers.host ?? '')
    const isForPeople = request.method === 'GET' || request.method === 'HEAD'
    // Anything else may have carried a secret in the open already: it shall fail where its author sees it.
    const location = home !== null && isForPeople && request.url?.startsWith('/') === true ? home + request.url : null
    response.shouldKeepAlive = false
    response.writeHead(location === null ? 403 : 308, location === null ? {} : { location }).end()
  })
}
