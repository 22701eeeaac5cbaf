import type { Server } from 'node:https'
import type { Socket } from 'node:net'
import type { AlpnChallenges } from '#server/gateway/tls/acme/alpnAnswers.ts'
import { ACME_PROTOCOL, createAcmeTls } from './acmeTls.ts'
import { readClientHello } from './clientHello.ts'
import { createRedirects } from './plainHttp.ts'

/** Every TLS connection begins with this byte, no HTTP request does. */
const TLS_HANDSHAKE = 22

/** Who connects says what it wants within this, and a redirect or a challenge is over within this, dribbled or not. */
const FIRST_BYTES_WITHIN_MS = 10_000

/** A handshake costs about a millisecond: a crowd of them must not delay streams. */
const HANDSHAKES_PER_TURN = 4

/** No honest client hello is larger. */
const MAX_HELLO_BYTES = 16 * 1024

export interface DemultiplexDeps {
  /** Our own address for a `Host` header; null: not ours. */
  readonly locate: (host: string) => string | null
  readonly challenges: AlpnChallenges
  readonly firstBytesWithinMs?: number
}

/**
 * One port, three kinds of visitor: TLS goes on to `server`, plain HTTP is redirected to it, and an authority that
 * asks whether a name leads here is shown what it looks for.
 */
export function demultiplex(server: Server, deps: DemultiplexDeps): void {
  const withinMs = deps.firstBytesWithinMs ?? FIRST_BYTES_WITHIN_MS
  const redirects = createRedirects(deps.locate)
  const acme = createAcmeTls(deps.challenges, withinMs)
  const handshakes = oncePerTurn(HANDSHAKES_PER_TURN)
  const acceptTls = server.listeners('connection')
  server.removeAllListeners('connection')
  server.on('connection', (socket: Socket) => {
    const giveUp = (): void => void socket.destroy()
    const timer = setTimeout(giveUp, withinMs)
    socket.once('close', () => clearTimeout(timer))
    socket.on('error', giveUp)
    listenToFirst(socket, deps.challenges, (first) => {
      const kind = kindOf(first, deps.challenges)
      if (kind === 'plain') {
        redirects.emit('connection', socket)
        socket.resume()
        return
      }
      if (kind === 'acme') {
        acme.emit('connection', socket)
        return
      }
      handshakes(() => {
        clearTimeout(timer)
        socket.off('error', giveUp)
        for (const accept of socket.destroyed ? [] : acceptTls) {
          accept.call(server, socket)
        }
      })
    })
  })
}

/** Calls back, with the socket paused and nothing read of it, as soon as it is clear who is there. */
function listenToFirst(socket: Socket, challenges: AlpnChallenges, onFirst: (first: Buffer) => void): void {
  let first = Buffer.alloc(0)
  const read = (chunk: Buffer): void => {
    first = Buffer.concat([first, chunk])
    if (isClear(first, challenges)) {
      socket.off('data', read)
      socket.pause()
      socket.unshift(first)
      onFirst(first)
    }
  }
  socket.on('data', read)
}

function isClear(first: Buffer, challenges: AlpnChallenges): boolean {
  return (
    first[0] !== TLS_HANDSHAKE ||
    !challenges.isPending() ||
    first.length > MAX_HELLO_BYTES ||
    readClientHello(first).kind !== 'incomplete'
  )
}

function kindOf(first: Buffer, challenges: AlpnChallenges): 'plain' | 'acme' | 'tls' {
  if (first[0] !== TLS_HANDSHAKE) {
    return 'plain'
  }
  const hello = challenges.isPending() ? readClientHello(first) : null
  return hello?.kind === 'hello' && hello.protocols.includes(ACME_PROTOCOL) ? 'acme' : 'tls'
}

/**
 * Does what comes in its order, at most so many in one turn of the event loop: whatever else is ready is served in
 * between, however much comes at once. How much may wait is bounded by whoever calls.
 */
export function oncePerTurn(perTurn: number): (act: () => void) => void {
  const waiting: (() => void)[] = []
  const turn = (): void => {
    const now = waiting.splice(0, perTurn)
    if (waiting.length > 0) {
      setImmediate(turn)
    }
    now.forEach((act) => act())
  }
  return (act) => {
    if (waiting.push(act) === 1) {
      setImmediate(turn)
    }
  }
}
