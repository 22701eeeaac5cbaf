import { type Server, createServer } from 'node:http'
import { HomeportError } from '#shared/errors.ts'
import { failureCode } from '#server/platform/failure.ts'

/** Only this machine can connect. */
const LOOPBACK = '127.0.0.1'

/** Of every listener. */
export const serverLimits = {
  // A client that dribbles its request holds a socket no longer than this.
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 2_000,
  maxHeaderSize: 16 * 1024,
  // A thousand viewers and their page loads; beyond that the machine has other troubles.
  maxConnections: 4096,
}

/** How many ports after a taken one are tried. */
const MAX_TRIES = 50

/** strict: this port or none · preferred: this or the next free one (0: any free one, either way). */
export interface WantedPort {
  readonly port: number
  readonly kind: 'strict' | 'preferred'
}

/** An HTTP server with its time and size limits set, not listening yet. */
export function createHttpServer(limits: Partial<typeof serverLimits> = {}): Server {
  const server = createServer({ ...serverLimits, ...limits })
  server.maxConnections = serverLimits.maxConnections
  return server
}

/**
 * Listens on loopback; returns the port.
 * @throws HomeportError SETTINGS_001 when the port cannot be had, saying what to do.
 */
export async function listenOnLoopback(server: Server, wanted: WantedPort): Promise<number> {
  const tries = wanted.kind === 'strict' || wanted.port === 0 ? 1 : MAX_TRIES
  for (let port = wanted.port; port < wanted.port + tries && port <= 65_535; port += 1) {
    const found = await tryToListen(server, port)
    if (found !== null) {
      return found
    }
  }
  throw new HomeportError(
    'SETTINGS_001',
    `Port ${wanted.port} is taken by another program. Choose another one with --port, or --port 0 for any free one.`,
    { details: { key: 'port' } },
  )
}

/** null: another program has the port. */
async function tryToListen(server: Server, port: number): Promise<number | null> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen({ port, host: LOOPBACK, exclusive: true }, () => {
        server.off('error', reject)
        resolve()
      })
    })
    const address = server.address()
    return typeof address === 'object' && address !== null ? address.port : port
  } catch (error) {
    if (failureCode(error) === 'EADDRINUSE') {
      return null
    }
    const why = failureCode(error) === 'EACCES' ? 'may not be used by this user' : 'cannot be listened on'
    throw new HomeportError('SETTINGS_001', `Port ${port} ${why}. Choose another one with --port.`, {
      cause: error,
      details: { key: 'port' },
    })
  }
}
