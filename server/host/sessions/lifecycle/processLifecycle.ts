import { failureText } from '#server/platform/failure.ts'
import type { AgentExit, AgentLaunch, AgentUpdate } from '../ports/agent.ts'
import { AgentRun } from '../core/agentRun.ts'
import type { StopOrder } from '../core/agentRun.ts'
import { applyUpdate } from './agentUpdates.ts'
import type { Ending } from '../core/closing.ts'
import { crashed, crashedInTurn, couldNotStart, renewed, storageFailed } from './endings.ts'
import type { LoginInForce } from './endings.ts'
import { waitsToAsk } from '../approvals/keptApprovals.ts'
import type { StoredMessage } from '../ports/sessionPorts.ts'
import { RERUN_MS, START_TRIES, launchOf, planStart } from './launching.ts'
import type { Before, StartPlan } from './launching.ts'
import { conversationGone } from './lostConversation.ts'
import { nextPrompt } from '../turns/queueEdits.ts'
import { askForRenewal, renewWhenIdle } from './renewal.ts'
import { closeLostTurn, settle, tellEnd } from './settle.ts'
import { statusEvent } from '../core/sessionCore.ts'
import type { SessionCore } from '../core/sessionCore.ts'
import { TurnDeaths } from './turnDeaths.ts'
import type { TurnQueue } from '../turns/turnQueue.ts'
import { Waiters } from './waiters.ts'

/**
 * The life of a session's process: start, death, stop, and what the session is afterwards.
 *
 * Invariant: `core.run` is set exactly while a process may be alive; one process at a time.
 */
export class Life {
  readonly #core: SessionCore
  readonly #queue: TurnQueue
  readonly #onChange: (busy: boolean) => void
  /** The preparation that may go on to launch; replaced or cleared, it may not. */
  #preparing: symbol | null = null
  #preface: string | null = null
  #startDeaths = 0
  readonly #turnDeaths = new TurnDeaths()
  readonly #up = new Waiters()
  readonly #ended = new Waiters()

  constructor(core: SessionCore, queue: TurnQueue, onChange: (busy: boolean) => void) {
    this.#core = core
    this.#queue = queue
    this.#onChange = onChange
  }

  get busy(): boolean {
    return this.#preparing !== null || this.#core.run !== null
  }

  /** Until `release`, nothing is started: what a dead host left is not cleared away yet. */
  hold(): void {
    this.#preparing = Symbol('held')
    this.#onChange(true)
  }

  /** False when somebody ended the session meanwhile. */
  release(): boolean {
    const held = this.#preparing !== null
    this.#preparing = null
    this.#onChange(this.busy)
    return held
  }

  /** Starts the very first process of a session. */
  begin(): void {
    this.#launch('new')
  }

  /** Starts a process for a session that has none, going on with its conversation. No-op when one is there. */
  wake(reason: string): void {
    if (!this.busy) {
      this.#startDeaths = 0
      this.#turnDeaths.reset()
      this.#prepare(reason)
    }
  }

  /** Starts a process for a session whose turn was cut: it runs again. No-op when a process is there. */
  rerun(reason: string): void {
    if (!this.busy) {
      this.#startDeaths = 0
      this.#prepare(reason, 'rerun')
    }
  }

  /** Begins a new conversation in the place of one that is lost. Claude is told of the old one before its next prompt. */
  startOver(preface: string): void {
    if (!this.busy) {
      this.#preface = preface
      this.#prepare('start_over', 'start_over')
    }
  }

  /** Lets a process of another login go on, as soon as no turn runs. Tells when that is. */
  renew(reason: string): LoginInForce {
    const { run, journal } = this.#core
    if (run !== null && run.stopping === null) {
      return askForRenewal(this.#core, run, reason)
    }
    // What could not start may start now; what somebody paused is for a person to let go on.
    if (journal.session.status === 'FAILED' && nextPrompt(journal.header) !== undefined) {
      this.wake(reason)
    }
    return 'next_start'
  }

  /** Resolves once a started process is ready, or has ended. At once when none is being started. */
  whenUp(): Promise<void> {
    const { run } = this.#core
    if (!this.busy || run?.ready === true) {
      return Promise.resolve()
    }
    return this.#up.next()
  }

  /** Ends the process and every descendant; resolves when the session says so. */
  async stop(order: StopOrder): Promise<void> {
    this.#preparing = null
    const { run } = this.#core
    if (run === null) {
      this.#settle({ ...order, status_reason: order.reason })
      return
    }
    run.stopping ??= order
    run.keepsTurn = order.status === 'SUSPENDED' && waitsToAsk(this.#core)
    const ended = this.#ended.next()
    await run.process.stop({ keepsTurn: run.keepsTurn })
    await ended
  }

  #prepare(reason: string, after: Before = 'rest'): void {
    const attempt = Symbol('preparing')
    this.#preparing = attempt
    this.#onChange(true)
    const { journal } = this.#core
    if (journal.session.status !== 'STARTING') {
      journal.commit([statusEvent('STARTING', reason)])
    }
    const prepare = async () => {
      try {
        const plan = await planStart(this.#core, after)
        if (this.#preparing === attempt) {
          this.#begin(plan)
        }
      } catch (error) {
        if (this.#preparing === attempt) {
          this.#preparing = null
          this.#settle(couldNotStart({ problem: failureText(error), stderr: '' }))
        }
      }
    }
    void prepare()
  }

  #begin(plan: StartPlan): void {
    switch (plan.kind) {
      case 'gone':
        this.#preparing = null
        this.#settle(conversationGone())
        return
      case 'cut':
        this.#queue.sendAgain(plan.sent.lost)
        this.#launch(plan.start, plan.sent.held)
        return
      case 'rested':
        this.#queue.takeUp(plan.sent)
        this.#launch(plan.start)
    }
  }

  #launch(start: AgentLaunch['start'], held: readonly StoredMessage[] = []): void {
    const { journal, deps } = this.#core
    this.#preparing = null
    const process = deps.launcher.launch(launchOf(journal, start), {
      onUpdate: (update) => this.#guarded(run, () => this.#update(run, update)),
      onExit: (exit) => this.#exited(run, exit),
    })
    const run = new AgentRun(process)
    run.preface = start === 'new' ? this.#preface : null
    this.#preface = null
    this.#core.run = run
    if (start === 'resume_interrupted') {
      run.adopt(held.map(({ message }) => message.message_id))
      run.rerun = { callOff: deps.timers.after(RERUN_MS, () => this.giveUpRerun()) }
    }
    this.#onChange(true)
    if (process.identity !== null) {
      this.#guarded(run, () => journal.commit([], [{ kind: 'process_changed', process: process.identity }]))
    }
  }

  /** The cut turn does not begin again: it is closed, and what waits goes on. No-op when none is awaited. */
  giveUpRerun(): void {
    const { run } = this.#core
    if (run === null || run.rerun === null) {
      return
    }
    this.#guarded(run, () => closeLostTurn(this.#core, this.#queue, run))
  }

  #update(run: AgentRun, update: AgentUpdate): void {
    applyUpdate({ core: this.#core, run, queue: this.#queue }, update)
    if (update.kind === 'ready') {
      this.#startDeaths = 0
      this.#up.tell()
    }
    if (update.kind === 'turn_ended') {
      this.#turnDeaths.reset()
    }
    renewWhenIdle(this.#core, run)
  }

  #exited(run: AgentRun, exit: AgentExit): void {
    tellEnd(this.#core, exit)
    run.owesTurn = run.rerun !== null
    run.endRerun()
    this.#core.run = null
    try {
      this.#afterExit(run, exit)
    } catch (error) {
      this.#core.deps.log.error('the end of a process could not be recorded', { reason: failureText(error) })
    }
    this.#ended.tell()
    this.#up.tell()
    this.#onChange(this.busy)
  }

  #afterExit(run: AgentRun, exit: AgentExit): void {
    if (run.stopping !== null) {
      this.#settle({ ...run.stopping, status_reason: run.stopping.reason }, run)
      return
    }
    if (run.renewal?.isUnderWay === true) {
      this.#settle(renewed(run.renewal.reason), run)
      this.#prepare(run.renewal.reason, 'renewal')
      return
    }
    if (run.ready) {
      this.#crashed(run, exit)
      return
    }
    this.#startDeaths += 1
    const ran = exit.code !== null || exit.signal !== null
    if (ran && this.#startDeaths < START_TRIES) {
      this.#core.deps.log.warn('Claude Code died while starting; trying again', { code: exit.code })
      this.#core.journal.commit([], [{ kind: 'process_changed', process: null }])
      this.#prepare('start_retried', run.owesTurn ? 'rerun' : 'rest')
      return
    }
    this.#settle(couldNotStart({ problem: exit.start_problem, stderr: exit.stderr }), run)
  }

  /** A turn is worth a few more starts; what dies while it rests is started by the next message. */
  #crashed(run: AgentRun, exit: AgentExit): void {
    const { journal, deps } = this.#core
    const cutsTurn = run.leavesTurn(journal.session.turn_started_at !== null)
    const delay_ms = cutsTurn ? this.#turnDeaths.next() : null
    const facts = { session_id: journal.session.id, code: exit.code, signal: exit.signal }
    if (delay_ms === null) {
      deps.log.error('Claude Code died', facts)
      this.#settle(crashed(exit), run)
      return
    }
    deps.log.warn('Claude Code died in a turn; it is started again', { ...facts, delay_ms })
    const waiting = Symbol('waiting to start again')
    this.#preparing = waiting
    this.#settle(crashedInTurn(exit, delay_ms), run)
    deps.timers.after(delay_ms, () => {
      if (this.#preparing === waiting) {
        this.#prepare('claude_crashed', 'rerun')
      }
    })
  }

  #settle(ending: Ending, run?: AgentRun): void {
    const isLost = ending.status === 'TERMINATED' || ending.status_reason === 'storage_failed'
    const keepsTurn = ending.keepsTurn ?? (!isLost && waitsToAsk(this.#core))
    settle(this.#core, this.#queue, { ending: { ...ending, keepsTurn }, run })
    this.#up.tell()
    this.#onChange(this.busy)
  }

  /** What cannot be recorded must not run on: the process is stopped, everybody is told. */
  #guarded(run: AgentRun, step: () => void): void {
    if (this.#core.run !== run) {
      return
    }
    try {
      step()
    } catch (error) {
      const { journal, deps } = this.#core
      deps.log.error('an event could not be recorded; the session stops', { reason: failureText(error) })
      journal.show({ status: 'FAILED', status_reason: 'storage_failed' })
      if (run.stopping === null) {
        run.stopping = storageFailed(failureText(error))
        void run.process.stop()
      }
    }
  }
}
