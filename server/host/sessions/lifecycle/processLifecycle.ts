import { failureText } from '#server/platform/failure.ts'
import { hasOpenApproval } from '../approvals/storedApprovals.ts'
import { AgentRun } from '../core/agentRun.ts'
import { IDLE, type ProcessPhase, type StopOrder, awaitsTurn, isAlive, isBusy, isReady } from '../core/processPhase.ts'
import { type SessionCore, statusEvent } from '../core/sessionCore.ts'
import type { AgentExit, AgentUpdate } from '../ports/agent.ts'
import { nextPrompt } from '../turns/queueEdits.ts'
import type { TurnQueue } from '../turns/turnQueue.ts'
import { applyUpdate } from './agentUpdates.ts'
import type { LoginInForce } from './endings.ts'
import { launchOf, planStart } from './launching.ts'
import { next } from './nextPhase.ts'
import { logEnd } from './settle.ts'
import { performOnSession } from './sessionEffects.ts'
import type { Effect, Input } from './transition.ts'
import { gatedByFiles } from './turnGate.ts'
import { Waiters } from './waiters.ts'

/** How long a process that shall run a cut turn again may take to begin: longer than the slowest start measured. */
const RERUN_MS = 20_000

/** After a turn Claude begins the next one, if it has anything for it, within milliseconds. */
const NEXT_TURN_MS = 1_000

/**
 * The process behind a session: started, watched, ended, started again. What happens is an input of `next`, which says
 * the next phase and its effects; this class brings the inputs and runs the effects.
 *
 * Invariant: `core.run` is set exactly while a process may be alive; one process at a time.
 */
export class ProcessLifecycle {
  readonly #core: SessionCore
  readonly #queue: TurnQueue
  readonly #onBusy: (busy: boolean) => void
  readonly #up = new Waiters()
  readonly #ended = new Waiters()
  /** Calls off the wait for the cut turn to begin again. */
  #callOffRerun = () => {}

  /** `onBusy` tells when a process may be alive (true) and when it is certain that none is (false). */
  constructor(core: SessionCore, queue: TurnQueue, onBusy: (busy: boolean) => void) {
    this.#core = core
    this.#queue = queue
    this.#onBusy = onBusy
  }

  /** Until `release`, nothing is started: what a dead host left is not cleared away yet. */
  hold(): void {
    this.#take({ kind: 'hold' })
  }

  /** False when somebody ended the session meanwhile. */
  release(): boolean {
    const held = this.#core.phase.kind === 'held'
    this.#take({ kind: 'release' })
    return held
  }

  /** What something does that writes in the conversation in the place of a process. */
  elsewhere(input: Extract<Input, { kind: 'lend' | 'give_back' | 'turn_elsewhere' }>): void {
    this.#take(input)
  }

  /** Starts the very first process of a session. */
  begin(): void {
    this.#take({ kind: 'begin' })
  }

  /** Starts a process for a session that has none, going on with its conversation. No-op when one is there. */
  wake(reason: string): void {
    this.#take({ kind: 'wake', reason })
  }

  /** Starts a process for a session whose turn was cut: it runs again. No-op when a process is there. */
  rerun(reason: string): void {
    this.#take({ kind: 'rerun', reason })
  }

  /** Begins a new conversation in the place of one that is lost. Claude gets a note about the old one before its next prompt. */
  startOver(preface: string): void {
    this.#take({ kind: 'start_over', preface })
  }

  /**
   * Lets a process of another login go on: at once, or when the turn and the approvals in it are over. Until then
   * prompts wait in the queue. Returns when that is.
   */
  renew(reason: string): LoginInForce {
    const { run, phase, journal } = this.#core
    if (run !== null && phase.kind !== 'stopping') {
      const isInTurn = run.inTurn || journal.header.approvals.length > 0
      this.#take({ kind: 'renew', reason })
      this.#checkRest(run)
      return isInTurn ? 'next_turn' : 'now'
    }
    // What could not start may start now; what somebody paused is for a person to let go on.
    if (journal.session.status === 'FAILED' && nextPrompt(journal.header) !== undefined) {
      this.wake(reason)
    }
    return 'next_start'
  }

  /** Resolves once a started process is ready, or has ended; at once when none is being started. */
  whenUp(): Promise<void> {
    const { phase } = this.#core
    return !isBusy(phase) || isReady(phase) ? Promise.resolve() : this.#up.next()
  }

  /** Puts files back by the process. What comes meanwhile (a prompt, another login) waits until that is done. */
  async rewinding<T>(run: AgentRun, work: () => Promise<T>): Promise<T> {
    run.isRewinding = true
    return work().finally(() => {
      run.isRewinding = false
      this.#guarded(run, () => this.#queue.advance())
      this.#checkRest(run)
    })
  }

  /** Ends the process and every descendant; resolves when the session says so. */
  async stop(order: StopOrder): Promise<void> {
    const { run } = this.#core
    const ended = run === null ? Promise.resolve() : this.#ended.next()
    this.#take({ kind: 'stop', order, keepsTurn: order.status === 'SUSPENDED' && hasOpenApproval(this.#core) })
    await ended
  }

  /** The cut turn does not begin again: it is closed, and what waits goes on. No-op when none is awaited. */
  giveUpRerun(): void {
    const { run, phase } = this.#core
    if (run !== null && awaitsTurn(phase)) {
      this.#guarded(run, () => this.#take({ kind: 'given_up' }))
    }
  }

  /**
   * The only place that changes the phase.
   * @throws what an effect throws; without a process nothing is under way then.
   */
  #take(input: Input): void {
    const core = this.#core
    const { run, phase: before } = core
    const { phase, effects } = next(before, input)
    core.phase = phase
    if (!isAlive(phase)) {
      core.run = null
    }
    try {
      for (const effect of effects) {
        this.#perform(effect, run)
      }
    } catch (error) {
      if (core.run === null) {
        core.phase = IDLE
      }
      throw error
    } finally {
      this.#reportBusy(isBusy(before))
    }
  }

  #reportBusy(before: boolean): void {
    const busy = isBusy(this.#core.phase)
    if (busy !== before) {
      this.#onBusy(busy)
    }
    if (!busy) {
      this.#up.release()
    }
  }

  #perform(effect: Effect, run: AgentRun | null): void {
    const { phase, deps } = this.#core
    switch (effect.kind) {
      case 'plan':
        this.#reportStarting(effect.reason)
        void this.#plan(phase)
        return
      case 'plan_later':
        // Phases are never changed in place: the same one is there exactly while nothing has happened.
        deps.timers.after(effect.delay_ms, () => this.#core.phase === phase && this.#take({ kind: 'due' }))
        return
      case 'launch':
        this.#launch(effect)
        return
      case 'await_turn':
        this.#awaitTurn(effect.isComing ? RERUN_MS : 0)
        return
      case 'await_turn_no_more':
        this.#callOffRerun()
        return
      case 'check_rest_later':
        deps.timers.after(NEXT_TURN_MS, () => run !== null && this.#checkRest(run, { hasWaited: true }))
        return
      case 'stop_process':
        void run?.process.stop({ keepsTurn: effect.keepsTurn })
        return
      case 'tell_up':
        this.#up.release()
        return
      default:
        performOnSession({ core: this.#core, queue: this.#queue, run }, effect)
    }
  }

  #reportStarting(reason: string): void {
    const { journal } = this.#core
    if (journal.session.status !== 'STARTING') {
      journal.commit([statusEvent('STARTING', reason)])
    }
  }

  async #plan(phase: ProcessPhase): Promise<void> {
    const after = phase.kind === 'preparing' ? phase.after : 'rest'
    const input = await planStart(this.#core, after).then(
      (plan) => ({ kind: 'planned', plan }) as const,
      (error: unknown) => ({ kind: 'start_failed', problem: failureText(error) }) as const,
    )
    if (this.#core.phase !== phase) {
      return
    }
    try {
      this.#take(input)
    } catch (error) {
      this.#reportNotRecorded(failureText(error))
    }
  }

  #launch({ start, held, preface }: Extract<Effect, { kind: 'launch' }>): void {
    const { journal, deps } = this.#core
    const listener = {
      onUpdate: (update: AgentUpdate) => this.#guarded(run, () => this.#update(run, update)),
      onExit: (exit: AgentExit) => this.#exited(run, exit),
    }
    const process = deps.launcher.launch(launchOf(this.#core, start), gatedByFiles(this.#core, listener))
    const run = new AgentRun(process, preface)
    run.adopt(held.map(({ message }) => message.message_id))
    this.#core.run = run
    if (process.identity !== null) {
      this.#guarded(run, () => journal.commit([], [{ kind: 'process_changed', process: process.identity }]))
    }
  }

  /** No-op when the process has ended again already. */
  #awaitTurn(withinMs: number): void {
    if (awaitsTurn(this.#core.phase)) {
      this.#callOffRerun = this.#core.deps.timers.after(withinMs, () => this.giveUpRerun())
    }
  }

  #update(run: AgentRun, update: AgentUpdate): void {
    const lifecycle = { take: (input: Input) => this.#take(input), renew: (reason: string) => this.renew(reason) }
    applyUpdate({ core: this.#core, run, queue: this.#queue, lifecycle }, update)
    if (update.kind === 'turn_ended') {
      this.#take({ kind: 'turn_ended' })
    }
    this.#checkRest(run)
  }

  /** Ends the process if another one is wanted and no turn is cut by it. The end of the process leads on from there. */
  #checkRest(run: AgentRun, { hasWaited }: { readonly hasWaited: boolean } = { hasWaited: false }): void {
    const { phase, journal } = this.#core
    const isWanted = this.#core.run === run && phase.kind === 'running' && phase.wanted !== null
    if (isWanted && !run.inTurn && !run.isRewinding && journal.header.approvals.length === 0) {
      // A prompt that was sent into the turn that just ended may begin one of its own now.
      this.#take({ kind: 'at_rest', mayBegin: !hasWaited && run.unsettled().length > 0 })
    }
  }

  #exited(run: AgentRun, exit: AgentExit): void {
    const { journal, deps } = this.#core
    logEnd(this.#core, exit)
    try {
      this.#take({ kind: 'exited', exit, cutsTurn: run.inTurn && journal.session.turn_started_at !== null })
    } catch (error) {
      deps.log.error('the end of a process could not be recorded', { reason: failureText(error) })
    }
    this.#ended.release()
    this.#up.release()
  }

  /** What cannot be recorded must not run on: the process is stopped, and viewers get a notice. */
  #guarded(run: AgentRun, step: () => void): void {
    if (this.#core.run !== run) {
      return
    }
    try {
      step()
    } catch (error) {
      const message = failureText(error)
      this.#reportNotRecorded(message)
      this.#take({ kind: 'storage_failed', message })
    }
  }

  #reportNotRecorded(reason: string): void {
    const { journal, deps } = this.#core
    deps.log.error('an event could not be recorded; the session stops', { reason })
    journal.show({ status: 'FAILED', status_reason: 'storage_failed' })
  }
}
