import type { WebSocket } from 'ws'
import type { HomeportError } from '#shared/errors.ts'
import { closeCodes } from '#shared/protocol/closeCodes.ts'
import { type Clock, type Ids, onUptime, systemClock } from '#server/platform/clock.ts'
import { createLogger, inRequest } from '#server/platform/log/log.ts'
import { boundRepeats } from '#server/platform/log/repeatedLines.ts'
import type { Auditor, RequestOrigin } from '../kernel/call.ts'
import type { Credential, Identity, ListenerKind } from '../kernel/identity.ts'
import type { Dispatch } from '../kernel/dispatch.ts'
import { asWireError, notSignedIn, tooFast } from './frames/errorFrames.ts'
import { type FrameBudget, createFrameBudget } from './frames/frameBudget.ts'
import { type IdentifyFrameDeps, identifyFrame } from './signIn/identifyFrame.ts'
import { type FrameId, type ReadFrame, readFrame } from './frames/frameReader.ts'
import { type FrameAddress, encodeError, encodeFrame } from './frames/serverFrames.ts'
import { type ConnectionState as State, type SignedIn, closingOf, runFrame } from './signedIn.ts'
import { liftPayloadLimit } from './frames/payloadLimit.ts'
import { deviceName } from '../auth/devices/deviceName.ts'
import type { TerminalTickets } from '../terminals/tickets.ts'
import type { SocketTerminals, TerminalScreen } from './streams/terminals/socketTerminals.ts'
import type { ViewerSubscriptions } from './streams/viewerSubscriptions.ts'
import { AUTH_WITHIN_MS, RENEW_WITHIN_MS, MAX_PENDING, MAX_EARLY, POLICY_VIOLATION } from './frames/socketBounds.ts'
import type { Viewer } from './streams/viewer.ts'
import { type WelcomeDeps, welcome } from './signIn/welcome.ts'

const log = boundRepeats(createLogger('wire'), systemClock)

export interface ConnectionDeps extends WelcomeDeps, IdentifyFrameDeps {
  readonly clock: Clock
  readonly ids: Ids
  readonly dispatch: Dispatch
  readonly auditor: Pick<Auditor, 'rejected'>
  /** Makes the sending side once the viewer is known. */
  readonly createViewer: (identity: Identity) => Viewer
  readonly join: (viewer: Viewer) => ViewerSubscriptions
  readonly joinTerminals: (screen: TerminalScreen) => SocketTerminals
  readonly tickets: TerminalTickets
  /** False: this user has too many already. */
  readonly admit: (connection: Connection, identity: Identity) => boolean
}

/**
 * One socket: reads frames, answers each exactly once, never throws. Its sending side is the `Viewer`, what it
 * follows the `ViewerSubscriptions`.
 */
export class Connection {
  readonly id: string
  readonly #socket: WebSocket
  readonly #deps: ConnectionDeps
  readonly #budget: FrameBudget
  /** In the log its frames carry the socket's own id. */
  readonly #origin: RequestOrigin
  #state: State
  #pending = 0
  #isAlive = true

  constructor(socket: WebSocket, deps: ConnectionDeps) {
    this.id = deps.ids.uuid()
    this.#socket = socket
    this.#deps = deps
    this.#budget = createFrameBudget(deps.clock)
    const { address, user_agent } = deps.origin
    this.#origin = { address, user_agent, request_id: this.id }
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

  get listener(): ListenerKind {
    return this.#deps.listener
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
    liftPayloadLimit(this.#socket)
    const viewer = this.#deps.createViewer(identity)
    const subscriptions = this.#deps.join(viewer)
    const self = { id: this.id, name: deviceName(this.#origin.user_agent) }
    const terminals = this.#deps.joinTerminals({ viewer, self, onOutput: (bytes) => this.#budget.earn(bytes) })
    const shown_until = onUptime(this.#deps.clock, identity.shown_until ?? Number.POSITIVE_INFINITY)
    this.#state = {
      kind: 'signed_in',
      shown_until,
      identity,
      listener: this.listener,
      origin: this.#origin,
      viewer,
      subscriptions,
      gone: closingOf(this.#socket),
      terminals,
    }
    this.#sendSignedIn(identity, replyTo)
  }

  /** Whether its access token is over, and no fresh one came in time. */
  get isOver(): boolean {
    return this.#state.kind === 'signed_in' && this.#deps.clock.uptime() >= this.#state.shown_until + RENEW_WITHIN_MS
  }

  /** Sends the reason, then closes as unauthenticated. */
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
    } else if (frame.kind === 'terminal_input') {
      this.#type(frame, this.#state)
    } else if (this.#state.kind === 'signed_in') {
      const state = this.#state
      void inRequest(this.id, () => this.#answer(frame, state))
    }
  }

  #type({ handle, bytes }: Extract<ReadFrame, { kind: 'terminal_input' }>, state: State): void {
    if (state.kind === 'signed_in' && !this.isOver) {
      try {
        state.terminals.input(handle, bytes)
      } catch (error) {
        this.#sendError(asWireError(error, this.id), {})
      }
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
      if (frame.kind !== 'frame' || frame.type !== 'auth') {
        throw notSignedIn()
      }
      this.signIn(await identifyFrame(frame.params, this.#deps), frame.id)
    } catch (error) {
      this.#refuse(asWireError(error, this.id), frame.id)
      return
    }
    for (const waiting of this.#state.kind === 'signed_in' ? (early ?? []) : []) {
      this.#take(waiting)
    }
  }

  async #answer(frame: Extract<ReadFrame, { kind: 'frame' }>, state: SignedIn): Promise<void> {
    this.#pending += 1
    try {
      if (frame.type === 'auth') {
        await this.#proveAgain(state, frame.params)
        this.#sendSignedIn(state.identity, frame.id)
        return
      }
      if (this.isOver) {
        this.close(closeCodes.unauthenticated, 'the access token is over')
        return
      }
      const reply = await runFrame(frame, {
        state,
        dispatch: this.#deps.dispatch,
        tickets: this.#deps.tickets,
        reply: ({ id }, type, data) => this.#send(type, { reply_to: id, data }),
      })
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

  /** Signed in already: a fresh token of the same sign-in lets it go on; any other proof is checked, and changes nothing. */
  async #proveAgain(state: SignedIn, input: Readonly<Record<string, unknown>>): Promise<void> {
    if ('proof' in input && this.#deps.prove === null) {
      // A page whose cookie was enough: a program gave it to the browser.
      return
    }
    const { credential, shown_until } = await identifyFrame(input, this.#deps)
    const { kind, id } = state.identity.credential
    if (shown_until !== undefined && credential.kind === kind && credential.id === id) {
      state.shown_until = Math.max(state.shown_until, onUptime(this.#deps.clock, shown_until))
    }
  }

  #sendSignedIn(identity: Identity, replyTo: FrameId | undefined): void {
    const caller = { kind: 'signed_in', identity, listener: this.listener } as const
    const data = welcome(this.#deps, caller, this.id)
    this.#send('auth_success', { reply_to: replyTo, data })
  }

  #send(type: string, fields: FrameAddress & { readonly data: unknown }): void {
    this.#sendBytes(encodeFrame(type, { ...fields, timestamp: this.#deps.clock.timestamp() }))
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
    this.#deps.auditor.rejected('connection.auth', this.#origin, error)
    this.#sendError(error, { reply_to: replyTo })
    this.close(closeCodes.unauthenticated, 'not signed in')
  }

  #closed(): void {
    if (this.#state.kind === 'unproven') {
      clearTimeout(this.#state.deadline)
    } else if (this.#state.kind === 'signed_in') {
      this.#state.subscriptions.leave()
      this.#state.terminals.leave()
    }
    this.#state = { kind: 'closed' }
  }
}
