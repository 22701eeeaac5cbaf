import { MessageId, type SessionId } from '#shared/ids.ts'
import { failureText } from '#server/platform/failure.ts'
import { findTranscript, transcriptPath } from '../claude/transcripts/transcripts.ts'
import type { OtherWriters } from '../sessions/ports/otherWriters.ts'
import type { Session } from '../sessions/session.ts'
import type { RunningClaude } from './outside/claudeSessions.ts'
import { OutsideClaude } from './outside/outsideClaude.ts'
import { FollowedTranscript, below, projectsOf } from './transcript/followedTranscript.ts'
import { toldBy } from './told.ts'
import type { Watched, WritersDeps } from './watched.ts'

/** Between two looks. What another one writes is known within this time. */
const LOOK_EVERY_MS = 500

/** Where nothing has happened for a while: still within the two seconds in which another one is to be known. */
const REST_EVERY_MS = 1_000
const REST_AFTER_MS = 30_000

/** A Claude Code that does not tell of itself counts as gone when its conversation has not grown for so long. */
const QUIET_MS = 15_000

/** Looks between two searches for a transcript that lies elsewhere (a worktree). */
const LOOKS_PER_SEARCH = 20

/**
 * Watches what writes in the conversations of sessions beside their own processes: those that are awake, driven by a terminal or
 * outside, or that somebody looks at. By the growth of their transcripts, and by what running Claude Codes tell of themselves.
 */
export class Writers implements OtherWriters {
  readonly #deps: WritersDeps
  readonly #watched = new Map<SessionId, Watched>()
  #config: { readonly dir: string; readonly outside: OutsideClaude } | null = null
  /** When something was last written, or a session worked. */
  #newsAt = 0
  #isStopped = false
  #callOff = () => {}

  constructor(deps: WritersDeps) {
    this.#deps = deps
  }

  /** Looks from now on, until `stop`. */
  start(): void {
    this.#opened()
      .then(() => this.#lookLater(0))
      .catch((error: unknown) =>
        this.#deps.log.error('who writes in conversations is not watched', { reason: failureText(error) }),
      )
  }

  /** Idempotent. */
  stop(): void {
    this.#isStopped = true
    this.#callOff()
  }

  outsideNow(): (conversation: string, own: number | null) => RunningClaude | null {
    const running = this.#config?.outside.running() ?? []
    return (conversation, own) => this.#config?.outside.with(conversation, own, running) ?? null
  }

  mayWrite(sessionId: SessionId): boolean {
    const watched = this.#watch(sessionId)
    const isFree = watched === null || (!watched.transcript.look() && this.#outside(watched) === null)
    if (!isFree) {
      this.#lookLater(0)
    }
    return isFree
  }

  async mayStart(sessionId: SessionId): Promise<boolean> {
    await this.#opened()
    const watched = this.#watch(sessionId)
    const isFree = watched === null || this.#outside(watched) === null
    if (watched !== null && isFree) {
      // The process that starts reads what was written since; so does whoever looks.
      this.finish(sessionId)
    } else {
      this.#lookLater(0)
    }
    return isFree
  }

  /** Takes in at once what a session's transcript tells: for who knows that something was written. */
  lookNow(sessionId: SessionId): void {
    const watched = this.#watch(sessionId)
    const session = this.#deps.registry().running(sessionId)
    if (watched !== null && session !== null) {
      watched.transcript.look()
      this.#tell(watched, session)
    }
  }

  /** Takes in what was written by somebody who is gone, and the turn that it ends. */
  finish(sessionId: SessionId): void {
    const watched = this.#watched.get(sessionId)
    const session = this.#deps.registry().running(sessionId)
    if (watched !== undefined && session !== null) {
      watched.transcript.look()
      this.#tell(watched, session)
      session.writing.told(toldBy([], watched.transcript.endOfTurn()))
    }
  }

  async #opened(): Promise<void> {
    if (this.#config === null) {
      const { dir } = await this.#deps.claude.configDir()
      this.#config ??= { dir, outside: new OutsideClaude(dir, this.#deps.runner) }
    }
  }

  #lookLater(ms: number): void {
    this.#callOff()
    this.#callOff = this.#isStopped ? () => {} : this.#deps.timers.after(ms, () => this.#look())
  }

  #look(): void {
    try {
      this.#lookAtAll()
    } catch (error) {
      this.#deps.log.error('who writes in conversations could not be looked at', { reason: failureText(error) })
    }
    const isAtRest = this.#deps.clock.monotonic() - this.#newsAt > REST_AFTER_MS
    this.#lookLater(isAtRest ? REST_EVERY_MS : LOOK_EVERY_MS)
  }

  #lookAtAll(): void {
    const awake = this.#deps.registry().awake()
    const ids = new Set([...awake.map(({ state }) => state.id), ...this.#deps.hub.followed()])
    for (const id of this.#watched.keys()) {
      if (!ids.has(id)) {
        this.#watched.delete(id)
      }
    }
    const running = ids.size === 0 ? [] : (this.#config?.outside.running() ?? [])
    for (const id of ids) {
      const watched = this.#watch(id)
      if (watched !== null && !watched.isBusy) {
        this.#lookAt(watched, running)
      }
    }
  }

  /** While something happens it is looked more often. */
  #noteWork(isNews: boolean, session: Session | null): void {
    if (isNews || session?.rest.isAtRest() === false) {
      this.#newsAt = this.#deps.clock.monotonic()
    }
  }

  #lookAt(watched: Watched, running: readonly RunningClaude[]): void {
    this.#searchAgain(watched)
    const isNews = watched.transcript.look()
    const session = this.#deps.registry().running(watched.id)
    const outside = this.#outside(watched, running)
    this.#noteWork(isNews || outside !== null, session)
    if (session !== null) {
      this.#tellLeftOut(watched, session)
    }
    if (session !== null && session.writing.isLent && session.state.writer !== null) {
      this.#lookAtLent(watched, session, outside)
    } else if (outside !== null || isNews) {
      watched.pid = outside?.pid ?? watched.pid
      this.#found(watched, outside)
    } else if (session !== null && session.state.writer !== null) {
      session.writing.giveBack(null)
    }
  }

  #lookAtLent(watched: Watched, session: Session, outside: RunningClaude | null): void {
    this.#tell(watched, session)
    if (session.state.writer?.kind === 'outside') {
      this.#giveBackIfGone(watched, { session, outside })
    }
  }

  /** Somebody else has it, or has written: the session makes way, or learns what was said. */
  #found(watched: Watched, outside: RunningClaude | null): void {
    const session = this.#deps.registry().known(watched.id)
    if (session === null || session.state.status === 'TERMINATED' || session.state.deletes_at !== null) {
      watched.transcript.take()
      return
    }
    if (outside === null && this.#deps.registry().running(watched.id) === null) {
      this.#tell(watched, session)
      session.writing.told(toldBy([], watched.transcript.endOfTurn()))
      return
    }
    watched.isBusy = true
    session.writing
      .toOutside(outside?.pid ?? null, () => this.#endOutside(watched))
      .then(
        (isLent) => isLent && this.#deps.log.info('another one writes in a conversation', { session_id: watched.id }),
        (error: unknown) =>
          this.#deps.log.error('a conversation could not be left to another one', { reason: failureText(error) }),
      )
      .finally(() => {
        watched.isBusy = false
        this.#lookLater(0)
      })
  }

  #tell(watched: Watched, session: Session): void {
    this.#tellLeftOut(watched, session)
    const lines = watched.transcript.take()
    if (lines.length > 0) {
      session.writing.told(toldBy(lines, []))
    }
  }

  /** Claude Code goes back in its own interface as its person wants: that is no other writer. */
  #tellLeftOut({ transcript }: Watched, session: Session): void {
    const leftOut = transcript.takeLeftOut()
    if (!session.writing.isInTerminal) {
      leftOut.forEach((asked) => session.writing.tellLeftOut(asked))
    }
  }

  #giveBackIfGone(
    watched: Watched,
    { session, outside }: { readonly session: Session; readonly outside: RunningClaude | null },
  ): void {
    watched.pid = outside?.pid ?? watched.pid
    const isQuiet = this.#deps.clock.now() - watched.transcript.modified >= QUIET_MS
    const isOver = this.#config?.outside.isTold === true && session.state.status !== 'WORKING'
    if (outside === null && (watched.pid !== null || isOver || isQuiet)) {
      session.writing.told(toldBy([], watched.transcript.endOfTurn()))
      watched.pid = null
      session.writing.giveBack('given_back')
    }
  }

  async #endOutside(watched: Watched): Promise<void> {
    const outside = this.#outside(watched)
    if (outside !== null) {
      await this.#config?.outside.end(outside)
    }
    watched.transcript.look()
    const session = this.#deps.registry().running(watched.id)
    if (session !== null) {
      this.#tell(watched, session)
      session.writing.told(toldBy([], watched.transcript.endOfTurn()))
      session.writing.giveBack('taken_over')
    }
  }

  /** A Claude Code that has the conversation and is not the session's own. */
  #outside({ id, conversation }: Watched, running?: readonly RunningClaude[]): RunningClaude | null {
    const own = this.#deps.registry().running(id)?.writing.ownPid ?? null
    return this.#config?.outside.with(conversation, own, running) ?? null
  }

  #watch(id: SessionId): Watched | null {
    const config = this.#config
    const conversation = this.#deps.claude.conversations.current(id)
    const known = this.#watched.get(id)
    if (config === null || known?.conversation === conversation) {
      return known ?? null
    }
    const state = this.#deps.registry().running(id)?.state ?? this.#deps.store.header(id)?.session
    if (state === undefined || state.status === 'TERMINATED') {
      return null
    }
    const cwd = state.workspace_path
    const at = below(config.dir, transcriptPath(config.dir, cwd, conversation))
    // After `/clear` in a terminal it is another one, and all of that is news.
    const isNew = known !== undefined && state.writer?.kind === 'terminal'
    const transcript = this.#follow({ id, isNew }, at)
    const watched: Watched = { id, cwd, conversation, transcript, isNew, looks: 0, pid: null, isBusy: false }
    this.#watched.set(id, watched)
    return watched
  }

  #follow({ id, isNew }: Pick<Watched, 'id' | 'isNew'>, at: string): FollowedTranscript {
    const { store } = this.#deps
    const isSent = (prompt: string) => store.message(id, MessageId.parse(prompt)) !== null
    const isKnown = (prompt: string) => isSent(prompt) || store.seqOf(id, 'user_message', prompt) !== null
    return new FollowedTranscript({ projects: projectsOf(this.#config?.dir ?? ''), at, isKnown, isNew })
  }

  /** It moves along when Claude goes to work in another folder. */
  #searchAgain(watched: Watched): void {
    const dir = this.#config?.dir
    watched.looks += 1
    if (dir !== undefined && watched.transcript.modified === 0 && watched.looks % LOOKS_PER_SEARCH === 1) {
      void this.#search(watched, dir)
    }
  }

  async #search(watched: Watched, dir: string): Promise<void> {
    const file = await findTranscript(dir, watched.cwd, watched.conversation)
    const at = file === null ? null : below(dir, file)
    if (at !== null && at !== watched.transcript.at && watched.transcript.modified === 0) {
      watched.transcript = this.#follow(watched, at)
    }
  }
}
