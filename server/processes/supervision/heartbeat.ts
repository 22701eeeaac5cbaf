import type { SupervisionTimes } from './supervisionTimes.ts'

/** A timer this late means that the machine slept or stood still: then the silence says nothing. */
const LATE_MS = 2_000

export interface HeartbeatDeps {
  readonly times: Pick<SupervisionTimes, 'pingEveryMs' | 'answerWithinMs'>
  readonly now: () => number
  /** Asks for a sign of life. */
  readonly ping: () => void
  /** It did not answer in time. Called once. */
  readonly onSilence: () => void
}

/** Notices a process that lives, but answers nobody any more. */
export class Heartbeat {
  readonly #deps: HeartbeatDeps
  #timer: NodeJS.Timeout | undefined

  constructor(deps: HeartbeatDeps) {
    this.#deps = deps
  }

  /** Asks now, and from now on. */
  start(): void {
    this.#deps.ping()
    this.#silentSince(this.#deps.now())
  }

  /** It answered, or said anything else. */
  onActivity(): void {
    if (this.#timer !== undefined) {
      this.#schedule(this.#deps.times.pingEveryMs, () => this.start())
    }
  }

  /** Idempotent. */
  stop(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  #silentSince(askedAt: number): void {
    const { answerWithinMs } = this.#deps.times
    this.#schedule(answerWithinMs, () => {
      if (this.#deps.now() - askedAt > answerWithinMs + LATE_MS) {
        this.start()
        return
      }
      this.stop()
      this.#deps.onSilence()
    })
  }

  #schedule(ms: number, run: () => void): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(run, ms).unref()
  }
}
