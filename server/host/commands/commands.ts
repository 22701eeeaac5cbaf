import { createHash } from 'node:crypto'
import { HomeportError } from '#shared/errors.ts'
import type { SessionId, UserId } from '#shared/ids.ts'
import type { Exec, ExecEnd, ExecOutput } from '#shared/operations/exec.ts'
import type { Clock, Ids } from '#server/platform/clock.ts'
import type { Runner } from '../runners/runner.ts'
import type { Folders, Timers } from '../sessions/ports/sessionPorts.ts'
import type { Keeping } from './process/commandOutput.ts'
import { placeWithin } from './process/commandPlace.ts'
import { EXEC_MARK, HOST_MARK, lineOf, programOf } from './process/commandProgram.ts'
import { RunningCommand } from './process/runningCommand.ts'

/** Who has not read for so long is gone. Longer than a read waits, and than a gateway takes to start again. */
export const LEASE_MS = 30_000

/** At a time; more would be a loop of somebody's. */
const MOST_IN_SESSION = 8
const MOST = 64

export interface CommandsDeps {
  readonly runner: Runner
  readonly folders: Pick<Folders, 'resolve'>
  readonly clock: Clock
  readonly ids: Ids
  readonly timers: Timers
  /** Names the host's commands, also to the next host. */
  readonly dataDir: string
  readonly environment: () => Promise<Readonly<Record<string, string>>>
  readonly isLocalOwner: (userId: UserId) => boolean
}

/** Whose folder a command runs in. */
export interface CommandSession {
  readonly id: SessionId
  readonly user_id: UserId
  readonly workspace_path: string
}

interface Kept {
  readonly session_id: SessionId
  readonly user_id: UserId
  readonly exec_id: string
  readonly line: string
  readonly cwd: string
  readonly started_at: string
  readonly running: RunningCommand
  readonly keeping: Keeping
  isOver: boolean
  callOffLease: () => void
}

/**
 * The commands that people run in the folders of their sessions, beside Claude.
 *
 * Invariant: nothing that a command started outlives it, its session or this host.
 */
export class Commands {
  readonly #deps: CommandsDeps
  readonly #kept = new Map<string, Kept>()
  readonly #hostMark: { readonly name: string; readonly value: string }
  #isClosed = false

  constructor(deps: CommandsDeps) {
    this.#deps = deps
    const value = createHash('sha256').update(deps.dataDir).digest('hex').slice(0, 32)
    this.#hostMark = { name: HOST_MARK, value }
  }

  /**
   * Starts a command. Returns once it runs.
   * @throws HomeportError FILE_003 where it cannot run · SESSION_003 when too many run, the id is taken or it cannot be started.
   */
  async start(session: CommandSession, asked: Exec, keeping: Keeping = 'wait'): Promise<Started> {
    const { ids, clock, folders, environment, isLocalOwner } = this.#deps
    const exec_id = asked.exec_id ?? ids.uuid()
    const folder = await folders.resolve(session.workspace_path)
    const place = await placeWithin(folder, asked.cwd ?? asked.workingDirectory ?? '.')
    const env = await environment()
    this.#assertRoom(session.id, exec_id)
    const mark = { name: EXEC_MARK, value: ids.uuid() }
    const { command, argv } = asked
    const program = programOf({
      command,
      argv,
      env: asked.env,
      place,
      environment: env,
      isOwners: isLocalOwner(session.user_id),
      marks: [mark, this.#hostMark],
      platform: process.platform,
    })
    const { timeout_ms, max_bytes = Number.MAX_SAFE_INTEGER } = asked
    const running = new RunningCommand(this.#deps, { program, mark, timeout_ms, max_bytes, keeping })
    const kept: Kept = {
      session_id: session.id,
      user_id: session.user_id,
      exec_id,
      line: lineOf(asked),
      cwd: place,
      started_at: clock.timestamp(),
      running,
      keeping,
      isOver: false,
      callOffLease: () => {},
    }
    this.#kept.set(keyOf(session.id, exec_id), kept)
    void running.ended.then(() => (kept.isOver = true))
    this.#lease(kept)
    const problem = await running.problem()
    if (problem !== null) {
      this.#forget(kept)
      throw new HomeportError('SESSION_003', `The command could not be started: ${problem}. Nothing was run.`)
    }
    return { exec_id, ended: running.ended }
  }

  /** @throws HomeportError SESSION_002 when there is no such command, or nothing of it any more. */
  async read(sessionId: SessionId, execId: string, after: number): Promise<ExecOutput> {
    const kept = this.#find(sessionId, execId)
    kept.callOffLease()
    const output = await kept.running.read(after)
    this.#lease(kept)
    return output
  }

  /** Resolves when nothing of it runs. No-op when it has ended. @throws HomeportError SESSION_002 when there is none. */
  async cancel(sessionId: SessionId, execId: string): Promise<void> {
    await this.#find(sessionId, execId).running.stop('cancelled')
  }

  /** Those that run, the oldest first. */
  list(sessionId: SessionId): { exec_id: string; command: string; cwd: string; started_at: string }[] {
    return [...this.#kept.values()]
      .filter((kept) => kept.session_id === sessionId && !kept.isOver)
      .map(({ exec_id, line, cwd, started_at }) => ({ exec_id, command: line, cwd, started_at }))
  }

  /** Ends all of a session. Resolves when nothing of them runs. */
  async stopOf(sessionId: SessionId): Promise<void> {
    const theirs = [...this.#kept.values()].filter(({ session_id }) => session_id === sessionId)
    await Promise.all(theirs.map(({ running }) => running.stop('stopped')))
  }

  /** Ends all in sessions that fit. Resolves when nothing of them runs. */
  async stopWhere(fits: (session: { readonly user_id: UserId }) => boolean): Promise<void> {
    const theirs = [...this.#kept.values()].filter(fits)
    await Promise.all(theirs.map(({ running }) => running.stop('stopped')))
  }

  /** Ends all, and takes no more. */
  async close(): Promise<void> {
    this.#isClosed = true
    await Promise.all([...this.#kept.values()].map(({ running }) => running.stop('stopped')))
    this.#kept.forEach((kept) => this.#forget(kept))
  }

  /** Ends what a host that died left behind. Before the first `start`. */
  async sweep(): Promise<void> {
    await this.#deps.runner.kill({ pid: 0, started: null }, this.#hostMark)
  }

  #find(sessionId: SessionId, execId: string): Kept {
    const kept = this.#kept.get(keyOf(sessionId, execId))
    if (kept === undefined) {
      throw new HomeportError('SESSION_002', 'There is no such command in this session, or nothing of it any more.')
    }
    return kept
  }

  #assertRoom(sessionId: SessionId, execId: string): void {
    const alive = [...this.#kept.values()].filter(({ isOver }) => !isOver)
    if (this.#isClosed) {
      throw new HomeportError('SESSION_003', 'The session host is stopping. Nothing was run.')
    }
    if (this.#kept.has(keyOf(sessionId, execId))) {
      throw new HomeportError('SESSION_003', 'There is a command of this id already. Nothing was run; take another id.')
    }
    if (alive.length >= MOST || alive.filter(({ session_id }) => session_id === sessionId).length >= MOST_IN_SESSION) {
      throw new HomeportError(
        'SESSION_003',
        `Too many commands run already (at most ${MOST_IN_SESSION} in a session, ${MOST} on this machine). Nothing was run; wait for one or cancel it.`,
        { details: { retry_possible: true } },
      )
    }
  }

  /** Nobody reads: what runs ends, what has ended is forgotten. What keeps only the newest waits for nobody. */
  #lease(kept: Kept): void {
    kept.callOffLease()
    if (this.#kept.get(keyOf(kept.session_id, kept.exec_id)) !== kept) {
      return
    }
    kept.callOffLease = this.#deps.timers.after(LEASE_MS, () => {
      if (kept.isOver) {
        this.#forget(kept)
      } else {
        if (kept.keeping === 'wait') {
          void kept.running.stop('cancelled')
        }
        this.#lease(kept)
      }
    })
  }

  #forget(kept: Kept): void {
    kept.callOffLease()
    this.#kept.delete(keyOf(kept.session_id, kept.exec_id))
  }
}

export interface Started {
  readonly exec_id: string
  /** null: it never ran. */
  readonly ended: Promise<ExecEnd | null>
}

function keyOf(sessionId: SessionId, execId: string): string {
  return `${sessionId}/${execId}`
}
