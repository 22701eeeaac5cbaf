import { randomBytes } from 'node:crypto'
import { readDetails } from '#shared/errors.ts'
import type { SessionId } from '#shared/ids.ts'
import { AutoCommitRules, type AutoCommitted, type Milestone } from '#shared/operations/autoCommit.ts'
import type { ResultOf } from '#shared/operations/table.ts'
import type { Session } from '#shared/session/session.ts'
import type { Clock } from '#server/platform/clock.ts'
import { failureText } from '#server/platform/failure.ts'
import { isProtected, projectFolders } from '../git/network/protection.ts'
import type { GitDeps } from '../git/running/git.ts'
import type { SessionLog, Timers } from '../sessions/ports/sessionPorts.ts'
import type { AutoCommitRow, AutoCommitRows } from './autoCommitRows.ts'
import { commitChanges } from './committing/commitChanges.ts'
import { checkedOut, problemOf } from './committing/place.ts'
import { otherPrograms, saidOf } from './committing/told.ts'
import { type Project, programsIn, projectOf } from './project.ts'
import { Pushing, type ToPush } from './pushing/pushing.ts'
import { unpushed } from './pushing/unpushed.ts'
import { settleMs } from './looking/openFiles.ts'
import { Quiet } from './looking/quiet.ts'
import type { TurnFacts } from './turnFacts.ts'

/** How often folders are looked at whose sessions are awake; a look that takes long is followed by a longer pause. */
const LOOK_MS = 5_000
const PAUSE_PER_LOOK = 5
/** Between two looks at the files that are about to be committed. */
const SETTLE_MS = settleMs(process.platform)
/** The last tool of a turn may still be writing when it ends. */
const AFTER_TURN_MS = 2_000
const MOST_REMEMBERED = 500

export interface AutoCommitsDeps extends GitDeps {
  readonly rows: AutoCommitRows
  readonly clock: Clock
  readonly timers: Timers
  readonly log: Pick<SessionLog, 'warn'>
  readonly awake: () => readonly { readonly state: Session }[]
  readonly turns: Pick<TurnFacts, 'promptOf' | 'milestoneOf'>
  readonly protectedBranches: () => readonly string[]
  readonly push: (session: Session, runs_id: string | undefined) => Promise<unknown>
  /** In its turn with all else that Homeport does in the folder. */
  readonly inTurn: <T>(folder: string, work: () => Promise<T>) => Promise<T>
  /** Homeport changed the repository of a folder. */
  readonly onChanged: (folder: string) => void
  /** Tells a session’s conversation. */
  readonly tell: (id: SessionId, content: string) => void
}

type Last = NonNullable<ResultOf<'auto_commit.get'>['last']>
interface Why {
  readonly prompt: string
  readonly milestone: Milestone | null
  readonly byHand: boolean
}

/** Commits what changes in projects whose person wants that: one at a time in each folder, and never in the midst of anything. */
export class AutoCommits {
  readonly #deps: AutoCommitsDeps
  readonly #pushing: Pushing
  readonly #quiet = new Quiet()
  readonly #running = new Set<Promise<unknown>>()
  /** By folder: how it went last, and what was said of it. */
  readonly #last = new Map<string, Last>()
  readonly #told = new Map<string, string>()
  readonly #waiting = new Set<() => void>()
  #isStopped = false

  constructor(deps: AutoCommitsDeps) {
    this.#deps = deps
    this.#pushing = new Pushing({
      timers: deps.timers,
      push: (session, asked) => this.#push(session, asked),
      onStopped: ({ id }, message) =>
        deps.tell(id, `Auto-commit does not push any more, and goes on to commit. ${message}`),
    })
  }

  start(): void {
    this.#again(0)
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    this.#waiting.forEach((callOff) => callOff())
    await this.#pushing.stop()
    await Promise.all(this.#running)
  }

  async state(session: Session): Promise<ResultOf<'auto_commit.get'>> {
    const at = await this.#projectOf(session)
    const rules = this.#rowOf(session, at)?.rules ?? AutoCommitRules.parse({})
    const known = this.#pushing.stateOf(at.top)
    const push = known.state === 'idle' ? ((await unpushed(at.git, rules)) ?? known) : known
    return { project: at.project, rules, last: this.#last.get(at.top) ?? null, push }
  }

  async set(session: Session, rules: AutoCommitRules): Promise<void> {
    const at = await this.#projectOf(session)
    const salt = this.#rowOf(session, at)?.salt ?? randomBytes(16).toString('hex')
    this.#deps.rows.save(session.user_id, at.project, { rules, salt, programs: await programsIn(at.git) })
    this.#pushing.reset(at.top)
    this.#told.delete(at.top)
    this.#quiet.forget(at.top)
  }

  /** What a person asks for by hand. @throws HomeportError SESSION_003 where Git refuses. */
  async now(session: Session): Promise<AutoCommitted> {
    const at = await this.#projectOf(session)
    const row = this.#rowOf(session, at) ?? {
      rules: AutoCommitRules.parse({}),
      salt: randomBytes(16).toString('hex'),
      programs: '',
    }
    this.#deps.rows.save(session.user_id, at.project, row)
    return this.#commit(session, { at, row }, { prompt: this.#promptOf(session), milestone: null, byHand: true })
  }

  /** A turn of a session has ended. */
  turnEnded(session: Session): void {
    // As it is now: the next turn may begin before this one is committed.
    const prompt = this.#promptOf(session)
    const milestone = this.#deps.turns.milestoneOf(session.id)
    this.#later(AFTER_TURN_MS, () =>
      this.#track(
        this.#guarded(session, async () => {
          const at = this.#deps.rows.isAnyOn(session.user_id) ? await this.#projectOf(session) : null
          const row = at === null ? null : this.#rowOf(session, at)
          if (at !== null && row?.rules.enabled === true && row.rules.turn_ended) {
            await this.#commit(session, { at, row }, { prompt, milestone, byHand: false })
          }
        }),
      ),
    )
  }

  /** One session of each folder stands for it. Returns how long it took. */
  async #lookAround(): Promise<number> {
    const begun = this.#deps.clock.monotonic()
    const folders = new Map(this.#deps.awake().map(({ state }) => [`${state.user_id} ${state.workspace_path}`, state]))
    for (const session of folders.values()) {
      await this.#guarded(session, () => this.#lookAt(session))
    }
    return this.#deps.clock.monotonic() - begun
  }

  async #lookAt(session: Session): Promise<void> {
    if (!this.#deps.rows.isAnyOn(session.user_id) || session.checkout?.state === 'making') {
      return
    }
    const at = await this.#projectOf(session)
    const row = this.#rowOf(session, at)
    if (row === null || !row.rules.enabled || (row.rules.quiet_seconds === null && row.rules.files === null)) {
      return
    }
    if (await this.#quiet.isDue(at, row.rules, this.#deps.clock.monotonic())) {
      await this.#commit(session, { at, row }, { prompt: this.#promptOf(session), milestone: null, byHand: false })
    }
  }

  async #commit(session: Session, { at, row }: { at: Project; row: AutoCommitRow }, why: Why): Promise<AutoCommitted> {
    const { done, branch } = await this.#deps.inTurn(at.folder, async () => {
      const programs = why.byHand ? row.programs : await programsIn(at.git)
      const on = await checkedOut(at.git)
      const isAsAgreed = programs === row.programs
      return { branch: on, done: isAsAgreed ? await this.#commitIn(session, { at, row }, why) : otherPrograms() }
    })
    this.#remember(at.top, done)
    this.#tellOnce(session, at.top, done)
    if (done.skipped.some(({ why: reason }) => reason === 'writing')) {
      // It counts anew from now on: a program may keep its file open for hours.
      this.#quiet.forget(at.top)
    } else if (done.problem === null) {
      this.#quiet.committed(at.top)
    }
    if (done.commits.length > 0) {
      this.#deps.onChanged(session.workspace_path)
      if (row.rules.push && row.rules.target === 'branch') {
        this.#pushing.committed(at.top, session, { branch, byHand: why.byHand })
      }
    }
    return done
  }

  /** It may be an hour later: what was said meanwhile counts, and what is checked out now may be something else. */
  async #push(session: Session, { branch, byHand }: ToPush): Promise<void> {
    const at = await this.#projectOf(session)
    const rules = this.#rowOf(session, at)?.rules
    const isWanted = rules?.push === true && rules.target === 'branch' && (rules.enabled || byHand)
    if (isWanted && branch !== null && (await checkedOut(at.git)) === branch) {
      await this.#deps.push(session, rules.runs_id)
    }
  }

  async #commitIn(session: Session, { at, row }: { at: Project; row: AutoCommitRow }, { prompt, milestone }: Why) {
    const folders = await projectFolders(at.git, session.workspace_path)
    return commitChanges(at.git, {
      rules: row.rules,
      salt: row.salt,
      milestone,
      session_id: session.id,
      prompt,
      isProtected: (branch) => isProtected(this.#deps.protectedBranches(), { branch, folders }),
      settled: () => new Promise((resolve) => void this.#deps.timers.after(SETTLE_MS, () => resolve())),
    })
  }

  /** Of the latest folders alone. */
  #remember(top: string, done: AutoCommitted): void {
    this.#last.delete(top)
    this.#last.set(top, { ...done, at: this.#deps.clock.timestamp() })
    const [oldest] = this.#last.keys()
    if (this.#last.size > MOST_REMEMBERED && oldest !== undefined) {
      this.#last.delete(oldest)
      this.#told.delete(oldest)
      this.#quiet.forget(oldest)
    }
  }

  /** What a person should know, once until it is something else. */
  #tellOnce({ id }: Session, top: string, done: AutoCommitted): void {
    const text = saidOf(done)
    if (text !== '' && this.#told.get(top) !== text) {
      this.#deps.tell(id, `Auto-commit: ${text}`)
    }
    this.#told.set(top, text)
  }

  #promptOf({ id }: Session): string {
    return this.#deps.turns.promptOf(id)
  }

  #rowOf({ user_id }: Session, { project }: Project): AutoCommitRow | null {
    return this.#deps.rows.of(user_id, project)
  }

  #projectOf({ workspace_path }: Session): Promise<Project> {
    return projectOf(workspace_path, this.#deps)
  }

  /** @param took of the look before, in milliseconds. */
  #again(took: number): void {
    this.#later(Math.max(LOOK_MS, took * PAUSE_PER_LOOK), () => this.#track(this.#look()))
  }

  async #look(): Promise<void> {
    this.#again(await this.#lookAround())
  }

  #later(milliseconds: number, run: () => void): void {
    if (this.#isStopped) {
      return
    }
    const callOff = this.#deps.timers.after(milliseconds, () => {
      this.#waiting.delete(callOff)
      run()
    })
    this.#waiting.add(callOff)
  }

  #track(work: Promise<unknown>): void {
    this.#running.add(work)
    void work.finally(() => this.#running.delete(work))
  }

  /** No repository, somebody else’s lock, no name for commits: it is tried again, and said where somebody looks. */
  async #guarded(session: Session, work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      const message = failureText(error)
      const top = await this.#projectOf(session).then(
        (at) => at.top,
        () => session.workspace_path,
      )
      const reason = readDetails(error, 'SESSION_003')?.reason === 'no_name' ? 'no_name' : 'failed'
      const done = { commits: [], skipped: [], problem: problemOf(reason, message) }
      this.#remember(top, done)
      if (reason === 'no_name') {
        this.#tellOnce(session, top, done)
      }
      this.#deps.log.warn('a project could not be committed by itself', { session_id: session.id, reason: message })
    }
  }
}
