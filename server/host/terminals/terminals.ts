import { HomeportError } from '#shared/errors.ts'
import type { SessionId, TerminalId, UserId } from '#shared/ids.ts'
import type { Actor } from '#shared/operations/session.ts'
import type { ParamsOf } from '#shared/operations/table.ts'
import { TerminalId as TerminalIdSchema } from '#shared/ids.ts'
import type { TerminalEnd, TerminalEndReason, TerminalInfo } from '#shared/session/terminal.ts'
import type { LinkEvent } from '#server/link/link.ts'
import { failureText } from '#server/platform/failure.ts'
import type { Clock, Ids } from '#server/platform/clock.ts'
import type { Settings } from '#server/platform/settings/settings.ts'
import type { Runner, RunnerMark } from '../runners/runner.ts'
import { maySeeSession } from '../sessions/access.ts'
import type { SessionLog, Timers } from '../sessions/ports/sessionPorts.ts'
import type { SessionRegistry } from '../sessions/registry.ts'
import type { TerminalRows } from '../store/rows/terminalRows.ts'
import type { ClaudeTerminals, LentTerminal } from './claude/claudeTerminals.ts'
import type { LaunchShell, WantedShell } from './pty/launchShell.ts'
import { LeftTerminals } from './ending/leftTerminals.ts'
import { roomForOne } from './ending/roomForOne.ts'
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
/** Claude Code writes down what it cost before it ends. */
const CLAUDE_GRACE_MS = 3_000

/** What runs no more and does not say so, on a system that hangs, counts as ended then. */
const UNTOLD_MS = 5_000

interface Entry {
  readonly terminal: Terminal
  readonly mark: RunnerMark
  readonly gone: Promise<void>
}

type Wanted = ParamsOf<'terminal.start'> & Pick<WantedShell, 'line'>

/** Of a session: whose terminal it is, and where it runs. */
export interface TerminalPlace {
  readonly id: SessionId
  readonly user_id: UserId
  readonly workspace_path: string
}

export interface TerminalRun {
  readonly terminal_id: TerminalId
  /** null: nobody saw it. */
  readonly ended: Promise<TerminalEnd | null>
}

interface Starting {
  readonly params: Wanted
  readonly place: TerminalPlace
  readonly terminal_id: TerminalId
  /** Of a terminal in which Claude Code's own interface runs. */
  readonly lent: LentTerminal | null
}

/**
 * All terminals of this host. They belong to a session and end with it; they need nobody who looks.
 *
 * Invariant: whatever was started in one is ended with it, also what left its shell.
 */
export class Terminals {
  readonly #deps: TerminalsDeps
  readonly #entries = new Map<TerminalId, Entry>()
  readonly #left: LeftTerminals
  readonly #followers = new Set<(event: LinkEvent) => void>()
  /** Of each person, terminals that are about to be there. */
  readonly #starting: { readonly session_id: SessionId; readonly user_id: UserId }[] = []

  constructor(deps: TerminalsDeps) {
    this.#deps = deps
    this.#left = new LeftTerminals({ rows: deps.rows, clock: deps.clock, runner: deps.runner })
  }

  /**
   * Starts a shell in a session's folder, or Claude Code's own interface on its conversation.
   * @throws HomeportError SESSION_002, SESSION_003 when there are too many or it cannot be started, FILE_003 for a folder
   * outside of the workspace; for Claude Code also as `ClaudeTerminals.lend`.
   */
  async start(params: ParamsOf<'terminal.start'>, actor: Actor): Promise<TerminalInfo> {
    const session = this.#deps.registry.find(params.session_id, actor)
    const lend = (id: TerminalId) => this.#deps.claude.lend(session, id, () => this.#end(id, 'closed'))
    return this.#begin(params, session.state, params.kind === 'claude' ? lend : null)
  }

  /** Runs a line of the system's shell in a terminal of its own, and tells how that ended. @throws HomeportError as `start`. */
  async run(session: TerminalPlace, line: { readonly text: string; readonly title: string }): Promise<TerminalRun> {
    const wanted = { session_id: session.id, kind: 'shell', cols: 80, rows: 24, line } as const
    const { terminal_id } = await this.#begin(wanted, session, null)
    const entry = this.#entries.get(terminal_id)
    const ended = async () => {
      await entry?.gone
      return entry?.terminal.info.ended ?? null
    }
    return { terminal_id, ended: ended() }
  }

  /** Forgets the screen of a terminal that has ended; no-op for one that runs. */
  forgetEnded(id: TerminalId): void {
    if (this.running(id)?.isRunning === false) {
      this.#forget(id)
    }
  }

  async #begin(
    params: Wanted,
    { id, user_id, workspace_path }: TerminalPlace,
    lend: ((terminalId: TerminalId) => Promise<LentTerminal>) | null,
  ): Promise<TerminalInfo> {
    const place = { session_id: id, user_id }
    this.#makeRoom(place)
    this.#starting.push(place)
    const terminal_id = TerminalIdSchema.parse(this.#deps.ids.uuid())
    let lent: LentTerminal | null = null
    try {
      lent = (await lend?.(terminal_id)) ?? null
      return await this.#start({ params, place: { id, user_id, workspace_path }, terminal_id, lent })
    } catch (error) {
      lent?.ended(null)
      throw error
    } finally {
      this.#starting.splice(this.#starting.indexOf(place), 1)
    }
  }

  async #start({ params, place, terminal_id, lent }: Starting): Promise<TerminalInfo> {
    const { clock, timers, rows, launch, log } = this.#deps
    const { id: session_id, user_id, workspace_path } = place
    const { cols, rows: rowCount, kind } = params
    const plan = lent?.plan ?? (await launch.plan({ ...params, workspace_path, user_id }))
    const { scrollback } = this.#deps.settings.terminals
    const where = { session_id, user_id, terminal_id, kind, cwd: plan.cwd, title: plan.title }
    let isGone: (() => void) | null = null
    const gone = new Promise<void>((resolve) => (isGone = resolve))
    const keep = () => rows.put({ info: terminal.info, user_id, process, mark: plan.mark })
    const terminal: Terminal = new Terminal(
      { ...where, cols, rows: rowCount, scrollback },
      {
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
      },
    )
    const { take, exited } = terminal
    const pty = await launch.start({ ...plan, cols, rows: rowCount }, { onData: take, onExit: exited })
    const process = pty.handle
    terminal.runOn(pty)
    this.#entries.set(terminal_id, { terminal, mark: plan.mark, gone })
    keep()
    log.info('a terminal was opened', { session_id, terminal_id, pid: process.pid, kind })
    return terminal.info
  }

  /** @throws HomeportError SESSION_002. */
  list(sessionId: SessionId, actor: Actor): TerminalInfo[] {
    this.#deps.registry.find(sessionId, actor)
    const own = [...this.#entries.values()].map(({ terminal }) => terminal.info)
    return [...this.#left.ofSession(sessionId), ...own.filter(({ session_id }) => session_id === sessionId)]
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

  /** The session is gone: so are its terminals, with their screens. What still runs in one is ended. */
  forgetSession(sessionId: SessionId): void {
    const own = [...this.#entries.values()].map(({ terminal }) => terminal.info)
    const ofIt = own.filter(({ session_id }) => session_id === sessionId)
    for (const { terminal_id: id } of [...ofIt, ...this.#left.ofSession(sessionId)]) {
      this.#end(id, 'session_ended').then(
        () => this.#forget(id),
        (error: unknown) => this.#deps.log.error('a terminal could not be ended', { reason: failureText(error) }),
      )
    }
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
    await this.#deps.claude.sweep()
    await this.#left.recover()
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
    const grace_ms = entry.terminal.info.kind === 'claude' ? CLAUDE_GRACE_MS : GRACE_MS
    await this.#deps.runner.stop(handle, { grace_ms, mark: entry.mark })
    const stopWaiting = this.#deps.timers.after(UNTOLD_MS, () =>
      entry.terminal.exited({ exit_code: null, signal: 'SIGKILL' }),
    )
    await entry.gone
    stopWaiting()
  }

  #forget(id: TerminalId): void {
    this.#left.forget(id)
    this.#entries.get(id)?.terminal.dispose()
    this.#entries.delete(id)
    this.#deps.rows.remove(id)
  }

  #publish(event: LinkEvent): void {
    for (const listener of this.#followers) {
      listener(event)
    }
  }

  /** @throws HomeportError SESSION_003. */
  #makeRoom(place: { readonly session_id: SessionId; readonly user_id: UserId }): void {
    const kept = [...this.#entries].map(([terminal_id, { terminal }]) => {
      return { terminal_id, facts: terminal.facts, isRunning: terminal.isRunning }
    })
    const limits = this.#deps.settings.terminals
    roomForOne(place, { starting: this.#starting, kept, limits }).forEach((id) => this.#forget(id))
  }
}

function noTerminal(): HomeportError {
  return new HomeportError('TERMINAL_001', 'There is no such terminal any more: it was closed, or its session is gone.')
}
