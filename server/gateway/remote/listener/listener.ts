import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Server, createServer } from 'node:https'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { TLSSocket } from 'node:tls'
import { HomeportError } from '#shared/errors.ts'
import { failureCode } from '#server/platform/failure.ts'
import { createLogger } from '#server/platform/log/log.ts'
import { systemClock } from '#server/platform/clock.ts'
import { boundRepeats } from '#server/platform/log/repeatedLines.ts'
import { answerMalformed } from '#server/gateway/answers/answerMalformed.ts'
import { type ServerLimits, maxConnections } from '#server/gateway/kernel/requests/listen.ts'
import type { ServingCertificate } from '#server/gateway/tls/certificate.ts'
import type { AlpnChallenges } from '#server/gateway/tls/acme/alpnAnswers.ts'
import type { UnauthenticatedSockets } from '#server/gateway/unauthenticated/unauthenticatedSockets.ts'
import { demultiplex } from './demultiplex.ts'

const log = createLogger('remote')
/** For lines that unauthenticated clients cause. */
const refusals = boundRepeats(log, systemClock)

const HANDSHAKE_WITHIN_MS = 10_000

/** How long sockets may take to close. */
const CLOSE_WITHIN_MS = 300

/** TLS 1.3 and nothing older; HTTP/1.1, because a WebSocket needs it. */
const protocol = { minVersion: 'TLSv1.3', ALPNProtocols: ['http/1.1'] } as const

/** What answers on the listener. */
export interface RemoteApp {
  readonly onRequest: (request: IncomingMessage, response: ServerResponse) => void
  readonly onUpgrade: (request: IncomingMessage, transport: Duplex, head: Buffer) => void
  readonly unauthenticated: UnauthenticatedSockets
  readonly serverLimits: ServerLimits
}

/** The port that remote access is open at. */
export interface TlsListener {
  readonly port: number
  /** For the next handshakes; open connections go on. */
  swap(certificate: ServingCertificate): void
  /** Stops listening and ends every connection, those in a handshake too. Resolves when all are gone. */
  close(): Promise<void>
}

export interface ListenOptions {
  readonly bind: string
  readonly port: number
  /** null: it is still being fetched; until it is swapped in, nobody but its authority gets an answer. */
  readonly certificate: ServingCertificate | null
  readonly app: RemoteApp
  /** Our own address for a `Host` header; null: not ours. */
  readonly locate: (host: string) => string | null
  readonly challenges: AlpnChallenges
}

/** @throws HomeportError PORT_001 when the port cannot be had, SETTINGS_001 when the address is not this machine's, saying what to do. */
export async function listenRemotely(options: ListenOptions): Promise<TlsListener> {
  const { bind, port, certificate, app } = options
  const server = createServer({
    ...app.serverLimits,
    ...protocol,
    ...certificate,
    handshakeTimeout: HANDSHAKE_WITHIN_MS,
  })
  server.maxConnections = maxConnections.remote
  demultiplex(server, options)
  app.unauthenticated.watch(server)
  const sockets = trackSockets(server)
  answerMalformed(server, 'tls')
  server.on('request', app.onRequest)
  server.on('checkExpectation', app.onRequest)
  server.on('upgrade', app.onUpgrade)
  // Scanners and old clients: nothing of theirs reached us.
  server.on('tlsClientError', (error, socket: TLSSocket) => {
    refusals.debug('a handshake failed', { address: socket.remoteAddress, error })
    socket.destroy()
  })
  await listen(server, { bind, port })
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    // Without the protocol again it would fall back to Node's own, which takes TLS 1.2.
    swap: (next) => server.setSecureContext({ ...protocol, ...next }),
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeIdleConnections()
      const timer = setTimeout(() => endAll(sockets), CLOSE_WITHIN_MS)
      await closed
      clearTimeout(timer)
    },
  }
}

/** Upgraded sockets are not Node's business any more: they are kept here. */
function trackSockets(server: Server): ReadonlySet<Socket> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  return sockets
}

function endAll(sockets: ReadonlySet<Socket>): void {
  for (const socket of sockets) {
    socket.destroy()
  }
}

async function listen(server: Server, { bind, port }: { bind: string; port: number }): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen({ port, host: bind, exclusive: true }, () => {
        server.off('error', reject)
        server.on('error', (error) => log.error('the remote listener failed', { error }))
        resolve()
      })
    })
  } catch (cause) {
    const reason = failureCode(cause)
    const message = refusalOf(reason, { bind, port })
    throw reason === 'EADDRNOTAVAIL'
      ? new HomeportError('SETTINGS_001', message, {
          cause,
          details: { problem: 'invalid_value', key: 'bind', reason },
        })
      : new HomeportError('PORT_001', message, { cause, details: { key: 'port', reason } })
  }
}

function refusalOf(code: string | undefined, { bind, port }: { bind: string; port: number }): string {
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} is taken by another program. Choose another one with --port, or --port 0 for any free one.`
    case 'EACCES':
      return `Port ${port} may not be used by this user. Choose one above 1023 with --port.`
    case 'EADDRNOTAVAIL':
      return `${bind} is no address of this machine now. Choose another one with --bind, or leave it out for all.`
    case undefined:
    default:
      return `${bind}, port ${port} cannot be listened on (${code ?? 'unknown reason'}). Choose others with --bind and --port.`
  }
}
