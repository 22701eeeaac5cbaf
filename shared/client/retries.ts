import { isRetryable } from '#shared/errors.ts'
import type { Timers } from './port.ts'
import { mayHaveBeenLost } from './calls/pendingCalls.ts'

/**
 * Asks again what was refused for a reason that passes: no connection, a session host that is away, a server that is
 * too busy. The one owner of such retries; the socket's own are the supervisor's.
 *
 * All of it is asked at once when the server says that the reason is gone (`retryAll`). What no sign will come for is
 * tried now and then, ever more rarely, all together.
 */
export class Retries {
  readonly #waiting = new Map<unknown, () => void>()
  #attempt = 0
  /** When the last sign came, by the monotonic clock; used up by the first refusal after it. */
  #lastSignAt = Number.NEGATIVE_INFINITY
  readonly #timers: Timers
  #stopTimer: (() => void) | null = null

  constructor(timers: Timers) {
    this.#timers = timers
  }

  /** Runs `again` once, when it may work. A second one for the same `what` takes the place of the first. */
  wait(what: unknown, again: () => void): void {
    this.#waiting.set(what, again)
    this.#stopTimer ??= this.#timers.after(this.#pause(), () => this.#retry())
  }

  /** Nobody wants to know any more. */
  forget(what: unknown): void {
    this.#waiting.delete(what)
  }

  /** The socket is open, or the session host answers: everything is asked now. */
  retryAll(): void {
    this.#attempt = 0
    this.#lastSignAt = this.#timers.elapsed()
    this.#run()
  }

  /** A refusal that is heard right after the sign was sent before it: no other sign will come for it. */
  #pause(): number {
    const hasCrossed = this.#timers.elapsed() - this.#lastSignAt < FIRST_MS
    this.#lastSignAt = Number.NEGATIVE_INFINITY
    return hasCrossed ? CROSSED_MS : Math.min(RAREST_MS, FIRST_MS * 2 ** Math.min(this.#attempt, 10))
  }

  #retry(): void {
    this.#attempt += 1
    this.#run()
  }

  #run(): void {
    this.#stopTimer?.()
    this.#stopTimer = null
    const all = [...this.#waiting.values()]
    this.#waiting.clear()
    all.forEach((again) => again())
  }
}

/** Sooner than that a sign comes, where one comes; from there on the pause doubles. */
const FIRST_MS = 1_000
const RAREST_MS = 30_000
const CROSSED_MS = 100

/** Whether the same question may well be answered later, without anybody changing anything. */
export function isTransient(error: unknown): boolean {
  return mayHaveBeenLost(error) || isRetryable(error)
}
