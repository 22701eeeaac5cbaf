import { SessionId } from '#shared/ids.ts'
import type { Draft } from '#shared/operations/draft.ts'
import type { Actor } from '#shared/operations/session.ts'
import type { ParamsOf } from '#shared/operations/table.ts'
import type { Session as SessionState } from '#shared/session/session.ts'
import type { Policy } from '../policy/openPolicy.ts'
import { resolvedSetup } from '../sessions/core/newSession.ts'
import type { Folders } from '../sessions/ports/sessionPorts.ts'
import type { SparesInBounds } from '../sessions/life/openLife.ts'
import type { SessionRegistry } from '../sessions/registry.ts'
import type { Session } from '../sessions/session.ts'
import type { DraftPlace } from '../store/rows/draftRows.ts'
import type { SessionEnvironment } from './environment/sessionEnvironment.ts'
import { assertRoomForVariables, assertVariableNames } from './environment/variableNames.ts'
import { assertServers } from './servers/assertServers.ts'
import { serverHandlers, type ServerHandlers } from './servers/serverHandlers.ts'
import {
  type TemplateDeps,
  type TemplateHandlers,
  templateHandlers,
  withTemplate,
} from './templates/templateHandlers.ts'

export interface SetupDeps extends Omit<TemplateDeps, 'assertRules'> {
  readonly registry: Pick<SessionRegistry, 'create' | 'find'>
  readonly policy: Pick<Policy, 'assertRules'>
  readonly folders: Folders
  readonly variables: SessionEnvironment
  readonly spares: SparesInBounds
  readonly drafts: {
    readonly rows: {
      save(place: DraftPlace, change: { content: string; after_version: number; writer: string }): Draft | null
    }
  }
}

type SetupChange = Pick<ParamsOf<'session.update'>, 'setup' | 'environment'>

/** What sessions are made with beside folder, model and mode. */
export interface Setup {
  readonly handlers: TemplateHandlers & ServerHandlers
  /** @throws HomeportError as `SessionRegistry.create`, and for a set-up that cannot be. Nothing is made or kept then. */
  create(params: ParamsOf<'session.create'>, actor: Actor): Promise<SessionState>
  /**
   * Checks a change; what it returns makes it, and has the process replaced as soon as no turn runs.
   * @throws HomeportError WS_002, FILE_003, AUTH_006 for one that cannot be.
   */
  prepare(session: Session, change: SetupChange, actor: Actor): Promise<() => Promise<void>>
}

/** Who wrote the draft of a session that began with a template. */
const WRITER = 'template'

/** Puts it together. */
export function openSetup(deps: SetupDeps): Setup {
  const { rows, clock, ids, registry, policy } = deps
  const assertRules = policy.assertRules.bind(policy)
  const inTurn = oneAtATime()
  return {
    handlers: { ...templateHandlers({ rows, clock, ids, assertRules }), ...serverHandlers({ registry }) },
    create: (params, actor) => create(deps, params, actor),
    prepare: async (session, change, actor) => {
      const { setup, environment } = change
      const set = Object.entries(environment ?? {}).flatMap(([name, value]) => (value === null ? [] : [name]))
      assertVariableNames(set, actor)
      const before = after(session, change, actor)
      await policy.assertRules(setup ?? {})
      const resolved = setup === undefined ? before.setup : ((await resolvedSetup(deps.folders, setup)) ?? undefined)
      return async () => {
        if (setup !== undefined || environment !== undefined) {
          await inTurn(session, () => make(deps, session, { change, resolved, actor }))
        }
      }
    },
  }
}

/** What a session would have. @throws HomeportError WS_002 when that cannot be. */
function after({ state }: Session, { setup, environment }: SetupChange, actor: Actor) {
  const names = namesAfter(state.environment, environment)
  const wanted = setup === undefined ? state.setup : (setup ?? undefined)
  assertRoomForVariables(names)
  assertServers(wanted ?? {}, names, actor)
  return { names, setup: wanted }
}

/** Looks at what the session has by now: another change may have been made since this one was prepared. */
async function make(
  deps: Pick<SetupDeps, 'variables'>,
  session: Session,
  { change, resolved, actor }: { change: SetupChange; resolved: SessionState['setup']; actor: Actor },
): Promise<void> {
  const { names, setup } = after(session, change, actor)
  await deps.variables.keep(session.state.id, change.environment ?? {})
  session.patch({ setup: change.setup === undefined ? setup : resolved, environment: names })
  session.replaceProcess('setup_changed')
}

/** Changes of one session are made one after the other: names and values of two at once would not fit each other. */
function oneAtATime(): (session: Session, work: () => Promise<void>) => Promise<void> {
  const last = new WeakMap<Session, Promise<void>>()
  return async (session, work) => {
    const mine = (last.get(session) ?? Promise.resolve()).then(work)
    last.set(
      session,
      mine.catch(() => {}),
    )
    return mine
  }
}

async function create(deps: SetupDeps, asked: ParamsOf<'session.create'>, actor: Actor): Promise<SessionState> {
  const { params, prompt } = withTemplate(deps, asked, actor)
  const { setup = {}, environment = {} } = params
  const names = Object.keys(environment)
  assertRoomForVariables(names)
  assertVariableNames(names, actor)
  assertServers(setup, names, actor)
  await deps.policy.assertRules(setup)
  // Known before it is there: its first process reads the values.
  const id = (await idOfSpare(deps, params, actor)) ?? SessionId.parse(deps.ids.uuid())
  const made = await begun()
  wantSpare(deps, made)
  if (prompt !== '') {
    const draft = { content: prompt, after_version: 0, writer: WRITER }
    deps.drafts.rows.save({ user_id: actor.user_id, session_id: made.id, place: '' }, draft)
  }
  return made

  async function begun(): Promise<SessionState> {
    try {
      await deps.variables.keep(id, environment)
      return await deps.registry.create({ ...params, session_id: id }, actor)
    } catch (error) {
      await deps.variables.wipe({ id, environment: names })
      throw error
    }
  }
}

/** Of the process that waits in the folder; null: none does, or the session is made in a way that none waits for. */
async function idOfSpare(
  { spares, folders }: SetupDeps,
  { project_path, claude_token, git_url, setup, environment }: ParamsOf<'session.create'>,
  { user_id }: Actor,
): Promise<SessionId | null> {
  const isPlain = [claude_token, git_url, setup, environment].every((part) => part === undefined)
  const cwd = isPlain && project_path !== undefined ? await folders.resolve(project_path).catch(() => null) : null
  return cwd === null ? null : spares.reserve(user_id, cwd)
}

function wantSpare({ spares }: SetupDeps, made: SessionState): void {
  const { user_id, workspace_path: cwd, model, permission_mode, permission_mode_chosen, effort } = made
  const isPlain = made.setup === undefined && made.environment.length === 0 && made.checkout === undefined
  // Without asking is only ever begun by a person, for one session.
  if (isPlain && made.login !== 'session_token' && permission_mode !== 'bypassPermissions') {
    spares.want({ user_id, cwd, model, permission_mode, permission_mode_chosen, effort })
  }
}

function namesAfter(before: readonly string[], changes: SetupChange['environment'] = {}): string[] {
  const kept = before.filter((name) => changes[name] !== null)
  const added = Object.entries(changes).flatMap(([name, value]) => (value === null ? [] : [name]))
  return [...new Set([...kept, ...added])].toSorted()
}
