import { HomeportError } from '#shared/errors.ts'
import type { TerminalId } from '#shared/ids.ts'
import { Exec, type ExecEnd } from '#shared/operations/exec.ts'
import type { ActionFile, ProjectAction } from '#shared/operations/projectAction.ts'
import type { Session } from '#shared/session/session.ts'
import type { TerminalEnd } from '#shared/session/terminal.ts'
import type { Clock, Ids } from '#server/platform/clock.ts'
import { failureText } from '#server/platform/failure.ts'
import { createLogger } from '#server/platform/log/log.ts'
import type { ActionPlace, ProjectActionRows, RunRecord } from '../store/rows/projectActionRows.ts'
import type { TerminalRun } from '../terminals/terminals.ts'
import { type Discovered, discoverActions } from './found/discovery.ts'
import { type FoundAction, ownAction } from './found/foundAction.ts'

const log = createLogger('project actions')

/** Builds and tests take long; a dev server is ended by its person, or with its session. */
const TIMEOUT_MS = 24 * 60 * 60_000

/** Of one person in one folder. */
const MOST_OWN = 50

/** Port: where actions run. The one place that knows whether that is a command or a terminal. */
export interface ActionRuns {
  start(session: Session, asked: Exec): Promise<{ readonly exec_id: string; readonly ended: Promise<ExecEnd | null> }>
  startInTerminal(session: Session, line: { readonly text: string; readonly title: string }): Promise<TerminalRun>
  /** The terminal of a run that has ended makes room for the next one. */
  forgetTerminal(id: TerminalId): void
}

/** Actions whose last terminal is known; more of them than there are terminals make room by themselves. */
const MOST_TERMINALS = 200

export interface ProjectActionsDeps {
  readonly rows: Pick<ProjectActionRows, 'own' | 'save' | 'remove' | 'runs' | 'noteStart' | 'noteEnd'>
  readonly runs: ActionRuns
  readonly clock: Clock
  readonly ids: Ids
}

/** The named commands of projects. What a folder names runs only as it was shown. */
export class ProjectActions {
  readonly #deps: ProjectActionsDeps
  readonly #running = new Map<string, ActionPlaceNow>()
  /** Those that are about to run. */
  readonly #starting = new Set<string>()
  /** Of each action the terminal that it ran in last. */
  readonly #terminals = new Map<string, TerminalId>()

  constructor(deps: ProjectActionsDeps) {
    this.#deps = deps
  }

  async list(session: Session): Promise<{ actions: ProjectAction[]; files: ActionFile[] }> {
    const place = placeOf(session)
    const { actions, files } = await this.#all(session)
    const runs = this.#deps.rows.runs(place)
    return {
      actions: actions.map((action) => ({
        ...action,
        needs_look: needsLook(session, action, runs.get(action.action_id)),
        running: this.#running.get(keyOf(place, action.action_id)) ?? null,
        last: runs.get(action.action_id)?.last ?? null,
      })),
      files: [...files],
    }
  }

  /** @throws HomeportError SESSION_002 when there is none of that id · SESSION_003 when there are too many. */
  save(
    session: Session,
    { action_id, ...fields }: { action_id?: string | undefined; name: string; command: string },
  ): string {
    const place = placeOf(session)
    const own = this.#deps.rows.own(place)
    if (action_id !== undefined && !own.some((one) => one.action_id === action_id)) {
      throw noSuchAction()
    }
    if (action_id === undefined && own.length >= MOST_OWN) {
      throw new HomeportError(
        'SESSION_003',
        `${MOST_OWN} actions of your own are kept for this folder, which is the most. Nothing was kept; remove one first.`,
      )
    }
    const id = action_id ?? `own-${this.#deps.ids.uuid()}`
    this.#deps.rows.save(place, { action_id: id, ...fields })
    return id
  }

  /** @throws HomeportError SESSION_002 when there is none of one's own of that id. */
  remove(session: Session, actionId: string): void {
    if (!this.#deps.rows.remove(placeOf(session), actionId)) {
      throw noSuchAction()
    }
  }

  /**
   * @throws HomeportError SESSION_002 when there is none · SESSION_006 when it is not what was shown, or was not looked at ·
   * SESSION_003 when it runs already, or its file is too long to be shown · as `Commands.start`.
   */
  async run(session: Session, asked: RunAsked): Promise<Omit<ActionPlaceNow, 'session_id'>> {
    const { rows } = this.#deps
    const place = placeOf(session)
    const action = await this.#approved(session, asked)
    const key = keyOf(place, action.action_id)
    // Asked again in the same turn: a key is pressed twice before the first one has started anything.
    this.#assertRunsNot(key)
    this.#starting.add(key)
    try {
      const { ended, ...where } =
        asked.run_in === 'terminal'
          ? await this.#inTerminal(session, { action, key })
          : await this.#asCommand(session, action)
      this.#running.set(key, { session_id: session.id, ...where })
      rows.noteStart(place, action.action_id, action.fingerprint)
      void ended.then((end) => this.#ended(place, action.action_id, end))
      return where
    } finally {
      this.#starting.delete(key)
    }
  }

  #assertRunsNot(key: string): void {
    if (this.#running.has(key) || this.#starting.has(key)) {
      throw new HomeportError('SESSION_003', 'This action runs already. Nothing was started; stop it first.')
    }
  }

  async #asCommand(session: Session, { command }: FoundAction): Promise<Started> {
    const exec = Exec.parse({ session_id: session.id, command, timeout_ms: TIMEOUT_MS })
    const { exec_id, ended } = await this.#deps.runs.start(session, exec)
    return { exec_id, terminal_id: null, ended }
  }

  async #inTerminal(
    session: Session,
    { action, key }: { readonly action: FoundAction; readonly key: string },
  ): Promise<Started> {
    const { runs, clock } = this.#deps
    const before = this.#terminals.get(key)
    if (before !== undefined) {
      runs.forgetTerminal(before)
    }
    const began = clock.now()
    const { terminal_id, ended } = await runs.startInTerminal(session, { text: action.command, title: action.name })
    this.#terminals.delete(key)
    this.#terminals.set(key, terminal_id)
    const [oldest] = this.#terminals.keys()
    if (this.#terminals.size > MOST_TERMINALS && oldest !== undefined) {
      this.#terminals.delete(oldest)
    }
    return { exec_id: null, terminal_id, ended: ended.then((end) => end && endOf(end, clock.now() - began)) }
  }

  async #approved(session: Session, { action_id, fingerprint, looked }: RunAsked): Promise<FoundAction> {
    const place = placeOf(session)
    const { actions, files } = await this.#all(session)
    const action = actions.find((one) => one.action_id === action_id)
    if (action === undefined) {
      throw noSuchAction()
    }
    if (action.fingerprint !== fingerprint) {
      throw new HomeportError(
        'SESSION_006',
        'This action is another one now than what was shown. Nothing was run; look at it again.',
      )
    }
    this.#assertRunsNot(keyOf(place, action_id))
    if (needsLook(session, action, this.#deps.rows.runs(place).get(action_id))) {
      assertLooked(
        looked,
        files.find(({ file }) => file === action.file),
      )
    }
    return action
  }

  async #all(session: Session): Promise<Discovered> {
    const found = await discoverActions(session.workspace_path)
    const own = this.#deps.rows.own(placeOf(session)).map(ownAction)
    return { actions: [...own, ...found.actions], files: found.files }
  }

  #ended(place: ActionPlace, actionId: string, end: RunEnd | null): void {
    this.#running.delete(keyOf(place, actionId))
    if (end === null) {
      return
    }
    try {
      this.#deps.rows.noteEnd(place, actionId, { last_lines: [], ...end, ended_at: this.#deps.clock.timestamp() })
    } catch (error) {
      // The host is going away, or its disk is full: the last result stays as it was.
      log.warn('the result of an action could not be kept', { reason: failureText(error) })
    }
  }
}

interface RunAsked {
  readonly action_id: string
  readonly fingerprint: string
  readonly looked: boolean
  readonly run_in?: 'command' | 'terminal'
}

type ActionPlaceNow = NonNullable<ProjectAction['running']>

type RunEnd = ExecEnd & { readonly last_lines?: string[] }

interface Started extends Omit<ActionPlaceNow, 'session_id'> {
  readonly ended: Promise<RunEnd | null>
}

function endOf({ exit_code, signal, reason, last_lines }: TerminalEnd, duration_ms: number): RunEnd {
  const told = reason === 'exited' ? ('exited' as const) : ('stopped' as const)
  return { reason: told, exit_code, signal, truncated: false, duration_ms, last_lines: [...last_lines] }
}

/** What its person wrote, or trusts, or has run like this before, needs no look. */
function needsLook({ trust }: Session, { source, fingerprint }: FoundAction, run: RunRecord | undefined): boolean {
  return source !== 'own' && trust.state !== 'trusted' && run?.fingerprint !== fingerprint
}

function assertLooked(looked: boolean, file: ActionFile | undefined): void {
  if (file?.is_whole === false) {
    throw new HomeportError(
      'SESSION_003',
      `${file.file} is too long to be shown whole, and the folder is not trusted. Nothing was run; run it in a terminal.`,
    )
  }
  if (!looked) {
    throw new HomeportError(
      'SESSION_006',
      'This command comes from a file of a folder that you do not trust. Nothing was run; look at it first.',
    )
  }
}

function noSuchAction(): HomeportError {
  return new HomeportError('SESSION_002', 'There is no such action in this folder any more.')
}

function placeOf({ user_id, workspace_path }: Session): ActionPlace {
  return { user_id, folder: workspace_path }
}

function keyOf({ user_id, folder }: ActionPlace, actionId: string): string {
  return JSON.stringify([user_id, folder, actionId])
}
