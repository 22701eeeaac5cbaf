import type { TranscriptCopies as Told } from '#shared/operations/transcriptCopies.ts'
import { createLogger } from '#server/platform/log/log.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Timers } from '../../sessions/ports/sessionPorts.ts'
import type { History } from '../history.ts'
import type { CopyReport, CopyRules } from './copying.ts'

const log = createLogger('history')

/** After the start, and between two rounds. */
const FIRST_AFTER_MS = 60_000
const ROUND_EVERY_MS = 10 * 60_000

export interface CopyKeepingDeps {
  readonly history: Pick<History, 'ask'>
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
    const report = await this.#deps.history.ask('copy_transcripts', { rules: this.#deps.rules() })
    const { copied, removed, problem } = report
    this.#last = { at: this.#deps.clock.timestamp(), copied, removed, problem }
    if (copied > 0 || removed > 0 || problem !== null) {
      log[problem === null ? 'info' : 'warn']('transcripts were copied', { ...report })
    }
    return report
  }

  async told(): Promise<Told> {
    const { is_on, most_bytes } = this.#deps.rules()
    return { is_on, most_bytes, ...(await this.#deps.history.ask('copies', {})), last: this.#last }
  }

  /** @returns how many were removed. */
  async clear(): Promise<number> {
    return (await this.#deps.history.ask('clear_copies', {})).removed
  }

  #next(ms: number): void {
    this.#callOff = this.#deps.timers.after(ms, () => {
      this.#next(ROUND_EVERY_MS)
      this.round().catch((error: unknown) => log.warn('transcripts could not be copied', { error }))
    })
  }
}
