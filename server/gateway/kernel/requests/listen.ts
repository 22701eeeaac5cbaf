import { type Server, createServer } from 'node:http'
import { type Server as TcpServer, createServer as createTcpServer } from 'node:net'
import { HomeportError } from '#shared/errors.ts'
import { failureCode } from '#server/platform/failure.ts'

/** Only this machine can connect. Browsers take either for `localhost`. */
const LOOPBACK = '127.0.0.1'
const LOOPBACK_6 = '::1'

/** Time and size limits that Node's own HTTP server enforces. */
export type ServerLimits = typeof serverLimits

/** Of every listener. */
export const serverLimits = {
  // A client that dribbles its request holds a socket no longer than this.
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 2_000,
  maxHeaderSize: 16 * 1024,
  // We answer for it ourselves, as for every other error.
  requireHostHeader: false,
}

/**
 * For servers whose requests are all answered by an app: that one limits the time of a body itself, since those of uploads
 * may take longer (`limitBodyTime`).
 */
export function withOwnBodyTime(limits: ServerLimits): ServerLimits {
  return { ...limits, requestTimeout: 0 }
}

/** Connections that a listener takes at the same time: a thousand viewers and their page loads. */
export const maxConnections = { loopback: 2048, remote: 2560 } as const

/**
 * Of those, connections that have proven nothing. Both listeners together stay below what the strictest systems let one
 * process open (4,096), so that a crowd at one listener never closes the other. On loopback all are one address block.
 */
export const unauthenticatedLimits = {
  loopback: { perAddressBlock: 1024, total: 1024 },
  remote: { perAddressBlock: 128, total: 1280 },
} as const

/** How many ports after a taken one are tried. */
const MAX_TRIES = 50

/** strict: this port or none · preferred: this or the next free one (0: any free one, either way). */
export interface WantedPort {
  readonly port: number
  readonly kind: 'strict' | 'preferred'
}

export interface LoopbackListener {
  readonly port: number
  /** Stops listening. Resolves when every connection has ended. Idempotent. */
  close(): Promise<void>
}

/** An HTTP server with its time and size limits set, not listening yet. */
export function createHttpServer(limits: Partial<ServerLimits> = {}): Server {
  const server = createServer({ ...serverLimits, ...limits })
  server.maxConnections = maxConnections.loopback
  return server
}

/**
 * Listens on loopback, over IPv4 and, where the machine has it, over IPv6 on the same port: nobody else then answers
 * for `localhost` there.
 * @throws HomeportError PORT_001 when the port cannot be had, saying what to do.
 */
export async function listenOnLoopback(server: Server, requested: WantedPort): Promise<LoopbackListener> {
  const tries = requested.kind === 'strict' && requested.port !== 0 ? 1 : MAX_TRIES
  for (let index = 0; index < tries && requested.port + index <= 65_535; index += 1) {
    // Of 0 the system makes another one each time.
    const found = await tryBoth(server, requested.port === 0 ? 0 : requested.port + index)
    if (found !== null) {
      return found
    }
  }
  throw new HomeportError(
    'PORT_001',
    `Port ${requested.port} is taken by another program. Choose another one with --port, or --port 0 for any free one.`,
    { details: { key: 'port', reason: 'EADDRINUSE' } },
  )
}

/** null: another program has the port, in one of the families. */
async function tryBoth(server: Server, requested: number): Promise<LoopbackListener | null> {
  if ((await tryToListen(server, { host: LOOPBACK, port: requested })) === 'taken') {
    return null
  }
  const port = portOf(server)
  // Node keeps the time limits of an HTTP server that listens itself: the second one hands its connections to it.
  const second = createTcpServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    server.emit('connection', socket)
  })
  second.maxConnections = maxConnections.loopback
  const close = async (): Promise<void> => {
    await Promise.all([server, second].map(stopListening))
  }
  try {
    if ((await tryToListen(second, { host: LOOPBACK_6, port })) === 'taken') {
      await close()
      return null
    }
    return { port, close }
  } catch (error) {
    await close()
    throw error
  }
}

type Outcome = 'listens' | 'taken' | 'no such address'

async function tryToListen(
  server: TcpServer,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<Outcome> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen({ host, port, exclusive: true }, () => {
        server.off('error', reject)
        resolve()
      })
    })
    return 'listens'
  } catch (error) {
    const code = failureCode(error)
    if (code === 'EADDRINUSE') {
      return 'taken'
    }
    if (host === LOOPBACK_6 && NO_IPV6.has(code)) {
      return 'no such address'
    }
    const why = code === 'EACCES' ? 'may not be used by this user' : 'cannot be listened on'
    throw new HomeportError('PORT_001', `Port ${port} ${why}. Choose another one with --port.`, {
      cause: error,
      details: { key: 'port', reason: code },
    })
  }
}

/** How a machine without IPv6 says so. */
const NO_IPV6: ReadonlySet<string | undefined> = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EINVAL', 'ENOTSUP'])

async function stopListening(server: TcpServer): Promise<void> {
  await new Promise<void>((resolve) => (server.listening ? server.close(() => resolve()) : resolve()))
}

function portOf(server: TcpServer): number {
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}
