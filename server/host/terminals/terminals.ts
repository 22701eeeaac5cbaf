import { HomeportError } from '#shared/errors.ts'
import type { SessionId, TerminalId, UserId } from '#shared/ids.ts'
import type { Actor } from '#shared/operations/session.ts'
import type { ParamsOf } from '#shared/operations/table.ts'
import { TerminalId as TerminalIdSchema } from '#shared/ids.ts'
import type { TerminalEnd, TerminalEndReason, TerminalInfo } from '#shared/session/terminal.ts'
import type { LinkEvent } from '#server/link/link.ts'
import type { Clock, Ids } from '#server/platform/clock.ts'
import type { Settings } from '#server/platform/settings/settings.ts'
import type { Runner, RunnerMark } from '../runners/runner.ts'
import { maySeeSession } from '../sessions/access.ts'
import type { SessionLog, Timers } from '../sessions/ports/sessionPorts.ts'
import type { SessionRegistry } from '../sessions/registry.ts'
import type { TerminalRows } from '../store/rows/terminalRows.ts'
import type { ClaudeTerminals, LentTerminal } from './claude/claudeTerminals.ts'
import type { LaunchShell } from './pty/launchShell.ts'
import { Terminal } from './terminal.ts'

export interface TerminalsDeps {
  readonly registry: Pick<SessionRegistry, 'find'>
  readonly rows: TerminalRows
  readonly runner: Pick<Runner, 'stop' | 'kill'>
  readonly launch: LaunchShell
  readonly claude: Pick<ClaudeTerminals, 'lend' | 'sweep'>
  readonly settings: { readonly terminals: Settings['terminals'] }
  readonly clock: Clock
  readonly ids: Ids
  readonly timers: Timers
  readonly log: Pick<SessionLog, 'info' | 'error'>
}

/** How long a shell may take to end by itself when it is told to. */
const GRACE_MS = 500

/** What runs no more and does not say so, on a system that hangs, counts as ended then. */
const UNTOLD_MS = 5_000

interface Entry {
  readonly terminal: Terminal
  readonly mark: RunnerMark
  readonly gone: Promise<void>
}

interface Starting {
  readonly params: ParamsOf<'terminal.start'>
  readonly place: { readonly session_id: SessionId; readonly user_id: UserId }
  readonly terminal_id: TerminalId
  readonly workspace_path: string
  /** Of a terminal in which Claude Code's own interface runs. */
  readonly lent: LentTerminal | null
}

/** A terminal of a host that died: nobody can look at it any more, but its end is told until it is closed. */
interface Left {
  readonly info: TerminalInfo
  readonly user_id: UserId
}

/**
 * All terminals of this host. They belong to a session and end with it; they need nobody who looks.
 *
 * Invariant: whatever was started in one is ended with it, also what left its shell.
 */
export class Terminals {
  readonly #deps: TerminalsDeps
  readonly #entries = new Map<TerminalId, Entry>()
  readonly #left = new Map<TerminalId, Left>()
  readonly #followers = new Set<(event: LinkEvent) => void>()
  /** Of each person, terminals that are about to be there. */
  readonly #starting: { readonly session_id: SessionId; readonly user_id: UserId }[] = []

  constructor(deps: TerminalsDeps) {
    this.#deps = deps
  }

  /**
   * Starts a shell in a session's folder, or Claude Code's own interface on its conversation.
   * @throws HomeportError SESSION_002, SESSION_003 when there are too many or it cannot be started, FILE_003 for a folder
   * outside of the workspace; for Claude Code also as `ClaudeTerminals.lend`.
   */
  async start(params: ParamsOf<'terminal.start'>, actor: Actor): Promise<TerminalInfo> {
    const { registry, ids } = this.#deps
    const session = registry.find(params.session_id, actor)
    const place = { session_id: session.state.id, user_id: session.state.user_id }
    this.#assertRoom(place)
    this.#starting.push(place)
    const terminal_id = TerminalIdSchema.parse(ids.uuid())
    let lent: LentTerminal | null = null
    try {
      lent =
        params.kind === 'claude'
          ? await this.#deps.claude.lend(session, terminal_id, () => this.#end(terminal_id, 'closed'))
          : null
      return await this.#start({ params, place, terminal_id, workspace_path: session.state.workspace_path, lent })
    } catch (error) {
      lent?.ended(null)
      throw error
    } finally {
      this.#starting.splice(this.#starting.indexOf(place), 1)
    }
  }

  async #start({ params, place, terminal_id, workspace_path, lent }: Starting): Promise<TerminalInfo> {
    const { clock, timers, rows, launch, log } = this.#deps
    const { cols, rows: rowCount, kind } = params
    const plan = lent?.plan ?? (await launch.plan({ ...params, workspace_path, user_id: place.user_id }))
    const { scrollback } = this.#deps.settings.terminals
    const facts = { ...place, terminal_id, kind, cwd: plan.cwd, title: plan.title, cols, rows: rowCount, scrollback }
    let isGone: (() => void) | null = null
    const gone = new Promise<void>((resolve) => (isGone = resolve))
    const keep = () => rows.put({ info: terminal.info, user_id: place.user_id, process, mark: plan.mark })
    const terminal: Terminal = new Terminal(facts, {
      clock,
      timers,
      publish: (event) => this.#publish(event),
      onEnd: ({ reason }) => {
        if (this.#entries.has(terminal_id)) {
          keep()
        }
        isGone?.()
        lent?.ended({ reason, process })
      },
    })
    const { take, exited } = terminal
    const pty = await launch.start({ ...plan, cols, rows: rowCount }, { onData: take, onExit: exited })
    const process = pty.handle
    terminal.runOn(pty)
    this.#entries.set(terminal_id, { terminal, mark: plan.mark, gone })
    keep()
    log.info('a terminal was opened', { session_id: place.session_id, terminal_id, pid: process.pid, kind })
    return terminal.info
  }

  /** @throws HomeportError SESSION_002. */
  list(sessionId: SessionId, actor: Actor): TerminalInfo[] {
    this.#deps.registry.find(sessionId, actor)
    const left = [...this.#left.values()].map(({ info }) => info)
    const own = [...this.#entries.values()].map(({ terminal }) => terminal.info)
    return [...left, ...own].filter(({ session_id }) => session_id === sessionId)
  }

  /** @throws HomeportError TERMINAL_001, also where it is somebody else's: nobody learns which. */
  get(id: TerminalId, actor: Actor): TerminalInfo {
    const left = this.#left.get(id)
    return left !== undefined && maySeeSession(actor, left) ? left.info : this.find(id, actor).info
  }

  /** One that can be looked at. @throws HomeportError TERMINAL_001. */
  find(id: TerminalId, actor: Actor): Terminal {
    const terminal = this.running(id)
    if (terminal === null || !maySeeSession(actor, terminal.facts)) {
      throw noTerminal()
    }
    return terminal
  }

  /** Whoever asks. null: there is none. */
  running(id: TerminalId): Terminal | null {
    return this.#entries.get(id)?.terminal ?? null
  }

  /** Ends what runs in it, and forgets it. @throws HomeportError TERMINAL_001. */
  async close(id: TerminalId, actor: Actor): Promise<void> {
    this.get(id, actor)
    await this.#end(id, 'closed')
    this.#forget(id)
  }

  /** Ends all terminals of a session; their last lines can still be read. */
  async stopSession(sessionId: SessionId): Promise<void> {
    const own = [...this.#entries].filter(([, { terminal }]) => terminal.facts.session_id === sessionId)
    await Promise.all(own.map(([id]) => this.#end(id, 'session_ended')))
  }

  /** Ends all terminals of the sessions that the actor may see. */
  async stopOf(actor: Actor): Promise<void> {
    const seen = [...this.#entries].filter(([, { terminal }]) => maySeeSession(actor, terminal.facts))
    await Promise.all(seen.map(([id]) => this.#end(id, 'session_ended')))
  }

  /** Ends everything: the host stops. */
  async stopAll(): Promise<void> {
    await Promise.all([...this.#entries.keys()].map((id) => this.#end(id, 'session_ended')))
  }

  /** Tells every follower of output and events, in order. Returns the stop. */
  follow(listener: (event: LinkEvent) => void): () => void {
    this.#followers.add(listener)
    return () => this.#followers.delete(listener)
  }

  /** What a host that died left: its processes are ended, and its terminals are told of as ended. */
  async recover(): Promise<void> {
    const { rows, clock, runner } = this.#deps
    const ended_at = clock.timestamp()
    await this.#deps.claude.sweep()
    const unseen: TerminalEnd = { exit_code: null, signal: null, reason: 'host_died', ended_at, last_lines: [] }
    await Promise.all(
      rows.all().map(async (stored) => {
        const info = { ...stored.info, owner: null, ended: stored.info.ended ?? unseen }
        this.#left.set(info.terminal_id, { info, user_id: stored.user_id })
        if (stored.info.ended === null) {
          await runner.kill(stored.process, stored.mark)
          rows.put({ ...stored, info })
        }
      }),
    )
  }

  async #end(id: TerminalId, reason: TerminalEndReason): Promise<void> {
    const entry = this.#entries.get(id)
    const handle = entry?.terminal.handle ?? null
    if (entry === undefined || handle === null) {
      return
    }
    entry.terminal.willEnd(reason)
    // As a window that is closed says it; an interactive shell does not end by anything gentler.
    entry.terminal.signal('SIGHUP')
    await this.#deps.runner.stop(handle, { grace_ms: GRACE_MS, mark: entry.mark })
    const stopWaiting = this.#deps.timers.after(UNTOLD_MS, () =>
      entry.terminal.exited({ exit_code: null, signal: 'SIGKILL' }),
    )
    await entry.gone
    stopWaiting()
  }

  #forget(id: TerminalId): void {
    this.#left.delete(id)
    this.#entries.get(id)?.terminal.dispose()
    this.#entries.delete(id)
    this.#deps.rows.remove(id)
  }

  #publish(event: LinkEvent): void {
    for (const listener of this.#followers) {
      listener(event)
    }
  }

  #assertRoom(place: { readonly session_id: SessionId; readonly user_id: UserId }): void {
    const { per_session, per_person } = this.#deps.settings.terminals
    const all = [...this.#starting, ...[...this.#entries.values()].map(({ terminal }) => terminal.facts)]
    if (all.filter(({ session_id }) => session_id === place.session_id).length >= per_session) {
      throw tooMany(`This session has ${per_session} terminals`)
    }
    if (all.filter(({ user_id }) => user_id === place.user_id).length >= per_person) {
      throw tooMany(`Your sessions have ${per_person} terminals together`)
    }
  }
}

function tooMany(what: string): HomeportError {
  return new HomeportError(
    'SESSION_003',
    `${what}, which is the most there can be. Nothing was opened; close one first.`,
  )
}

function noTerminal(): HomeportError {
  return new HomeportError('TERMINAL_001', 'There is no such terminal any more: it was closed, or its session is gone.')
}
