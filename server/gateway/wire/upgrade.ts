import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { HomeportError } from '#shared/errors.ts'
import { CHALLENGE_FRAME } from '#shared/browserProof.ts'
import { MAX_PUBLIC_BYTES } from '#shared/protocol/frames.ts'
import { systemClock } from '#server/platform/clock.ts'
import { createLogger } from '#server/platform/log/log.ts'
import { boundRepeats } from '#server/platform/log/repeatedLines.ts'
import type { RequestOrigin } from '../kernel/call.ts'
import type { CookieNames } from '../kernel/requests/cookie.ts'
import type { Guard } from '../kernel/ports/guard.ts'
import type { Identification } from '../kernel/ports/guard.ts'
import { asBytes, bareAnswer } from '../answers/bareAnswer.ts'
import { errorBody } from '../answers/errorAnswer.ts'
import type { RateLimit, RequestKind } from '../http/admission/rateLimit.ts'
import { type Origins, assertNotCrossSite, assertOriginPresent, assertOwnOrigin } from '../kernel/origin/sameOrigin.ts'
import { assertWellFormed } from '../http/admission/wellFormed.ts'
import { requestOrigin } from '../kernel/origin/requestOrigin.ts'
import type { Peer, UnauthenticatedSockets } from '../unauthenticated/unauthenticatedSockets.ts'
import { Connection, type ConnectionDeps } from './connection.ts'
import type { Connections } from './connections.ts'
import { encodeFrame } from './frames/serverFrames.ts'
import { type Sending, createSending } from './streams/sending.ts'
import { SocketViewer } from './streams/viewer.ts'

/** Every line here is caused by unauthenticated clients. */
const refusals = boundRepeats(createLogger('wire'), systemClock)

export interface UpgradeDeps extends Omit<ConnectionDeps, 'createViewer' | 'admit' | 'origin' | 'prove'> {
  readonly guard: Guard
  readonly cookies: Pick<CookieNames, 'readSession'>
  readonly origins: () => Origins
  /** null: as often as it likes. */
  readonly limits: Readonly<Record<RequestKind, RateLimit>> | null
  readonly connections: Connections
  readonly unauthenticated: Pick<UnauthenticatedSockets, 'vouch'>
  readonly onFrameSent: () => void
}

export type UpgradeListener = (request: IncomingMessage, transport: Duplex, head: Buffer) => void

/** Answers upgrades of the HTTP server: the same rules of host, origin and credential as every request. */
export function createUpgradeListener(deps: UpgradeDeps): UpgradeListener {
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    // Of whoever has not said who they are; `Connection` lifts it at the sign-in.
    maxPayload: MAX_PUBLIC_BYTES,
    // On loopback it costs more time than the bytes it saves.
    perMessageDeflate: false,
    // The frame reader checks it itself: a bad frame is answered, not a reason to hang up.
    skipUTF8Validation: true,
  })

  const sending = createSending()

  // What ws itself finds wrong (no key, another version) is answered as everything else is.
  server.on('wsClientError', ({ message }: Error, transport: Duplex, request: IncomingMessage) => {
    refuse(request, new HomeportError('HTTP_002', `This is no WebSocket handshake: ${message}.`), { deps, transport })
  })

  return (request, transport, head) => {
    // Until ws takes over, nobody else listens: a peer that resets must not end the process.
    transport.on('error', noteBrokenOff)
    const origin = requestOrigin(request, null)
    try {
      deps.limits?.other.spend(origin.address ?? '')
      assertMayUpgrade(request, deps)
    } catch (error) {
      refuse(request, error, { deps, transport })
      return
    }
    const open = (found: Identification): void => {
      server.handleUpgrade(request, transport, head, (socket) => {
        transport.removeListener('error', noteBrokenOff)
        take(socket, { deps, sending, transport: request.socket, origin, found })
      })
    }
    deps.guard
      .identify(request.headers, { address: origin.address, isSecure: deps.listener === 'remote' })
      .then(open, (error: unknown) => refuse(request, error, { deps, transport }))
  }
}

interface Taken {
  readonly deps: UpgradeDeps
  readonly sending: Sending
  readonly transport: Duplex & Peer
  readonly origin: RequestOrigin
  readonly found: Identification
}

/** A function of its own: what it makes lives as long as the socket, and must not keep the request alive with it. */
function take(socket: WebSocket, { deps, sending, transport, origin, found }: Taken): void {
  const { connections, unauthenticated } = deps
  const connection: Connection = new Connection(socket, {
    clock: deps.clock,
    ids: deps.ids,
    dispatch: deps.dispatch,
    auditor: deps.auditor,
    guard: deps.guard,
    listener: deps.listener,
    version: deps.version,
    publicUser: deps.publicUser,
    join: deps.join,
    joinTerminals: deps.joinTerminals,
    tickets: deps.tickets,
    origin,
    prove: found.kind === 'half' ? found.prove : null,
    createViewer: ({ actor }) => new SocketViewer({ actor, socket, transport, sending, onSent: deps.onFrameSent }),
    admit: (_connection, identity) => {
      unauthenticated.vouch(transport)
      return connections.admit(connection, identity)
    },
  })
  socket.on('close', () => connections.remove(connection))
  connections.add(connection, origin.address)
  signIn(connection, found)
  if (found.kind === 'half') {
    // A page that wakes up would ask for one by a connection that is dead, and wait for long.
    const data = { challenge: found.challenge }
    socket.send(encodeFrame(CHALLENGE_FRAME, { data, timestamp: deps.clock.timestamp() }), { binary: false })
  }
}

function noteBrokenOff(error: Error): void {
  refusals.debug('an upgrade broke off', { error })
}

/** @throws HomeportError HTTP_002 for what is malformed, WS_003 for other paths, AUTH_006 for other origins. */
function assertMayUpgrade(request: IncomingMessage, deps: Pick<UpgradeDeps, 'cookies' | 'origins' | 'listener'>): void {
  assertWellFormed(request)
  assertOwnOrigin(request.headers, deps.origins())
  assertNotCrossSite(request.headers)
  if (request.url !== '/ws') {
    throw new HomeportError('WS_003', 'WebSockets are at /ws, without a query: credentials never belong in an address.')
  }
  if (deps.cookies.readSession(request.headers.cookie, deps.listener === 'remote') !== null) {
    assertOriginPresent(request.headers)
  }
}

/** A cookie or bearer token signs in at once; with neither, or a cookie that needs its page's proof, the first frame must. */
function signIn(connection: Connection, found: Identification): void {
  if (found.kind === 'proven') {
    connection.signIn(found.identity)
  } else if (found.kind === 'refused') {
    connection.refuse(new HomeportError('WS_001', found.error.message, { details: { reason: found.error.code } }))
  }
}

interface Refusing {
  readonly deps: Pick<UpgradeDeps, 'ids' | 'clock' | 'auditor' | 'listener'>
  readonly transport: Duplex
}

function refuse(request: IncomingMessage, error: unknown, { deps, transport }: Refusing): void {
  const known =
    error instanceof HomeportError ? error : new HomeportError('INTERNAL_001', 'The socket could not be opened.')
  const requestId = `req_${deps.ids.uuid()}`
  deps.auditor.rejected('connection.open', requestOrigin(request, requestId), known)
  refusals.warn('refused an upgrade', { request_id: requestId, code: known.code, reason: known.details })
  const body = errorBody(known, { request_id: requestId, timestamp: deps.clock.timestamp() })
  const isTls = deps.listener === 'remote'
  // It belongs to no HTTP server any more: nobody else would end it if the peer leaves it open.
  transport.once('finish', () => transport.destroy())
  transport.end(asBytes(bareAnswer(body, { request: null, transport: isTls ? 'tls' : 'plain' })))
}
