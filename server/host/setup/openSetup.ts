import { SessionId } from '#shared/ids.ts'
import type { Draft } from '#shared/operations/draft.ts'
import type { Actor } from '#shared/operations/session.ts'
import type { ParamsOf } from '#shared/operations/table.ts'
import type { Session as SessionState } from '#shared/session/session.ts'
import type { Policy } from '../policy/openPolicy.ts'
import { resolvedSetup } from '../sessions/core/newSession.ts'
import type { Folders } from '../sessions/ports/sessionPorts.ts'
import type { SessionRegistry } from '../sessions/registry.ts'
import type { Session } from '../sessions/session.ts'
import type { DraftPlace } from '../store/rows/draftRows.ts'
import type { SessionEnvironment } from './environment/sessionEnvironment.ts'
import { assertVariableNames } from './environment/variableNames.ts'
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
  return {
    handlers: { ...templateHandlers({ rows, clock, ids, assertRules }), ...serverHandlers({ registry }) },
    create: (params, actor) => create(deps, params, actor),
    prepare: async (session, { setup, environment }, actor) => {
      const { state } = session
      const names = namesAfter(state.environment, environment)
      assertVariableNames(Object.keys(environment ?? {}), actor)
      const wanted = setup === undefined ? state.setup : (setup ?? undefined)
      assertServers(wanted ?? {}, names, actor)
      await policy.assertRules(setup ?? {})
      const resolved = setup === undefined ? wanted : ((await resolvedSetup(deps.folders, setup)) ?? undefined)
      return async () => {
        if (setup !== undefined || environment !== undefined) {
          await deps.variables.keep(state.id, environment ?? {})
          session.patch({ setup: resolved, environment: names })
          session.replaceProcess('setup_changed')
        }
      }
    },
  }
}

async function create(deps: SetupDeps, asked: ParamsOf<'session.create'>, actor: Actor): Promise<SessionState> {
  const { params, prompt } = withTemplate(deps, asked, actor)
  const { setup = {}, environment = {} } = params
  const names = Object.keys(environment)
  assertVariableNames(names, actor)
  assertServers(setup, names, actor)
  await deps.policy.assertRules(setup)
  // Known before it is there: its first process reads the values.
  const id = SessionId.parse(deps.ids.uuid())
  try {
    await deps.variables.keep(id, environment)
    const made = await deps.registry.create({ ...params, session_id: id }, actor)
    if (prompt !== '') {
      const draft = { content: prompt, after_version: 0, writer: WRITER }
      deps.drafts.rows.save({ user_id: actor.user_id, session_id: made.id }, draft)
    }
    return made
  } catch (error) {
    await deps.variables.wipe({ id, environment: names })
    throw error
  }
}

function namesAfter(before: readonly string[], changes: SetupChange['environment'] = {}): string[] {
  const kept = before.filter((name) => changes[name] !== null)
  const added = Object.entries(changes).flatMap(([name, value]) => (value === null ? [] : [name]))
  return [...new Set([...kept, ...added])].toSorted()
}
