import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Server, Socket } from 'node:net'
import { type Clock } from '#server/platform/clock.ts'
import { createLogger } from '#server/platform/log/log.ts'
import { boundRepeats } from '#server/platform/log/repeatedLines.ts'
import { type FairShareLimits, createFairShare } from './fairShare.ts'
import { addressBlockOf } from '../kernel/origin/addressBlock.ts'

/** How long an unauthenticated client may take to read an answer: a phone on a bad line has time. */
const TAKE_ANSWER_WITHIN_MS = 60_000

/** What is known of a peer wherever its socket is met: bare, inside of TLS, or upgraded. */
export type Peer = Pick<Socket, 'remoteAddress' | 'remotePort'>

/**
 * The connections of one listener that have proven nothing yet: bare TCP, a handshake, half a request, a request without
 * a credential, a WebSocket before `auth`. They are bounded per address block and in all, and never so that a newcomer is
 * turned away: see `FairShare`.
 */
export interface UnauthenticatedSockets {
  /** Counts every connection of the server from now on, before anything else looks at it. */
  watch(server: Server): void
  /** Gives unauthenticated clients a bounded time to take in the answer of a request. */
  watchAnswer(request: IncomingMessage, response: ServerResponse): void
  /** The connection has authenticated. */
  vouch(peer: Peer): void
  /** Strangers connected at this moment. */
  size(): number
}

export interface UnauthenticatedSocketsDeps extends FairShareLimits {
  readonly clock: Clock
  /** Where many people share one address, and none counts as unauthenticated: a reverse proxy that the owner named. */
  readonly isTrusted: (address: string | undefined) => boolean
  readonly takeAnswerWithinMs?: number
}

export function createUnauthenticatedSockets(deps: UnauthenticatedSocketsDeps): UnauthenticatedSockets {
  const log = boundRepeats(createLogger('unauthenticated'), deps.clock)
  const shares = createFairShare<Socket>(deps)
  const unauthenticated = new Map<string, Socket>()
  const withinMs = deps.takeAnswerWithinMs ?? TAKE_ANSWER_WITHIN_MS

  const enter = (socket: Socket): void => {
    if (deps.isTrusted(socket.remoteAddress)) {
      return
    }
    const name = nameOf(socket)
    unauthenticated.set(name, socket)
    socket.once('close', () => {
      shares.remove(socket)
      if (unauthenticated.get(name) === socket) {
        unauthenticated.delete(name)
      }
    })
    const evicted = shares.add(addressBlockOf(socket.remoteAddress ?? ''), socket)
    if (evicted !== null) {
      log.warn('too many unauthenticated connections: the oldest was ended', { address: evicted.remoteAddress })
      evicted.destroy()
    }
  }

  return {
    watch: (server) => void server.prependListener('connection', enter),
    watchAnswer: (request, response) => {
      const { socket } = request
      const timer = setTimeout(() => {
        if (unauthenticated.has(nameOf(socket))) {
          log.warn('an unauthenticated client did not read its answer: the connection was ended', {
            address: socket.remoteAddress,
          })
          socket.destroy()
        }
      }, withinMs)
      timer.unref()
      response.once('close', () => clearTimeout(timer))
    },
    vouch: (peer) => {
      const name = nameOf(peer)
      const socket = unauthenticated.get(name)
      if (socket !== undefined) {
        unauthenticated.delete(name)
        shares.remove(socket)
      }
    },
    size: () => shares.size(),
  }
}

/** One listener has no two connections with the same. */
function nameOf({ remoteAddress = '', remotePort = 0 }: Peer): string {
  return `${remoteAddress} ${remotePort}`
}
