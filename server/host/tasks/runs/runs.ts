import { HomeportError } from '#shared/errors.ts'
import { SessionId, type UserId } from '#shared/ids.ts'
import type { Actor } from '#shared/operations/session.ts'
import { type TaskId, type TaskLimits, type TaskRun } from '#shared/operations/task.ts'
import type { Clock, Ids } from '#server/platform/clock.ts'
import { failureText } from '#server/platform/failure.ts'
import type { FolderTrust } from '../../sessions/ports/folderTrust.ts'
import type { SessionLog, SessionStore, Timers } from '../../sessions/ports/sessionPorts.ts'
import type { SessionRegistry } from '../../sessions/registry.ts'
import type { Session } from '../../sessions/session.ts'
import type { EventHub } from '../../sessions/streams/eventHub.ts'
import { assertChangesNothingOfOwner } from '../../sessions/turns/ownersCommands.ts'
import type { People } from '../../store/people.ts'
import type { LiveRun, StoredTask, TaskRows } from '../../store/rows/taskRows.ts'
import { assertTrusted } from '../assertTrusted.ts'
import { judgeRun, type Verdict } from './judgeRun.ts'
import { newRun, type Occasion } from './newRun.ts'
import { nextPromptKey, promptKey } from './promptKey.ts'
import { RunNews } from './runNews.ts'
import { runEnded } from './runNotice.ts'
import { lastWords } from './lastWords.ts'

export interface RunsDeps {
  readonly rows: TaskRows
  readonly registry: Pick<SessionRegistry, 'create' | 'find'>
  readonly store: Pick<SessionStore, 'header' | 'messageByKey' | 'readEvents'>
  readonly hub: Pick<EventHub, 'join' | 'publish' | 'hasGateway' | 'onGateway'>
  readonly trust: Pick<FolderTrust, 'inspect'>
  readonly people: Pick<People, 'isLocalOwner' | 'nameOf'>
  /** @throws HomeportError CLAUDE_001 where a person has nothing to sign in with. */
  readonly assertSignsIn: (userId: UserId) => Promise<void>
  readonly clock: Clock
  readonly timers: Timers
  readonly ids: Ids
  readonly log: Pick<SessionLog, 'info' | 'error'>
}

/** A run as it goes in this host. */
interface Going extends LiveRun {
  readonly session: Session
  /** Why it is being stopped; null: it is not. */
  stopping: Extract<Verdict, { kind: 'limit' }> | null
  /** Something is being done about it: what happens meanwhile is looked at after. */
  isBusy: boolean
  callOff: () => void
}

/** How long the end of a turn that was stopped is waited for, which tells its cost. */
const STOPPED_WITHIN_MS = 15_000
const MINUTE_MS = 60_000

/**
 * Runs tasks: each run in a session of its own that is one like any other, prompt after prompt, within its limits. Every step is
 * in the database before it is done and can be done twice, so that a host which dies at any moment leaves it to the next.
 */
export class Runs {
  readonly #deps: RunsDeps
  readonly #going = new Map<SessionId, Going>()
  #leave: (() => void) | null = null
  readonly #news: RunNews

  constructor(deps: RunsDeps) {
    this.#deps = deps
    this.#news = new RunNews(deps)
  }

  /** Takes up the runs that a host before has left. Call it once, after the sessions have been taken up. */
  start(): void {
    const subscription = this.#deps.hub.join(({ session_id, seq }) => {
      if (seq !== null) {
        this.#look(session_id)
      }
    })
    const stopNews = this.#news.begin()
    this.#leave = () => {
      stopNews()
      subscription.leave()
    }
    for (const live of this.#deps.rows.live()) {
      void this.#carry(live)
    }
  }

  /** What goes is left to the next host. Idempotent. */
  stop(): void {
    this.#leave?.()
    for (const { callOff } of this.#going.values()) {
      callOff()
    }
    this.#going.clear()
  }

  /** The run that has begun; null: this moment has been run already. */
  begin({ id, user_id, plan }: StoredTask, occasion: Occasion): TaskRun | null {
    const { rows, ids } = this.#deps
    const session_id = SessionId.parse(ids.uuid())
    const run = { ...newRun(this.#deps, { id, plan }, occasion), session_id }
    if (!rows.begin({ run, plan }, occasion.next)) {
      return null
    }
    this.#news.tell({ run, plan, user_id })
    void this.#carry({ run, plan, user_id })
    return run
  }

  /** Notes that a moment has no run, and why. */
  note(
    { id, user_id, plan }: StoredTask,
    what: Occasion & { readonly state: 'skipped' | 'missed'; readonly reason: string },
  ): void {
    const { state, reason } = what
    const made = newRun(this.#deps, { id, plan }, what)
    const run = { ...made, state, reason, ended_at: made.began_at }
    if (this.#deps.rows.begin({ run, plan }, what.next)) {
      this.#news.tell({ run, plan, user_id })
    }
  }

  /** Stops every run of a task that goes. Resolves when none does. */
  async stopRuns(taskId: TaskId): Promise<void> {
    const reason = 'Its task was deleted.'
    const going = [...this.#going.values()].filter(({ run }) => run.task_id === taskId)
    await Promise.all(going.map((one) => this.#stop(one, { kind: 'limit', reason })))
  }

  /** Brings a run as far as it goes by itself: a session, its first prompt. All of it may have been done before. */
  async #carry(live: LiveRun): Promise<void> {
    const { rows, log } = this.#deps
    try {
      const session = await this.#sessionOf(live)
      const run = { ...live.run, state: 'running' as const }
      rows.writeRun(run)
      this.#news.tell({ ...live, run })
      const going: Going = { ...live, run, session, stopping: null, isBusy: false, callOff: () => {} }
      this.#going.set(session.state.id, going)
      going.callOff = this.#limitTime(going)
      this.#send(going)
      this.#look(session.state.id)
    } catch (error) {
      log.info('a run of a task could not go on', { run_id: live.run.id, reason: failureText(error) })
      this.#end(live, { state: 'failed', reason: failureText(error) })
    }
  }

  async #sessionOf({ run, plan, user_id }: LiveRun): Promise<Session> {
    const { registry, store, trust, assertSignsIn } = this.#deps
    const actor = this.#actor(user_id)
    const session_id = run.session_id ?? SessionId.parse(this.#deps.ids.uuid())
    if (store.header(session_id) === null) {
      if (run.prompts_done > 0) {
        throw new HomeportError('SESSION_002', 'Its session is gone. What was not sent is not sent any more.')
      }
      assertTrusted(await trust.inspect(user_id, plan.project_path), 'The run did not begin.')
      if (actor.is_local_owner !== true) {
        await assertSignsIn(user_id)
      }
      const { name, project_path, model, permission_mode, effort } = plan
      const chosen = { model: model ?? undefined, permission_mode: permission_mode ?? undefined, effort }
      await registry.create({ session_id, name, project_path, ...chosen }, actor)
    }
    return registry.find(session_id, actor)
  }

  /** Sends the prompt that it is at. No-op when that was sent before. */
  #send({ run, plan, user_id, session }: Going, key = promptKey(this.#deps.store, run, session.state.id)): void {
    const content = plan.prompts[run.prompts_done]
    if (content !== undefined) {
      const actor = this.#actor(user_id)
      assertChangesNothingOfOwner(content, actor)
      session.send({ content, when: 'queue', idempotency_key: key, author: actor.username })
    }
  }

  /** Judged while the event is told, since the next prompt of a person changes what is seen; acted on right after. */
  #look(sessionId: SessionId): void {
    const going = this.#going.get(sessionId)
    if (going === undefined || going.isBusy) {
      return
    }
    const verdict = this.#judge(going)
    if (verdict.kind !== 'goes_on') {
      going.isBusy = true
      queueMicrotask(() => void this.#act(going, verdict))
    }
  }

  #judge({ run, plan, session, stopping }: Going): Verdict {
    const message = this.#deps.store.messageByKey(session.state.id, promptKey(this.#deps.store, run, session.state.id))
    const left = plan.prompts.length - run.prompts_done - 1
    const limits = stopping === null ? plan.limits : NO_LIMITS
    return judgeRun({ header: session.header, message, limits, left })
  }

  async #act(going: Going, verdict: Verdict): Promise<void> {
    try {
      if (going.stopping !== null) {
        this.#end(going, { state: 'stopped', reason: going.stopping.reason })
      } else if (verdict.kind === 'prompt_done') {
        this.#next(going)
      } else if (verdict.kind === 'cut') {
        this.#sendAgain(going)
      } else if (verdict.kind === 'limit') {
        await this.#stop(going, verdict)
      } else if (verdict.kind === 'over') {
        this.#end(going, verdict)
      }
    } catch (error) {
      this.#end(going, { state: 'failed', reason: failureText(error) })
    }
  }

  #next(going: Going): void {
    const { session, run, plan } = going
    const next = { ...going, run: { ...run, ...countsOf(session), prompts_done: run.prompts_done + 1 }, isBusy: false }
    if (next.run.prompts_done === plan.prompts.length) {
      this.#end(next, { state: 'succeeded', reason: null })
      return
    }
    this.#deps.rows.writeRun(next.run)
    this.#news.tell(next)
    this.#going.set(session.state.id, next)
    this.#send(next)
    this.#look(session.state.id)
  }

  #sendAgain(going: Going): void {
    const { run, session } = going
    going.isBusy = false
    this.#send(going, nextPromptKey(this.#deps.store, run, session.state.id))
    this.#look(session.state.id)
  }

  /** Stops the turn and holds what waits. Resolves when that is done; the run ends when the turn has. */
  async #stop(going: Going, why: Extract<Verdict, { kind: 'limit' }>): Promise<void> {
    going.callOff()
    going.stopping = why
    going.callOff = this.#deps.timers.after(STOPPED_WITHIN_MS, () =>
      this.#end(going, { state: 'stopped', reason: why.reason }),
    )
    going.isBusy = false
    await going.session.interrupt()
    if (this.#going.get(going.session.state.id) === going && going.session.state.turn_started_at === null) {
      this.#end(going, { state: 'stopped', reason: why.reason })
    }
  }

  /** Idempotent. */
  #end(live: LiveRun & { readonly session?: Session }, { state, reason }: Pick<TaskRun, 'state' | 'reason'>): void {
    const { rows, clock, store, log } = this.#deps
    const { session } = live
    const known = session === undefined ? undefined : this.#going.get(session.state.id)
    if (session !== undefined && known === undefined) {
      return
    }
    known?.callOff()
    const counts = session === undefined ? { session_id: null } : countsOf(session)
    const result = session === undefined ? null : lastWords(store, session.state)
    const run = { ...live.run, ...counts, state, reason, result, ended_at: clock.timestamp() }
    try {
      rows.writeRun(run)
      this.#news.tell({ ...live, run })
      if (session !== undefined) {
        this.#going.delete(session.state.id)
        session.rest.note(runEnded(live.plan.name, run))
      }
      log.info('a run of a task has ended', { run_id: run.id, task_id: run.task_id, state })
    } catch (error) {
      log.error('the end of a run could not be recorded', { run_id: run.id, reason: failureText(error) })
    }
  }

  /** Counted by the clock that nobody sets; what a host before has let pass is counted too. */
  #limitTime(going: Going): () => void {
    const { minutes } = going.plan.limits
    if (minutes === null) {
      return () => {}
    }
    const passed = Math.max(0, this.#deps.clock.now() - Date.parse(going.run.began_at))
    const words = minutes === 1 ? 'a minute' : `${minutes} minutes`
    return this.#deps.timers.after(Math.max(0, minutes * MINUTE_MS - passed), () => {
      const now = this.#going.get(going.session.state.id)
      if (now !== undefined && now.stopping === null) {
        void this.#act(now, { kind: 'limit', reason: `It has run for ${words}, which is its limit.` })
      }
    })
  }

  #actor(user_id: UserId): Actor {
    const { people } = this.#deps
    const username = people.nameOf(user_id) ?? 'Homeport'
    return { user_id, username, role: 'member', ...(people.isLocalOwner(user_id) ? { is_local_owner: true } : {}) }
  }
}

const NO_LIMITS: TaskLimits = { cost_usd: null, minutes: null, turns: null }

function countsOf({ state }: Session): Pick<TaskRun, 'cost_usd' | 'turns'> {
  return { cost_usd: state.cost_usd, turns: state.turn_count }
}
