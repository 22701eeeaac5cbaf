import { HomeportError } from '#shared/errors.ts'
import type { ApprovalId, MessageId } from '#shared/ids.ts'
import type { ParamsOf, ResultOf } from '#shared/operations/table.ts'
import type { SessionHeader } from '#shared/session/header.ts'
import type { ApprovalOutcome, QueuedMessage, Session as SessionState } from '#shared/session/session.ts'
import { PAUSED } from '#shared/session/status.ts'
import type { Answerer } from './approvals/approvalAnswer.ts'
import { answerIn, beforeIn, judgeIn } from './approvals/approvals.ts'
import { type LoginChange, loginChanged, reasonOf } from './lifecycle/endings.ts'
import { assertGoingOn, assertHere } from './core/goingOn.ts'
import { Journal } from './core/journal.ts'
import { Rest } from './lifecycle/rest.ts'
import { ProcessLifecycle } from './lifecycle/processLifecycle.ts'
import { giveUpCut, isCut } from './approvals/storedApprovals.ts'
import { LiveText } from './core/liveText.ts'
import { IDLE, awaitsTurn, isBusy, isReady } from './core/processPhase.ts'
import { assertGone, summaryOf } from './lifecycle/lostConversation.ts'
import { isUnnamed, nameAfter } from './nameAfter.ts'
import { assertInBudget } from './turns/withinBudget.ts'
import { editQueued, holdQueue, nextPrompt, type QueueEdit, releaseQueue } from './turns/queueEdits.ts'
import { recoverSession } from './lifecycle/recoverSession.ts'
import { Rewinding } from './lifecycle/rewinding.ts'
import { SessionFolder } from './lifecycle/sessionFolder.ts'
import { SessionOptions } from './lifecycle/sessionOptions.ts'
import { Writing } from './writing/writing.ts'
import type { Patch, SessionCore, SessionDeps } from './core/sessionCore.ts'
import { type Accepted, type Prompt, TurnQueue } from './turns/turnQueue.ts'

/**
 * One session: a conversation, at most one Claude process behind it, its queue and its approvals.
 * Knows nothing about sockets, files or who may see it.
 */
export class Session {
  readonly #core: SessionCore
  readonly #queue: TurnQueue
  readonly #lifecycle: ProcessLifecycle
  readonly folder: SessionFolder
  readonly options: SessionOptions
  readonly rewinding: Rewinding
  readonly rest: Rest
  readonly writing: Writing

  /** `onBusy` tells when a process may be alive (true) and when it is certain that none is (false). */
  constructor(deps: SessionDeps, header: SessionHeader, onBusy: (busy: boolean) => void) {
    const journal = new Journal(deps, header)
    this.#core = {
      deps,
      journal,
      live: new LiveText((event) => journal.live(event)),
      phase: IDLE,
      run: null,
      shallInterrupt: false,
      askedInTerminal: new Map(),
    }
    this.#queue = new TurnQueue(this.#core)
    this.#lifecycle = new ProcessLifecycle(this.#core, this.#queue, onBusy)
    this.folder = new SessionFolder(this.#core, this.#lifecycle)
    this.options = new SessionOptions(this.#core)
    this.rewinding = new Rewinding(this.#core, this.#lifecycle)
    this.rest = new Rest(this.#core, this.#lifecycle)
    this.writing = new Writing(this.#core, this.#lifecycle)
  }

  get header(): SessionHeader {
    return this.#core.journal.header
  }

  get state(): SessionState {
    return this.header.session
  }

  /**
   * Signs in with another token from now on (null: as its user's other sessions do), which only this session uses.
   * A turn that runs ends with what it began with; what waits, waits for the new one.
   * @throws HomeportError SESSION_003 when the session has ended.
   */
  signInWith(token: string | null, by: string): void {
    assertGoingOn(this.#core)
    const { journal, deps } = this.#core
    if (token === null) {
      deps.tokens.wipe(this.state.id)
    } else {
      deps.tokens.keep(this.state.id, token)
    }
    journal.patch({ login: token === null ? null : 'session_token' })
    this.loginChanged(token === null ? 'own_removed' : 'own_given', by)
  }

  /** What it signs in with is another now: a process that runs is replaced as soon as no turn does. */
  loginChanged(change: LoginChange, by: string): void {
    const inForce = this.#lifecycle.renew(reasonOf(change))
    this.#core.journal.commit([loginChanged({ by, change, inForce })])
  }

  /** What a process was started with holds no more: another one goes on as soon as no turn runs. */
  replaceProcess(reason: 'permission_forgotten' | 'setup_changed' | 'recycled'): void {
    this.#lifecycle.renew(reason)
  }

  /** Starts the first process, once its folder is made. */
  begin(): void {
    const isThere = this.state.checkout === undefined
    return isThere ? this.#lifecycle.begin() : this.#lifecycle.wake('preparing_folder')
  }

  /** Keeps the session from starting anything until `recover`. Prompts are taken and wait. */
  hold(): void {
    this.#lifecycle.hold()
  }

  /** Takes up what a host that died left. Resolves when the process is up again, where one is needed. */
  async recover(): Promise<void> {
    await recoverSession(this.#core, this.#lifecycle)
  }

  /**
   * Sends a prompt, now or in its turn; starts Claude Code when it is not running.
   * @throws HomeportError SESSION_003 when the session has ended, a budget is used up or too many prompts wait.
   */
  send(prompt: Prompt): Accepted {
    assertGoingOn(this.#core)
    assertInBudget(this.#core)
    this.rest.takePlace()
    if (this.state.message_count === 0 && this.header.queue.length === 0 && isUnnamed(this.state)) {
      this.patch({ name: nameAfter(prompt.content) || this.state.name })
    }
    this.#core.shallInterrupt = false
    const { state, ...accepted } = this.#queue.accept(prompt)
    if (state === 'queued') {
      this.#lifecycle.wake('message')
    }
    return accepted
  }

  /** @throws HomeportError SESSION_003 once Claude has it. */
  cancel(messageId: MessageId): Promise<void> {
    return this.#queue.cancel(messageId)
  }

  /**
   * Answers an approval. The first answer wins; it is recorded before Claude gets it.
   * @throws HomeportError SESSION_004 with the first outcome · SESSION_002 when unknown · WS_002 when it does not fit.
   */
  answer(params: ParamsOf<'approval.answer'>, by: Answerer): Promise<ApprovalOutcome> {
    return this.#answer(params, by)
  }

  /** The dangers of another input for an approval that waits. @throws HomeportError as `answer`. */
  judge(params: ParamsOf<'approval.judge'>): Promise<ResultOf<'approval.judge'>> {
    return judgeIn(this.#core, params)
  }

  /** The file that an approval which waits would replace. @throws HomeportError as `answer`. */
  before(approvalId: ApprovalId): Promise<ResultOf<'approval.before'>> {
    return beforeIn(this.#core, approvalId)
  }

  /** Changes a prompt that waits, or sends it now. @throws HomeportError as `editQueued`. */
  edit(messageId: MessageId, { when, ...edit }: QueueEdit): readonly QueuedMessage[] {
    if (when !== undefined || edit.held === false) {
      assertInBudget(this.#core)
    }
    if (when === undefined) {
      editQueued(this.#core, messageId, edit)
      this.#queue.advance()
      return this.header.queue
    }
    assertGoingOn(this.#core)
    this.rest.takePlace()
    editQueued(this.#core, messageId, { ...edit, position: 0, held: false })
    this.#queue.sendNow(messageId, when)
    // Where no process could take it, it goes first.
    this.#lifecycle.wake('message')
    return this.header.queue
  }

  /** Stops the running turn, also one that is only about to begin, and holds what waits. */
  async interrupt(): Promise<void> {
    assertHere(this.#core)
    const { run, phase } = this.#core
    holdQueue(this.#core)
    if (!isBusy(phase)) {
      giveUpCut(this.#core)
      return
    }
    if (run === null || !isReady(phase)) {
      this.#queue.holdAgain()
      this.#core.shallInterrupt = run === null ? isCut(this.#core) : awaitsTurn(phase)
      return
    }
    await this.#queue.takeBack(run)
    await run.process.interrupt()
    this.#lifecycle.giveUpRerun()
  }

  /** Claude Code's own commands; none while it does not run. */
  commands(): ResultOf<'session.commands'> {
    const commands = this.#core.run?.process.commands() ?? null
    return { commands: [...(commands ?? [])], is_running: commands !== null }
  }

  /** Ends a background task. @throws HomeportError SESSION_003 with Claude's reason, or when nothing runs. */
  async stopTask(taskId: string): Promise<void> {
    const { run } = this.#core
    if (run === null || !this.state.background_tasks.some(({ task_id }) => task_id === taskId)) {
      throw new HomeportError('SESSION_003', 'That background task does not run any more.')
    }
    await run.process.stopTask(taskId)
  }

  holdQueue(): void {
    holdQueue(this.#core)
  }

  /** What waits goes on, held or not, in the budget; Claude Code is started when it is not running. */
  runQueue(): void {
    assertGoingOn(this.#core)
    assertInBudget(this.#core)
    this.rest.takePlace()
    releaseQueue(this.#core)
    this.#queue.advance()
    if (nextPrompt(this.header) !== undefined) {
      this.#lifecycle.wake('message')
    }
  }

  /** Starts Claude Code again. No-op when it runs. @throws HomeportError SESSION_003 when the session has ended. */
  resume(): void {
    assertHere(this.#core)
    this.rest.takePlace()
    this.#lifecycle.wake('user_request')
  }

  /**
   * Ends the process, with a turn that runs, and starts another one with the same conversation. What waits is kept.
   * @throws HomeportError SESSION_003 when the session has ended.
   */
  async restart(): Promise<void> {
    assertHere(this.#core)
    await this.rest.end('restarting', 'The session was restarted while this turn was running.')
    this.resume()
  }

  /**
   * Begins a new conversation where Claude Code has lost the old one, with a summary of it.
   * @throws HomeportError SESSION_003 when it is not lost.
   */
  startOver(): void {
    assertHere(this.#core)
    assertGone(this.#core)
    this.rest.takePlace()
    this.#lifecycle.startOver(summaryOf(this.#core))
  }

  /** Ends the session for good; its conversation is kept. Idempotent. */
  async terminate(): Promise<void> {
    if (this.state.status !== 'TERMINATED') {
      const error = 'The session was ended while this turn was running.'
      await this.#lifecycle.stop({ status: 'TERMINATED', reason: 'user_request', error })
      this.writing.giveBack(null)
    }
  }

  /** Homeport stops. Ends the process, not the session: the next message resumes it. No-op without a process. */
  async suspend(reason: string): Promise<void> {
    await this.rest.end(reason, 'Homeport was stopped while this turn was running. The next message goes on from here.')
  }

  /** A person stops it until somebody resumes it. What waits is kept, over a restart too. No-op without a process. */
  async pause(): Promise<void> {
    await this.rest.end(
      PAUSED,
      'The session was paused while this turn was running. The next message goes on from here.',
    )
  }

  /** Without a process, one is started; it makes the same request again and gets the answer then. */
  async #answer(params: ParamsOf<'approval.answer'>, by: Answerer): Promise<ApprovalOutcome> {
    const outcome = await answerIn(this.#core, params, by)
    this.#lifecycle.wake('approval_answered')
    return outcome
  }

  /** Changes what no process needs to know. */
  patch(fields: Patch): void {
    this.#core.journal.patch(fields)
  }

  /** Whether somebody has seen what the last turn brought. No-op when it is so already. */
  markRead(isRead: boolean): void {
    if (this.state.unread === isRead) {
      this.#core.journal.patch({ unread: !isRead, two_ways: this.state.two_ways && !isRead })
    }
  }

  /** The text so far of each open block, serialised, for a viewer that comes now. */
  openBlocks(): Buffer[] {
    return this.#core.live.openings().map((event) => this.#core.journal.frame(event))
  }
}
