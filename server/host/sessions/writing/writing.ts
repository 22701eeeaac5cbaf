import { HomeportError } from '#shared/errors.ts'
import type { TerminalId } from '#shared/ids.ts'
import { type NewEvent, TWO_WAYS } from '#shared/session/events.ts'
import type { SessionWriter } from '#shared/session/session.ts'
import { assertGoingOn, assertHere, heldElsewhere } from '../core/goingOn.ts'
import { isOpen } from '../core/processPhase.ts'
import { type SessionCore, statusChange, statusEvent, statusOf } from '../core/sessionCore.ts'
import { WRITTEN_ELSEWHERE } from '../lifecycle/endings.ts'
import { launchOf, planStart } from '../lifecycle/launching.ts'
import type { ProcessLifecycle } from '../lifecycle/processLifecycle.ts'
import type { AgentLaunch } from '../ports/agent.ts'
import { nextPrompt } from '../turns/queueEdits.ts'
import { assertInBudget, noteSpent, spent } from '../turns/withinBudget.ts'
import { TerminalQuestions } from './terminalQuestions.ts'

/** What came of somebody’s turn elsewhere, as the transcript tells it. */
export interface ToldElsewhere {
  readonly events: readonly NewEvent[]
  /** A turn began with them, or ended; null: neither. */
  readonly turn: 'begun' | 'ended' | null
}

/**
 * Who writes in the session's conversation: its own process, or one other at a time, to which it is lent.
 *
 * Invariant: while it is lent, the session has no process and starts none; prompts wait in the queue.
 */
export class Writing {
  readonly #core: SessionCore
  readonly #lifecycle: Pick<ProcessLifecycle, 'elsewhere' | 'stop' | 'wake'>
  /** Of a terminal that drives the session. */
  readonly questions: TerminalQuestions
  #end: (() => Promise<void>) | null = null
  #wasAwake = false
  /** Its own process is being ended to make way. */
  #isMakingWay = false

  constructor(core: SessionCore, lifecycle: Pick<ProcessLifecycle, 'elsewhere' | 'stop' | 'wake'>) {
    this.#core = core
    this.#lifecycle = lifecycle
    this.questions = new TerminalQuestions(core)
  }

  get isLent(): boolean {
    return this.#core.phase.kind === 'lent'
  }

  get isInTerminal(): boolean {
    return this.isLent && this.#core.journal.session.writer?.kind === 'terminal'
  }

  /** Of the session's own process; null while there is none. */
  get ownPid(): number | null {
    return this.#core.run?.process.identity?.pid ?? null
  }

  /** Whether the session's own process could make way now without a loss. */
  get mayMakeWay(): boolean {
    const { run, phase, journal } = this.#core
    const isResting = run === null ? phase.kind === 'idle' : isOpen(phase) && !run.inTurn && !run.isRewinding
    return isResting && journal.header.approvals.length === 0 && !this.#isMakingWay
  }

  /**
   * Lends the conversation to a terminal of the session. `end` ends that. Returns how its Claude Code is to be started.
   * @throws HomeportError SESSION_003 while a turn or a task runs, when a budget is used up, or when Claude Code has lost the conversation · SESSION_005
   * while something else writes.
   */
  async toTerminal(terminal_id: TerminalId, end: () => Promise<void>): Promise<AgentLaunch> {
    const { journal, deps } = this.#core
    assertHere(this.#core)
    assertInBudget(this.#core, 'No terminal was opened.')
    if (!this.mayMakeWay || journal.session.background_tasks.length > 0) {
      throw turnRuns()
    }
    const writer = { kind: 'terminal', since: deps.clock.timestamp(), terminal_id } as const
    await this.#makeWay(writer, 'in_terminal')
    this.#end = end
    const plan = await planStart(this.#core, 'rest')
    if (plan.kind === 'gone' || plan.kind === 'lent') {
      const wasOutside = plan.kind === 'lent'
      this.giveBack(null)
      throw wasOutside ? heldElsewhere({ ...writer, kind: 'outside' }, 'No terminal was opened') : lost()
    }
    const launch = launchOf(this.#core, plan.start)
    // How long nothing is asked is bounded, and in a terminal Homeport could not end it.
    const isUnasked = launch.permission_mode === 'bypassPermissions'
    return { ...launch, ...(isUnasked ? { permission_mode: 'default' } : {}), in_terminal: true }
  }

  /**
   * Something that Homeport did not start has the conversation. A turn that runs here ends first: call it again then.
   * False: not yet lent. `end` ends the other one, where that can be done.
   */
  async toOutside(pid: number | null, end: () => Promise<void>): Promise<boolean> {
    const { journal, deps } = this.#core
    if (this.isLent && journal.session.writer !== null) {
      return true
    }
    const writer = { kind: 'outside', since: deps.clock.timestamp(), ...(pid === null ? {} : { pid }) } as const
    this.#end = end
    if (this.isLent || this.mayMakeWay) {
      await this.#makeWay(writer, WRITTEN_ELSEWHERE)
      return this.isLent
    }
    if (journal.session.writer === null && this.#core.run?.inTurn === true) {
      journal.show({ writer })
      journal.commit([bothWrite()])
    }
    return false
  }

  /** What was written elsewhere belongs to the conversation. */
  told({ events, turn }: ToldElsewhere): void {
    const { journal } = this.#core
    this.questions.noteAll(events)
    if (turn !== null && this.isLent) {
      this.#lifecycle.elsewhere({ kind: 'turn_elsewhere', runs: turn === 'begun' })
    }
    const status = this.isLent ? statusChange(journal, statusOf(this.#core, journal.header.approvals.length)) : []
    if (events.length + status.length > 0) {
      journal.commit([...events, ...status])
    }
    if (turn === 'ended') {
      this.questions.withdrawAll()
    }
  }

  /** Its conversation has two ways since somebody else asked this: neither knows what was said on the other. Said once. */
  tellLeftOut(asked: { readonly prompt_id: string; readonly text: string }): void {
    const { journal, deps } = this.#core
    const { content = '', ...notice } = twoWays(asked)
    const said = { code: notice.data.code, content, prompt_id: asked.prompt_id }
    if (!deps.store.hasNotice(journal.session.id, said)) {
      journal.commit([{ ...notice, content }])
    }
  }

  /**
   * The other one is gone, or was told to go: the session writes again. It wakes where it was awake before, and where prompts
   * wait. `reason` null: it stays as it is. No-op where it is not lent.
   */
  giveBack(reason: string | null): void {
    const { journal } = this.#core
    this.#end = null
    if (!this.isLent) {
      if (journal.session.writer !== null) {
        journal.show({ writer: null })
      }
      return
    }
    this.questions.withdrawAll()
    if (this.#core.phase.kind === 'lent' && this.#core.phase.inTurn) {
      this.#lifecycle.elsewhere({ kind: 'turn_elsewhere', runs: false })
    }
    journal.show({ writer: null })
    if (journal.session.status !== 'TERMINATED') {
      journal.commit([statusEvent('SUSPENDED', reason ?? 'suspended')])
    }
    const shallWake = this.#wasAwake || nextPrompt(journal.header) !== undefined
    this.#wasAwake = false
    this.#lifecycle.elsewhere({ kind: 'give_back' })
    if (reason !== null && shallWake && journal.session.status !== 'TERMINATED') {
      this.#lifecycle.wake(reason)
    }
  }

  /** A person ends the other one and goes on here. @throws HomeportError SESSION_003 where nobody else writes. */
  async takeOver(): Promise<void> {
    assertGoingOn(this.#core)
    const end = this.#end
    if (this.#core.journal.session.writer === null || end === null) {
      throw new HomeportError(
        'SESSION_003',
        'Nothing else writes in this conversation. There was nothing to take over.',
      )
    }
    const wasAwake = this.#wasAwake
    this.#wasAwake = true
    try {
      await end()
    } catch (error) {
      this.#wasAwake = wasAwake
      throw error
    }
  }

  /** Which budget of its person is used up; null: none is. */
  spent(): string | null {
    return spent(this.#core)
  }

  /** What a terminal cost that had it. */
  noteSpent(cost_usd: number): void {
    noteSpent(this.#core, cost_usd)
  }

  /** Ends the terminal that has it; prompts that wait go on here. No-op where none has. */
  async endTerminal(): Promise<void> {
    const end = this.#end
    if (end !== null && this.isInTerminal) {
      this.#wasAwake = false
      await end()
    }
  }

  async #makeWay(writer: SessionWriter, reason: string): Promise<void> {
    const { journal, run } = this.#core
    if (run !== null) {
      this.#wasAwake = true
      this.#isMakingWay = true
      const error = 'Something else began to write in this conversation while this turn began.'
      await this.#lifecycle.stop({ status: 'SUSPENDED', reason, error }).finally(() => (this.#isMakingWay = false))
    }
    this.#lifecycle.elsewhere({ kind: 'lend' })
    if (this.isLent) {
      if (journal.session.status === 'SUSPENDED' && journal.session.status_reason !== reason) {
        journal.commit([statusEvent('SUSPENDED', reason)])
      }
      journal.show({ writer })
    }
  }
}

function turnRuns(): HomeportError {
  return new HomeportError(
    'SESSION_003',
    'Claude works in this session. No terminal was opened, and the turn runs on: stop it first, or wait until it is over.',
    { details: { retry_possible: true } },
  )
}

function lost(): HomeportError {
  return new HomeportError(
    'SESSION_003',
    'Claude Code has lost this conversation, so no terminal could go on with it. None was opened.',
  )
}

function bothWrite(): Extract<NewEvent, { type: 'notice' }> {
  const content =
    'A Claude Code that Homeport did not start has written in this conversation, or has it open, while this turn runs here. Each ' +
    'may not know what the other one does: Claude Code goes on from what is written last. No further message is sent from here until ' +
    'that one is closed or taken over.'
  return { type: 'notice', content, data: { level: 'warning', code: 'two_writers' } }
}

function twoWays({
  prompt_id,
  text: asked,
}: {
  readonly prompt_id: string
  readonly text: string
}): Extract<NewEvent, { type: 'notice' }> {
  const content =
    `A Claude Code that Homeport did not start wrote in this conversation beside another one: “${asked}”. There are two ways from one ` +
    'place now, and neither knows what was said on the other. Claude Code goes on with the one that was written last; the other is kept, ' +
    'and History shows both.'
  return { type: 'notice', content, data: { level: 'warning', code: TWO_WAYS, details: { prompt_id } } }
}
