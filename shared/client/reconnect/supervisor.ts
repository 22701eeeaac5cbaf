import { closeCodes, SIGNED_OUT } from '#shared/protocol/closeCodes.ts'
import type { LinkState } from './linkState.ts'
import type { OpenSocket, Socket, Timers } from '../port.ts'

/** How a socket is asked for signs of life. */
export interface Pings {
  /** null: only on waking up. */
  readonly everyMs: number | null
  readonly pongWithinMs: number
  readonly wakePongWithinMs: number
}

/** Over the internet: a proxy drops silent sockets after 30 s at the earliest, and who wakes a phone up is looking. */
export const distantPings: Pings = { everyMs: 25_000, pongWithinMs: 10_000, wakePongWithinMs: 600 }

const OPEN_WITHIN_MS = 10_000
/** One that was begun before a sleep may wait for an answer that went to nobody. */
const WOKEN_OPEN_WITHIN_MS = 2_500
/** So many pings overdue: the page slept, and what it had open has died. Nothing is asked of that first. */
const SLEPT_PINGS = 3
/** A server that refuses for too many connections is not to be pressed. */
const TOO_MANY_DELAY_MS = 15_000

export interface SupervisorDeps {
  readonly open: OpenSocket
  readonly onWake: (listener: () => void) => () => void
  /** The system says that there is no network any more. Returns the stop. */
  readonly onOffline: (listener: () => void) => () => void
  readonly isOnline: () => boolean
  readonly pings: Pings
  readonly timers: Timers
  readonly random: () => number
  readonly now: () => number
  /** By the device's own clock, in ms: `now` may stand still while the device sleeps, as a browser's `performance` does. */
  readonly deviceNow: () => number
}

export interface SupervisorListener {
  onState(state: LinkState): void
  onText(text: string): void
  onBytes(bytes: ArrayBuffer): void
}

/**
 * The only owner of retries. Keeps one socket open as long as it runs: reconnects after any close but "for good" and
 * "not signed in", without end, with capped backoff; probes a socket that may have died asleep.
 *
 * Invariant: frames of a socket that was given up are never delivered.
 */
export class Supervisor {
  readonly #deps: SupervisorDeps
  readonly #listener: SupervisorListener
  #state: LinkState = { kind: 'connecting' }
  #socket: Socket | null = null
  #attempt = 0
  #receivedAt: number | null = null
  /** By the device's own clock. */
  #heardAt = Infinity
  #stopTimer: () => void = nothing
  #stopWake: (() => void) | null = null

  constructor(deps: SupervisorDeps, listener: SupervisorListener) {
    this.#deps = deps
    this.#listener = listener
  }

  get state(): LinkState {
    return this.#state
  }

  /** Opens the socket; also the person's "try again" after `gone` or `signed_out`. */
  start(): void {
    this.#stopWake ??= both(
      this.#deps.onWake(() => this.#onWake()),
      this.#deps.onOffline(() => this.#wentOffline()),
    )
    this.#attempt = 0
    this.#connect()
  }

  stop(): void {
    this.#stopWake?.()
    this.#stopWake = null
    this.#drop()
  }

  /** Sends a frame. False: there is no open socket, nothing was sent. */
  send(frame: string | Uint8Array<ArrayBuffer>): boolean {
    if (this.#state.kind !== 'ready' || this.#socket === null) {
      return false
    }
    return this.#socket.send(frame)
  }

  #connect(): void {
    this.#drop()
    this.#enter({ kind: 'connecting' })
    const socket: Socket = this.#deps.open({
      onOpen: () => this.#ifCurrent(socket, () => this.#opened()),
      onText: (text) => this.#ifCurrent(socket, () => this.#received(() => this.#listener.onText(text))),
      onBytes: (bytes) => this.#ifCurrent(socket, () => this.#received(() => this.#listener.onBytes(bytes))),
      onClose: (code, reason) => this.#ifCurrent(socket, () => this.#closed(code, reason)),
    })
    this.#socket = socket
    this.#schedule(OPEN_WITHIN_MS, () => this.#lost(0))
  }

  #opened(): void {
    this.#heardAt = this.#deps.deviceNow()
    this.#enter({ kind: 'ready' })
    this.#pingLater()
  }

  #received(tell: () => void): void {
    this.#attempt = 0
    this.#receivedAt = this.#deps.now()
    this.#heardAt = this.#deps.deviceNow()
    // What is said before it is open does not open it.
    if (this.#state.kind === 'ready') {
      this.#pingLater()
    }
    tell()
  }

  #closed(code: number, reason?: string): void {
    if (code === closeCodes.goingAway || code === closeCodes.unauthenticated) {
      this.#drop()
      this.#enter(
        code === closeCodes.goingAway ? { kind: 'gone' } : { kind: 'signed_out', isForGood: reason === SIGNED_OUT },
      )
      return
    }
    this.#lost(code === closeCodes.tooManyConnections ? TOO_MANY_DELAY_MS : 0)
  }

  #lost(atLeastMs: number): void {
    this.#drop()
    const delay = Math.max(atLeastMs, backoff(this.#attempt, this.#deps.random()))
    this.#attempt += 1
    // Before it is told: whoever hears of it may stop all this.
    this.#schedule(delay, () => this.#connect())
    this.#enter(
      this.#deps.isOnline()
        ? { kind: 'reconnecting', retry_at: this.#deps.now() + delay, shown_at: this.#receivedAt }
        : { kind: 'offline', shown_at: this.#receivedAt },
    )
  }

  #onWake(): void {
    switch (this.#state.kind) {
      case 'ready':
        if (this.#hasSlept()) {
          this.#attempt = 0
          this.#connect()
        } else {
          this.#probe(this.#deps.pings.wakePongWithinMs)
        }
        return
      case 'reconnecting':
      case 'offline':
        this.#connect()
        return
      case 'connecting':
        this.#schedule(WOKEN_OPEN_WITHIN_MS, () => this.#lost(0))
        return
      case 'signed_out':
      case 'gone':
    }
  }

  /** Timers stand still in a phone's pocket: while awake something comes in with every ping. */
  #hasSlept(): boolean {
    const { everyMs } = this.#deps.pings
    return everyMs !== null && this.#deps.deviceNow() - this.#heardAt > everyMs * SLEPT_PINGS
  }

  /**
   * A socket tells nothing of a network that is gone, for minutes. Only a new one proves that the server is there all the
   * same, as one on this very machine is.
   */
  #wentOffline(): void {
    if (this.#state.kind === 'ready') {
      this.#attempt = 0
      this.#lost(0)
    } else if (this.#state.kind === 'reconnecting') {
      // The socket was gone before the browser knew why. The next try comes all the same.
      this.#enter({ kind: 'offline', shown_at: this.#state.shown_at })
    }
  }

  #pingLater(): void {
    const { everyMs, pongWithinMs } = this.#deps.pings
    this.#stopTimer()
    if (everyMs !== null) {
      this.#schedule(everyMs, () => this.#probe(pongWithinMs))
    }
  }

  /** Asks for a sign of life; any frame is one. */
  #probe(withinMs: number): void {
    this.send(JSON.stringify({ type: 'ping', timestamp: new Date(this.#deps.now()).toISOString() }))
    this.#schedule(withinMs, () => {
      this.#attempt = 0
      this.#lost(0)
    })
  }

  #ifCurrent(socket: Socket, run: () => void): void {
    if (socket === this.#socket) {
      run()
    }
  }

  /** One timer at a time: the next thing to happen if nothing else does. */
  #schedule(ms: number, run: () => void): void {
    this.#stopTimer()
    this.#stopTimer = this.#deps.timers.after(ms, run)
  }

  #drop(): void {
    this.#stopTimer()
    const socket = this.#socket
    this.#socket = null
    socket?.close()
  }

  #enter(state: LinkState): void {
    this.#state = state
    this.#listener.onState(state)
  }
}

function both(one: () => void, other: () => void): () => void {
  return () => {
    one()
    other()
  }
}

function nothing(): void {}

const FIRST_MS = 250
/** A server that restarts is back within a second of being there again … */
const CAP_MS = 900
const SOON = 30
/** … and one that is away for good is not pressed. */
const LATER_CAP_MS = 10_000

/**
 * How long to wait before the n-th attempt (0 = the first after a drop), in ms: doubling, capped, never giving up.
 * `random` in [0, 1) spreads many browsers that lost the same server.
 */
export function backoff(attempt: number, random: number): number {
  const ceiling = Math.min(attempt < SOON ? CAP_MS : LATER_CAP_MS, FIRST_MS * 2 ** Math.min(attempt, 20))
  return Math.round(ceiling * (0.5 + random / 2))
}
