import type { WebSocket } from 'ws'
import { HomeportError } from '#shared/errors.ts'
import { closeCodes } from '#shared/frames.ts'
import { type Clock, type Ids, systemClock } from '#server/platform/clock.ts'
import { createLogger, inRequest } from '#server/platform/log.ts'
import { boundRepeats } from '#server/platform/repeatedLines.ts'
import type { Auditor, RequestOrigin } from '../audit/auditor.ts'
import type { Guard } from '../auth/guard.ts'
import type { Door } from '../auth/door.ts'
import type { Credential, Identity } from '../auth/identity.ts'
import type { Dispatch } from '../dispatch.ts'
import { type FrameBudget, createFrameBudget } from './frameBudget.ts'
import { type FrameId, type ReadFrame, readFrame } from './frameReader.ts'
import { type FrameAddress, encodeError, encodeFrame } from './serverFrames.ts'
import { type SignedInConnection, runFrame } from './signedIn.ts'
import type { ViewerSubscriptions } from './viewerSubscriptions.ts'
import type { Viewer } from './viewer.ts'
import { type WelcomeDeps, welcome } from './welcome.ts'

const log = boundRepeats(createLogger('wire'), systemClock)

/** A socket that no cookie signed in says who it is within this. */
export const AUTH_WITHIN_MS = 5_000

/** Requests of one socket that wait for their answer at the same time. */
const MAX_PENDING = 256

/** Frames that may come while the first one is being checked. */
const MAX_EARLY = 64

/** RFC 6455: the peer breaks the rules of this endpoint. */
const POLICY_VIOLATION = 1008

export interface ConnectionDeps extends WelcomeDeps {
  readonly clock: Clock
  readonly ids: Ids
  readonly guard: Guard
  readonly dispatch: Dispatch
  readonly door: Door
  readonly auditor: Pick<Auditor, 'turnedAway'>
  /** Where the socket comes from. */
  readonly origin: RequestOrigin
  /** Makes the sending side once it is known who looks. */
  readonly createViewer: (identity: Identity) => Viewer
  readonly join: (viewer: Viewer) => ViewerSubscriptions
  /** False: this user has too many already. */
  readonly admit: (connection: Connection, identity: Identity) => boolean
}

type State =
  /** `early`: what came while the first frame is being checked; null before it came. */
  | { readonly kind: 'unproven'; readonly deadline: NodeJS.Timeout; early: ReadFrame[] | null }
  | ({ readonly kind: 'signed_in' } & SignedInConnection)
  | { readonly kind: 'closed' }

/**
 * One socket: reads frames, answers each exactly once, never throws. Its sending side is the `Viewer`, what it
 * follows the `ViewerSubscriptions`.
 */
export class Connection {
  readonly id: string
  readonly #socket: WebSocket
  readonly #deps: ConnectionDeps
  readonly #budget: FrameBudget
  /** Its frames are told by the socket's own id. */
  readonly #origin: RequestOrigin
  #state: State
  #pending = 0
  #isAlive = true

  constructor(socket: WebSocket, deps: ConnectionDeps) {
    this.id = deps.ids.uuid()
    this.#socket = socket
    this.#deps = deps
    this.#budget = createFrameBudget(deps.clock)
    this.#origin = { ...deps.origin, request_id: this.id }
    const deadline = setTimeout(() => this.#refuse(notSignedIn()), AUTH_WITHIN_MS)
    this.#state = { kind: 'unproven', deadline, early: null }
    socket.on('message', (bytes: Buffer, isBinary) => this.#onFrame(bytes, isBinary))
    socket.on('pong', () => (this.#isAlive = true))
    socket.on('close', () => this.#closed())
    // A peer that breaks the WebSocket protocol itself: ws closes the socket with the code that says so.
    socket.on('error', (error) => log.debug('a socket failed', { connection_id: this.id, error }))
  }

  get identity(): Identity | null {
    return this.#state.kind === 'signed_in' ? this.#state.identity : null
  }

  get door(): Door {
    return this.#deps.door
  }

  get credential(): Credential | null {
    return this.identity?.credential ?? null
  }

  /** Signs the socket in; says so to the client, as the reply to its `auth` or unasked. */
  signIn(identity: Identity, replyTo?: FrameId): void {
    if (this.#state.kind !== 'unproven' || this.#socket.readyState !== this.#socket.OPEN) {
      return
    }
    if (!this.#deps.admit(this, identity)) {
      this.close(closeCodes.tooManyConnections, 'too many connections of this user')
      return
    }
    clearTimeout(this.#state.deadline)
    const viewer = this.#deps.createViewer(identity)
    const subscriptions = this.#deps.join(viewer)
    this.#state = { kind: 'signed_in', identity, door: this.door, origin: this.#origin, viewer, subscriptions }
    this.#sendSignedIn(identity, replyTo)
  }

  /** Tells why, then closes as unauthenticated. */
  refuse(error: HomeportError): void {
    this.#refuse(error)
  }

  /** False when the last ping was never answered; then the socket is dead and was ended. */
  checkAlive(): boolean {
    if (!this.#isAlive) {
      this.#socket.terminate()
      return false
    }
    this.#isAlive = false
    this.#socket.ping()
    return true
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason)
  }

  terminate(): void {
    this.#socket.terminate()
  }

  #onFrame(bytes: Buffer, isBinary: boolean): void {
    this.#isAlive = true
    if (this.#state.kind === 'closed' || this.#socket.readyState !== this.#socket.OPEN) {
      return
    }
    const verdict = this.#budget.spend(bytes.length)
    if (verdict === 'hopeless') {
      this.close(POLICY_VIOLATION, 'too many frames')
      return
    }
    const frame = readFrame(bytes, isBinary)
    if (verdict === 'refused' || this.#pending >= MAX_PENDING) {
      this.#sendError(tooFast(), { reply_to: frame.id })
      return
    }
    this.#take(frame)
  }

  #take(frame: ReadFrame): void {
    if (this.#state.kind === 'unproven') {
      this.#onEarlyFrame(frame, this.#state)
    } else if (frame.kind === 'malformed') {
      this.#sendError(frame.error, { reply_to: frame.id })
    } else if (this.#state.kind === 'signed_in') {
      const state = this.#state
      void inRequest(this.id, () => this.#answer(frame, state))
    }
  }

  /** The first frame must sign in; those behind it wait for that, in their order. */
  #onEarlyFrame(frame: ReadFrame, state: Extract<State, { kind: 'unproven' }>): void {
    if (state.early === null) {
      state.early = []
      void this.#onFirstFrame(frame)
    } else if (state.early.length < MAX_EARLY) {
      state.early.push(frame)
    } else {
      this.#sendError(tooFast(), { reply_to: frame.id })
    }
  }

  async #onFirstFrame(frame: ReadFrame): Promise<void> {
    const early = this.#state.kind === 'unproven' ? this.#state.early : null
    try {
      if (frame.kind === 'malformed') {
        throw frame.error
      }
      if (frame.type !== 'auth') {
        throw notSignedIn()
      }
      this.signIn(await this.#identify(frame.params), frame.id)
    } catch (error) {
      this.#refuse(asWireError(error, this.id), frame.id)
      return
    }
    for (const waiting of this.#state.kind === 'signed_in' ? (early ?? []) : []) {
      this.#take(waiting)
    }
  }

  async #identify(input: unknown): Promise<Identity> {
    const { token } = this.#deps.dispatch.admit('connection.auth', input, { kind: 'anonymous', door: this.door })
    try {
      return await this.#deps.guard.identifyToken(token, this.#origin.address)
    } catch (error) {
      throw error instanceof HomeportError ? authenticationFailed(error) : error
    }
  }

  async #answer(frame: Extract<ReadFrame, { kind: 'frame' }>, state: SignedInConnection): Promise<void> {
    this.#pending += 1
    try {
      if (frame.type === 'auth') {
        // Signed in already (by cookie): another proof is checked, and changes nothing.
        await this.#identify(frame.params)
        this.#sendSignedIn(state.identity, frame.id)
        return
      }
      const reply = await runFrame(frame, { state, dispatch: this.#deps.dispatch })
      if (reply !== null) {
        this.#send(reply.type, { reply_to: frame.id, session_id: reply.session_id, data: reply.data })
      }
    } catch (error) {
      const sessionId = frame.params['session_id']
      this.#sendError(asWireError(error, this.id), {
        reply_to: frame.id,
        session_id: typeof sessionId === 'string' ? sessionId : undefined,
      })
    } finally {
      this.#pending -= 1
    }
  }

  #sendSignedIn(identity: Identity, replyTo: FrameId | undefined): void {
    const data = welcome(this.#deps, identity.actor.user_id, this.id)
    this.#send('auth_success', { reply_to: replyTo, data })
  }

  #send(type: string, options: FrameAddress & { readonly data: unknown }): void {
    this.#sendBytes(encodeFrame(type, { ...options, timestamp: this.#deps.clock.timestamp() }))
  }

  #sendError(error: HomeportError, address: FrameAddress): void {
    this.#sendBytes(encodeError(error, { ...address, timestamp: this.#deps.clock.timestamp() }))
  }

  #sendBytes(payload: Buffer): void {
    if (this.#state.kind === 'signed_in') {
      this.#state.viewer.send(payload)
    } else if (this.#socket.readyState === this.#socket.OPEN) {
      this.#socket.send(payload, { binary: false })
    }
  }

  #refuse(error: HomeportError, replyTo?: FrameId): void {
    this.#deps.auditor.turnedAway('connection.auth', this.#origin, error)
    this.#sendError(error, { reply_to: replyTo })
    this.close(closeCodes.unauthenticated, 'not signed in')
  }

  #closed(): void {
    if (this.#state.kind === 'unproven') {
      clearTimeout(this.#state.deadline)
    } else if (this.#state.kind === 'signed_in') {
      this.#state.subscriptions.leave()
    }
    this.#state = { kind: 'closed' }
  }
}

function asWireError(error: unknown, connectionId: string): HomeportError {
  if (error instanceof HomeportError) {
    return error
  }
  log.error('a frame failed by a bug', { connection_id: connectionId, error })
  return new HomeportError(
    'INTERNAL_001',
    `Something went wrong inside Homeport; nothing of what is stored was lost. The log tells more under ${connectionId}.`,
    { details: { request_id: connectionId } },
  )
}

function authenticationFailed(cause: HomeportError): HomeportError {
  return new HomeportError('WS_001', cause.message, { cause, details: { reason: cause.code } })
}

function notSignedIn(): HomeportError {
  return new HomeportError('WS_001', 'This socket is not signed in: it needs the cookie, or "auth" as its first frame.')
}

function tooFast(): HomeportError {
  return new HomeportError('RATE_001', 'Too many frames at once. Wait for the answers, then go on.')
}
