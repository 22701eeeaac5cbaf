import { HomeportError } from '#shared/errors.ts'
import { SessionId } from '#shared/ids.ts'
import type { Actor } from '#shared/operations/session.ts'
import type { ParamsOf } from '#shared/operations/table.ts'
import { Session as SessionState } from '#shared/session/session.ts'
import { cutByStop } from '#shared/session/cutByStop.ts'
import { withoutBrings } from '#shared/session/trust.ts'
import { maySeeSession, whoseSessions } from './access.ts'
import type { InspectedFolder } from './ports/folderTrust.ts'
import type { Folders } from './ports/sessionPorts.ts'
import { nextPrompt } from './turns/queueEdits.ts'
import { blank, effortAtStart, resolvedSetup } from './core/newSession.ts'
import { Session } from './session.ts'
import type { SessionDeps } from './core/sessionCore.ts'

export interface RegistryDeps extends SessionDeps {
  readonly folders: Folders
}

type NewSession = ParamsOf<'session.create'> & { readonly session_id?: SessionId }

/**
 * All sessions of this host. Knows nothing about links or Claude Code.
 *
 * Invariant: a session is in the map exactly while it has a process, or is about to have one; the others are rows.
 */
export class SessionRegistry {
  readonly #deps: RegistryDeps
  readonly #busy = new Map<SessionId, Session>()

  constructor(deps: RegistryDeps) {
    this.#deps = deps
  }

  /**
   * Starts a session in a folder. `session_id`: of whoever must know it before it is there; a fresh one else.
   * @throws HomeportError FILE_003 when the folder cannot be used, SESSION_003 when the name is taken or as many sessions run
   * as may, SESSION_006 when the folder is not the one that was trusted.
   */
  async create(params: NewSession, actor: Actor): Promise<SessionState> {
    const { folders, store, clock, ids, places } = this.#deps
    places.take(actor.user_id)
    const setup = await resolvedSetup(folders, params.setup)
    const { workspace_path, checkout } = await this.#folderOf(params, actor)
    const fingerprint = checkout === undefined ? params.trust_fingerprint : undefined
    const { trust } = await this.#inspect(workspace_path, fingerprint, actor)
    const now = clock.timestamp()
    const state = SessionState.parse({
      ...blank,
      id: params.session_id ?? ids.uuid(),
      user_id: actor.user_id,
      name: params.name ?? (workspace_path.split(/[/\\]/).at(-1) || workspace_path),
      workspace_path,
      model: params.model ?? null,
      permission_mode: params.permission_mode ?? 'default',
      permission_mode_chosen: params.permission_mode !== undefined,
      ...effortAtStart(store.models(actor.user_id), params),
      trust,
      ...(setup === null ? {} : { setup }),
      environment: Object.keys(params.environment ?? {}).toSorted(),
      ...(checkout === undefined ? {} : { checkout }),
      login: params.claude_token === undefined ? null : 'session_token',
      created_at: now,
      last_activity: now,
    })
    store.insert(state)
    if (params.claude_token !== undefined) {
      this.#deps.tokens.keep(state.id, params.claude_token)
    }
    const session = this.#open({ session: state, approvals: [], queue: [] })
    session.begin()
    return session.state
  }

  /** @throws HomeportError SESSION_002 when there is none, or it is somebody else's: nobody learns which. */
  find(id: SessionId, actor: Actor): Session {
    const session = this.findAny(id, actor)
    if (session.state.deletes_at !== null) {
      throw new HomeportError('SESSION_002', 'This session was deleted. Nothing was changed.')
    }
    return session
  }

  /** As `find`, also one that was deleted and can still be restored. */
  findAny(id: SessionId, actor: Actor): Session {
    const session = this.#sessionOf(id)
    if (session === null || !maySeeSession(actor, session.state)) {
      throw new HomeportError('SESSION_002', 'There is no such session. It may belong to another user.')
    }
    return session
  }

  /** Newest activity first; `next_cursor` is null on the last page. @throws HomeportError WS_002 on a bad cursor. */
  list(params: ParamsOf<'session.list'>, actor: Actor): { sessions: SessionState[]; next_cursor: string | null } {
    const { cursor, limit, archived, ...filter } = params
    const rows = this.#deps.store.list({
      ...filter,
      user_id: whoseSessions(actor),
      archived: archived ?? false,
      limit: limit + 1,
      after: cursor === undefined ? undefined : readCursor(cursor),
    })
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    return {
      sessions: page.map((row) => {
        const state = this.#busy.get(row.id)?.state ?? row
        return { ...state, trust: withoutBrings(state.trust) }
      }),
      next_cursor: rows.length > limit && last !== undefined ? writeCursor(last) : null,
    }
  }

  /** Every session of the actor that works or waits, however old or archived it is. */
  attended(actor: Actor): SessionState[] {
    return this.#deps.store.attended(whoseSessions(actor)).map((row) => this.#busy.get(row.id)?.state ?? row)
  }

  /** What the actor has pinned, however old it is. */
  pinned(actor: Actor): SessionState[] {
    return this.#deps.store.pinned(whoseSessions(actor)).map((row) => this.#busy.get(row.id)?.state ?? row)
  }

  /** Those that have a process, or are about to have one. */
  awake(): readonly Session[] {
    return [...this.#busy.values()]
  }

  /** The session while it has a process, or is about to have one. */
  running(id: SessionId): Session | null {
    return this.#busy.get(id) ?? null
  }

  /** Takes up one session that a host which died left behind. Until `recover`, it starts nothing. */
  hold(id: SessionId): Session | null {
    const session = this.#sessionOf(id)
    session?.hold()
    return session
  }

  /** Ends every process; sessions stay resumable. Resolves when all are gone. */
  async suspendAll(reason: string): Promise<void> {
    await Promise.all([...this.#busy.values()].map((session) => session.suspend(reason)))
  }

  /**
   * A person's token was replaced or removed. Their sessions that run sign in anew, those of others too that sign in
   * with the machine owner's.
   */
  tokenChanged(change: 'token_replaced' | 'token_removed', actor: Actor): void {
    // Listed first: a process that is replaced leaves the map and comes back.
    const affected = [...this.#busy.values()].filter(({ state: { user_id, login } }) => {
      const isTheirs = user_id === actor.user_id && login !== 'session_token' && login !== 'lent'
      return isTheirs || (login === 'lent' && actor.is_local_owner === true)
    })
    for (const session of affected) {
      session.loginChanged(change, actor.username)
    }
  }

  /**
   * Trusts what the folder of a session brings, for its person: their sessions there take it up.
   * @throws HomeportError SESSION_002 · SESSION_006 when the folder is another now · SESSION_003 when it cannot be trusted.
   */
  async trust(id: SessionId, fingerprint: string, actor: Actor): Promise<Session> {
    const session = this.find(id, actor)
    // Whoever follows the session sees what is there now, also when that is not what was shown.
    await session.folder.refresh()
    const { user_id, workspace_path } = session.state
    const look = await this.#deps.trust.accept(user_id, workspace_path, fingerprint)
    for (const one of new Set([session, ...this.#inFolder(session.state)])) {
      one.folder.trusted(look, actor.username)
    }
    return session
  }

  /**
   * Takes back that the folder of a session is trusted: no process of its person's goes on there with what it brings.
   * @throws HomeportError SESSION_002 · SESSION_003 when they do not trust it.
   */
  async untrust(id: SessionId, actor: Actor): Promise<Session> {
    const session = this.find(id, actor)
    const look = await this.#deps.trust.withdraw(session.state.user_id, session.state.workspace_path)
    for (const one of new Set([session, ...this.#inFolder(session.state)])) {
      one.folder.untrusted(look, actor.username)
    }
    return session
  }

  /** Takes a permission back that was kept for good. @throws HomeportError SESSION_002 when it is not kept. */
  forgetPermission(id: SessionId, permission: string, actor: Actor): void {
    const { state } = this.find(id, actor)
    this.#deps.trust.forget(state.user_id, state.workspace_path, permission)
    this.#inFolder(state).forEach((session) => session.replaceProcess('permission_forgotten'))
  }

  /** Sessions that would lose something if their process ended now: a turn, a question, a prompt, a start. */
  countBusy(): number {
    return [...this.#busy.values()].filter(
      ({ state, header }) => state.status !== 'ACTIVE' || nextPrompt(header) !== undefined,
    ).length
  }

  /** What a stop would cut. Names come from prompts: those of other people's sessions are left out. */
  atStake(actor: Actor): Pick<SessionState, 'name' | 'status' | 'background_tasks'>[] {
    return [...this.#busy.values()]
      .map(({ state }) => state)
      .filter((state) => cutByStop(state) !== null)
      .map((state) => {
        const { name, status, background_tasks } = state
        return maySeeSession(actor, state)
          ? { name, status, background_tasks }
          : { name: 'a session of another person', status, background_tasks: [] }
      })
  }

  /** Whatever works or waits in a folder, whose ever it is. */
  busyIn(folder: string): readonly SessionState[] {
    return [...this.#busy.values()].map(({ state }) => state).filter(({ workspace_path }) => workspace_path === folder)
  }

  /** Without asking who wants it: for what the host itself has to tell. null: there is none. */
  known(id: SessionId): Session | null {
    return this.#sessionOf(id)
  }

  async #folderOf(params: NewSession, actor: Actor): Promise<Pick<SessionState, 'workspace_path' | 'checkout'>> {
    const { folders, ids, making } = this.#deps
    const { project_path, folder_name = `session-${ids.uuid().slice(0, 8)}` } = params
    const planned = (await making?.plan(params, actor)) ?? null
    if (planned !== null) {
      return planned
    }
    return {
      workspace_path: await (project_path === undefined ? folders.make(folder_name) : folders.resolve(project_path)),
    }
  }

  #inFolder({ user_id, workspace_path }: SessionState): Session[] {
    return [...this.#busy.values()].filter(
      ({ state }) => state.user_id === user_id && state.workspace_path === workspace_path,
    )
  }

  #inspect(folder: string, fingerprint: string | undefined, { user_id }: Actor): Promise<InspectedFolder> {
    const { trust } = this.#deps
    return fingerprint === undefined ? trust.inspect(user_id, folder) : trust.accept(user_id, folder, fingerprint)
  }

  #sessionOf(id: SessionId): Session | null {
    const busy = this.#busy.get(id)
    if (busy !== undefined) {
      return busy
    }
    const header = this.#deps.store.header(id)
    return header === null ? null : this.#open(header)
  }

  #open(header: ConstructorParameters<typeof Session>[1]): Session {
    const session = new Session(this.#deps, header, (busy) => {
      if (busy) {
        this.#busy.set(header.session.id, session)
      } else {
        this.#busy.delete(header.session.id)
      }
    })
    return session
  }
}

interface Cursor {
  readonly last_activity: string
  readonly id: string
}

function writeCursor({ last_activity, id }: Cursor): string {
  return `${last_activity}/${id}`
}

function readCursor(cursor: string): Cursor {
  const [last_activity, id, ...rest] = cursor.split('/')
  if (last_activity === undefined || !SessionId.safeParse(id).success || id === undefined || rest.length > 0) {
    throw new HomeportError('WS_002', 'The cursor is not one this server gave out. Start again without it.')
  }
  return { last_activity, id }
}
