import type { NewEvent } from '#shared/session/events.ts'
import { isBusy, isOpen } from '../core/processPhase.ts'
import type { SessionCore } from '../core/sessionCore.ts'
import { overMemory } from './endings.ts'
import type { ProcessLifecycle } from './processLifecycle.ts'

/** What a session knows of resting: when its process may end without a loss, and whether another one may start. */
export class Rest {
  readonly #core: SessionCore
  readonly #lifecycle: Pick<ProcessLifecycle, 'stop'>

  constructor(core: SessionCore, lifecycle: Pick<ProcessLifecycle, 'stop'>) {
    this.#core = core
    this.#lifecycle = lifecycle
  }

  /**
   * Whether the process could end and nobody would miss it: no turn, nothing that waits, no background task, no timer that
   * Claude has set, no files being put back.
   */
  isAtRest(): boolean {
    const { run, phase, journal } = this.#core
    const { session, queue } = journal.header
    const isDoingSomething = run === null || run.inTurn || run.isRewinding || run.hasTimers
    const isWaiting = queue.length > 0 || session.background_tasks.length > 0
    return isOpen(phase) && !isDoingSomething && !isWaiting && session.status === 'ACTIVE'
  }

  /** Ends the process, not the session: the next message resumes it. No-op without a process. */
  async sleep(reason: 'idle' | 'made_room' | 'longest_time'): Promise<void> {
    await this.end(
      reason,
      'The session had run for the longest time that is set, so this turn was stopped. The next message goes on from here.',
    )
  }

  /** Ends a process that takes more memory than it may, and says so. No-op without one. */
  async endForMemory(): Promise<void> {
    if (isBusy(this.#core.phase)) {
      const { notice, error, reason } = overMemory()
      this.#core.journal.commit(notice === undefined ? [] : [notice])
      await this.#lifecycle.stop({ status: 'SUSPENDED', reason, error })
    }
  }

  /** Ends the process; `error` is for a turn that runs. No-op without a process. */
  async end(reason: string, error: string): Promise<void> {
    if (isBusy(this.#core.phase)) {
      await this.#lifecycle.stop({ status: 'SUSPENDED', reason, error })
    }
  }

  /** Says something beside the conversation. */
  note(notice: Extract<NewEvent, { type: 'notice' }>): void {
    this.#core.journal.commit([notice])
  }

  /** Says something of its life in the conversation. */
  tell(code: 'ends_soon' | 'bypass_begins' | 'bypass_ends' | 'memory_high', content: string): void {
    this.note({ type: 'notice', content, data: { level: 'warning', code, details: {} } })
  }

  /** Before a process is started. @throws HomeportError SESSION_003 when it would be one too many. */
  takePlace(): void {
    if (!isBusy(this.#core.phase)) {
      this.#core.deps.places.take(this.#core.journal.session.user_id)
    }
  }
}
