import type { TranscriptCopies as Told } from '#shared/operations/transcriptCopies.ts'
import { createLogger } from '#server/platform/log/log.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Timers } from '../../sessions/ports/sessionPorts.ts'
import type { CopyReport, CopyRules } from './copying.ts'
import type { CopyFacts } from './facts.ts'

const log = createLogger('history')

/** After the start, and between two rounds. */
const FIRST_AFTER_MS = 60_000
const ROUND_EVERY_MS = 10 * 60_000

/** What the thread of the history does with copies. @throws HomeportError HOST_001 when it cannot answer. */
export interface CopyingThread {
  readonly copy: (rules: CopyRules) => Promise<CopyReport>
  readonly facts: () => Promise<CopyFacts>
  readonly bytes: () => Promise<ReadonlyMap<string, number>>
  /** @returns how many were removed. */
  readonly clear: () => Promise<number>
}

export interface CopyKeepingDeps {
  /** The thread that copies. */
  readonly thread: CopyingThread
  /** Asked before each round: they may change. */
  readonly rules: () => CopyRules
  readonly timers: Timers
  readonly clock: Pick<Clock, 'timestamp'>
}

/** Has transcripts copied every now and then, and says what that did. */
export class CopyKeeping {
  readonly #deps: CopyKeepingDeps
  #callOff = () => {}
  #last: Told['last'] = null

  constructor(deps: CopyKeepingDeps) {
    this.#deps = deps
  }

  /** From a while after now on, until `stop`. */
  start(): void {
    this.#next(FIRST_AFTER_MS)
  }

  stop(): void {
    this.#callOff()
    this.#callOff = () => {}
  }

  /** Copies now. @throws HomeportError HOST_001 when transcripts cannot be read. */
  async round(): Promise<CopyReport> {
    const report = await this.#deps.thread.copy(this.#deps.rules())
    const { copied, removed, problem } = report
    this.#last = { at: this.#deps.clock.timestamp(), copied, removed, problem }
    if (copied > 0 || removed > 0 || problem !== null) {
      log[problem === null ? 'info' : 'warn']('transcripts were copied', { ...report })
    }
    return report
  }

  async told(): Promise<Told> {
    const { is_on, most_bytes } = this.#deps.rules()
    return { is_on, most_bytes, ...(await this.#deps.thread.facts()), last: this.#last }
  }

  /** What the copies of each conversation take. @throws HomeportError HOST_001 when it cannot be known. */
  bytes(): Promise<ReadonlyMap<string, number>> {
    return this.#deps.thread.bytes()
  }

  /** @returns how many were removed. */
  clear(): Promise<number> {
    return this.#deps.thread.clear()
  }

  #next(ms: number): void {
    this.#callOff = this.#deps.timers.after(ms, () => {
      this.#next(ROUND_EVERY_MS)
      this.round().catch((error: unknown) => log.warn('transcripts could not be copied', { error }))
    })
  }
}
