import path from 'node:path'
import type { SessionId } from '#shared/ids.ts'
import type { Watching } from '#shared/operations/changes.ts'
import { type FileNews, MAX_PUSHED_PATHS } from '#shared/session/changes.ts'
import { DurableEvent, type GitChanged } from '#shared/session/events.ts'
import type { Session } from '#shared/session/session.ts'
import type { LinkEvent } from '#server/link/link.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { EventSink, SessionLog, SessionStore, Timers } from '../../sessions/ports/sessionPorts.ts'
import type { FilesOfTurns, TurnFiles } from '../../sessions/ports/turnFiles.ts'
import { FolderWatches } from '../watch/folderWatches.ts'
import type { NativeWatch } from '../watch/nativeWatch.ts'
import type { KeeperPort } from './keeperThread.ts'
import { ToolSpans } from './toolSpans.ts'

/**
 * The end of a turn waits so long for a look at the folder; one of a hundred thousand files takes half of it. Then what was
 * noticed of changes has to do, and so much longer is waited for that.
 */
const MOST_WAIT_MS = 3_000
const MORE_WAIT_MS = 1_000

export interface CheckpointsDeps {
  readonly keeper: KeeperPort
  readonly native: NativeWatch
  readonly sink: EventSink
  readonly store: Pick<SessionStore, 'header'>
  readonly clock: Clock
  readonly timers: Timers
  readonly log: SessionLog
}

interface Followed {
  readonly folder: string
  readonly user_id: Session['user_id']
  readonly spans: ToolSpans
  /** A turn runs. */
  isInTurn: boolean
}

/**
 * Knows from the events of all sessions when Claude works, has their folders watched then and while somebody looks on, and
 * has what their files were before kept.
 */
export class Checkpoints implements FilesOfTurns {
  readonly #deps: CheckpointsDeps
  readonly #sessions = new Map<SessionId, Followed>()
  readonly #watches: FolderWatches
  #isClosed = false

  constructor(deps: CheckpointsDeps) {
    this.#deps = deps
    const { keeper, native, timers, clock } = deps
    this.#watches = new FolderWatches(
      {
        native,
        timers,
        look: (folder) => keeper.ask('look', { folder }),
        scan: (folder, paths) => keeper.ask('scan', { folder, paths, at: clock.now() }),
        onNews: (folder, news) => this.#push(folder, news),
        onProblem: (sentence, error) => deps.log.warn(sentence, { reason: String(error) }),
      },
      (folder) => this.#tell(keeper.ask('leave', { folder })),
    )
  }

  /** An event of a session, as it was published. */
  take({ type, session_id, seq, payload }: LinkEvent): void {
    if (type === 'session_updated' && !this.#sessions.has(session_id)) {
      this.#prepareIfAwake(session_id)
    }
    const session = seq !== null && OF_INTEREST.has(type) ? this.#session(session_id) : null
    if (session !== null) {
      this.#apply(session_id, session, DurableEvent.parse(JSON.parse(payload.toString())))
    }
  }

  #apply(sessionId: SessionId, session: Followed, event: DurableEvent): void {
    if (isBeginning(event)) {
      this.#begin(sessionId, session, event.type === 'user_message' ? event.data.message_id : null)
    }
    session.spans.take(event, this.#deps.clock.now())
    if (event.type === 'turn_completed') {
      this.#end(sessionId, session, event.data.turn_id)
    } else if (event.type === 'session_status') {
      this.#changeStatus(sessionId, session, event.data.status)
    }
  }

  #changeStatus(sessionId: SessionId, session: Followed, status: Session['status']): void {
    if (status === 'STARTING') {
      this.#prepare(session)
    } else if (AT_REST.has(status)) {
      session.isInTurn = false
      this.#leaveUnlessWanted(sessionId, session)
      this.#forgetIfUnwanted(sessionId)
    }
  }

  /** Somebody looks at the session, or nobody does any more. */
  followed(sessionId: SessionId, isFollowed: boolean): void {
    const session = this.#session(sessionId)
    if (session === null) {
      return
    }
    if (isFollowed) {
      this.#watches.want(session.folder, `viewer ${sessionId}`)
    } else {
      this.#watches.leave(session.folder, `viewer ${sessionId}`)
      this.#leaveUnlessWanted(sessionId, session)
      this.#forgetIfUnwanted(sessionId)
    }
  }

  /** Of a session at rest that nobody looks at nothing is known: all of it is read again when it goes on. */
  #forgetIfUnwanted(sessionId: SessionId): void {
    const { store, sink } = this.#deps
    const status = store.header(sessionId)?.session.status
    const isAtRest = status === undefined || AT_REST.has(status)
    if (isAtRest && this.#sessions.get(sessionId)?.isInTurn !== true && !sink.isFollowed(sessionId)) {
      this.#sessions.delete(sessionId)
    }
  }

  /** A session that begins is heard of first by what is shown of it; one that sleeps is only renamed or moved about. */
  #prepareIfAwake(sessionId: SessionId): void {
    const status = this.#deps.store.header(sessionId)?.session.status
    if (status !== undefined && !AT_REST.has(status)) {
      this.#prepare(this.#session(sessionId))
    }
  }

  measure(sessionId: SessionId): Promise<TurnFiles | null> | null {
    const session = this.#sessions.get(sessionId)
    if (session === undefined || !session.isInTurn || !session.spans.isTouched) {
      return null
    }
    const measured = async (how: 'looked' | 'known'): Promise<TurnFiles | null> => {
      try {
        const { paths, ...lines } = await this.#deps.keeper.ask('measure', { session_id: sessionId, how })
        return { ...lines, files: paths.map((relative) => path.join(session.folder, ...relative.split('/'))) }
      } catch (error) {
        this.#failed(error)
        return null
      }
    }
    const looked = measured('looked')
    return this.#inTime(looked, MOST_WAIT_MS, async () =>
      this.#inTime(measured('known'), MORE_WAIT_MS, async () => null),
    )
  }

  /** What comes in time, or what there is instead. */
  #inTime<T>(work: Promise<T>, ms: number, instead: () => Promise<T>): Promise<T> {
    return new Promise((resolve) => {
      const callOff = this.#deps.timers.after(ms, () => resolve(instead()))
      void work.finally(callOff).then(resolve)
    })
  }

  /** A person changes a file of a session's folder by Homeport's own routes, from now on or until now. An absolute path. */
  noteOwnWrite(file: string, isOver: boolean): void {
    this.#deps.keeper.ownWrite({ path: file, at: this.#deps.clock.now(), isOver })
  }

  /** How changes in the folder of a session are noticed. */
  watching({ workspace_path }: Pick<Session, 'workspace_path'>): Watching {
    return this.#watches.state(workspace_path) ?? { mode: 'off', reason: null }
  }

  /** The session is gone, and all that is kept of its turns with it. */
  forget(sessionId: SessionId): void {
    this.#sessions.delete(sessionId)
    this.#tell(this.#deps.keeper.ask('forget', { session_id: sessionId }))
  }

  close(): Promise<void> {
    this.#isClosed = true
    return this.#watches.close()
  }

  #session(sessionId: SessionId): Followed | null {
    const known = this.#sessions.get(sessionId)
    if (known !== undefined) {
      return known
    }
    const state = this.#deps.store.header(sessionId)?.session
    if (state === undefined) {
      return null
    }
    const session: Followed = {
      folder: state.workspace_path,
      user_id: state.user_id,
      spans: new ToolSpans(sessionId, (span) => this.#deps.keeper.span(span)),
      isInTurn: false,
    }
    this.#sessions.set(sessionId, session)
    return session
  }

  /** Claude Code starts: by its first turn what is there shall be known. */
  #prepare(session: Followed | null): void {
    if (session !== null) {
      this.#tell(this.#deps.keeper.ask('prepare', { folder: session.folder }))
    }
  }

  #begin(session_id: SessionId, session: Followed, message_id: string | null): void {
    if (!session.isInTurn) {
      session.isInTurn = true
      const at = this.#deps.clock.now()
      this.#tell(this.#deps.keeper.ask('begin', { session_id, folder: session.folder, message_id, at }))
      this.#watches.want(session.folder, `turn ${session_id}`)
    }
  }

  #end(session_id: SessionId, session: Followed, turn_id: string): void {
    if (session.isInTurn) {
      session.isInTurn = false
      const is_idle = !session.spans.isTouched
      session.spans.turnEnded()
      this.#tell(this.#deps.keeper.ask('end', { session_id, turn_id, at: this.#deps.clock.now(), is_idle }))
      this.#watches.leave(session.folder, `turn ${session_id}`)
    }
  }

  #leaveUnlessWanted(sessionId: SessionId, session: Followed): void {
    if (!session.isInTurn) {
      this.#watches.leave(session.folder, `turn ${sessionId}`)
    }
  }

  /** Tells those who follow a session of the folder that its repository is another one now: the index, a branch, a commit. */
  gitChanged(folder: string, data: GitChanged['data'] = {}): void {
    this.#publish(folder, 'git_changed', data)
  }

  #push(folder: string, news: readonly FileNews[]): void {
    const paths = news.slice(0, MAX_PUSHED_PATHS)
    this.#publish(folder, 'file_changed', news.length > paths.length ? { paths, many: true } : { paths })
  }

  #publish(folder: string, type: 'file_changed' | 'git_changed', data: object): void {
    const { sink, clock } = this.#deps
    for (const [session_id, { user_id, folder: its }] of this.#sessions) {
      if (its === folder && sink.isFollowed(session_id)) {
        const payload = Buffer.from(JSON.stringify({ type, session_id, data, timestamp: clock.timestamp() }))
        sink.publish({ kind: 'session', session_id, user_id, type, seq: null, payload })
      }
    }
  }

  #tell(asked: Promise<unknown>): void {
    asked.catch((error: unknown) => this.#failed(error))
  }

  #failed(error: unknown): void {
    if (!this.#isClosed) {
      this.#deps.log.warn('what files were before is not kept', { reason: String(error) })
    }
  }
}

const AT_REST: ReadonlySet<string> = new Set(['SUSPENDED', 'TERMINATED', 'FAILED'])

const OF_INTEREST: ReadonlySet<string> = new Set([
  'user_message',
  'tool_use',
  'tool_result',
  'approval_requested',
  'approval_resolved',
  'background_task',
  'turn_completed',
  'session_status',
])

/** A turn begins with a prompt, by itself, or goes on in another process. */
function isBeginning(
  event: DurableEvent,
): event is Extract<DurableEvent, { type: 'user_message' | 'session_status' | 'tool_use' }> {
  return (
    event.type === 'user_message' ||
    event.type === 'tool_use' ||
    (event.type === 'session_status' && event.data.status === 'WORKING')
  )
}
