import { WebSocket } from 'ws'
import { failureText } from '#server/platform/failure.ts'
import { type Outcome, failed, passed, timeLimits } from './step.ts'

export interface SocketOptions {
  /** `https://name:port`, as a browser's address bar says it. */
  readonly origin: string
  readonly address: string
  readonly ownCa: string | null
}

/** How often the way there and back is measured; the quickest counts. */
const PINGS = 3

/** A WebSocket as the page would open it, signed in by nothing. To be ended by whoever gets it. */
export async function openSocket({ origin, address, ownCa }: SocketOptions): Promise<Outcome<WebSocket>> {
  const socket = new WebSocket(`${origin.replace('https:', 'wss:')}/ws`, {
    origin,
    handshakeTimeout: timeLimits.socket,
    followRedirects: false,
    perMessageDeflate: false,
    lookup: (_host, options, done) => {
      const family = address.includes(':') ? 6 : 4
      done(null, options.all === true ? [{ address, family }] : address, family)
    },
    ...(ownCa === null ? {} : { ca: ownCa }),
    // The step before checked the certificate and reported what is wrong with it.
    rejectUnauthorized: false,
  })
  const problem = await new Promise<string | null>((resolve) => {
    socket.once('open', () => resolve(null))
    socket.once('unexpected-response', (_request, response) => {
      response.resume()
      resolve(`status ${response.statusCode ?? 0}`)
    })
    socket.on('error', (error) => resolve(failureText(error)))
  })
  if (problem !== null) {
    socket.terminate()
    return failed(
      `The WebSocket is refused (${problem}): the page would stay empty.`,
      'A proxy between does not let upgrades through, or changes the Origin.',
    )
  }
  return passed('The WebSocket opens.', socket)
}

/** The time to the server and back. Ends the socket. */
export async function measureRoundTrip(socket: WebSocket): Promise<Outcome<null>> {
  try {
    const times: number[] = []
    for (let turn = 0; turn < PINGS; turn += 1) {
      times.push(await ping(socket))
    }
    return passed(`There and back in ${Math.max(1, Math.round(Math.min(...times)))} ms.`, null)
  } catch {
    return failed('The WebSocket opened, but nothing comes back through it.', 'A proxy between may hold frames back.')
  } finally {
    socket.terminate()
  }
}

async function ping(socket: WebSocket): Promise<number> {
  const began = performance.now()
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('late')), timeLimits.round_trip / PINGS)
    const settle = (done: () => void) => () => {
      clearTimeout(timer)
      done()
    }
    socket.once(
      'pong',
      settle(() => resolve(performance.now() - began)),
    )
    socket.once(
      'close',
      settle(() => reject(new Error('closed'))),
    )
    socket.ping()
  })
}
