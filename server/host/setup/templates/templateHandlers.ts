import { HomeportError } from '#shared/errors.ts'
import type { Actor } from '#shared/operations/session.ts'
import type { ParamsOf } from '#shared/operations/table.ts'
import { Template, type TemplateId } from '#shared/operations/template.ts'
import type { SessionSetup } from '#shared/session/setup.ts'
import type { Clock, Ids } from '#server/platform/clock.ts'
import type { HostHandlers } from '../../hostHandlers.ts'
import { assertChangesNothingOfOwner } from '../../sessions/turns/ownersCommands.ts'
import { type StoredTemplate, TemplatePlan, type TemplateRows } from '../../store/rows/templateRows.ts'
import { assertVariableNames } from '../environment/variableNames.ts'
import { assertServers } from '../servers/assertServers.ts'
import { builtIn } from './builtIn.ts'

/** Of one person. */
const MOST_TEMPLATES = 100

export interface TemplateDeps {
  readonly rows: TemplateRows
  readonly clock: Clock
  readonly ids: Ids
  /** @throws HomeportError for a rule that is none, or allows what is dangerous. */
  readonly assertRules: (setup: SessionSetup) => Promise<void>
}

export type TemplateHandlers = Pick<HostHandlers, Extract<keyof HostHandlers, `template.${string}`>>

/**
 * Answers for templates. Each person has their own, sees what owners share, and changes only their own. What is shared any owner
 * takes back: who shared it may be an owner no more.
 */
export function templateHandlers(deps: TemplateDeps): TemplateHandlers {
  const { rows, clock, ids } = deps
  return {
    'template.list': (_, actor) => ({ templates: seenBy(deps, actor) }),
    'template.create': async (plan, actor) => {
      const own = rows.seenBy(actor.user_id).filter(({ isOwn }) => isOwn)
      if (own.length >= MOST_TEMPLATES) {
        throw new HomeportError(
          'SESSION_003',
          `You have ${MOST_TEMPLATES} templates, the most there can be. Delete one first.`,
        )
      }
      await assertPlan(deps, plan, actor)
      const made = { id: Template.shape.id.parse(ids.uuid()), plan, created_at: clock.timestamp() }
      rows.insert(made, actor.user_id)
      return shown({ ...made, isOwn: true })
    },
    'template.update': async ({ template_id, ...changes }, actor) => {
      const isTakenBack = changes.shared === false && Object.keys(changes).length === 1
      const before = isTakenBack ? withinReach(deps, template_id, actor) : ownOf(deps, template_id, actor)
      const plan = changed(before.plan, changes)
      // Nobody else's is judged by what its person may have.
      if (before.isOwn) {
        await assertPlan(deps, plan, actor)
      }
      rows.write({ id: template_id, plan })
      return shown({ ...before, plan })
    },
    'template.delete': ({ template_id }, actor) => {
      withinReach(deps, template_id, actor)
      rows.delete(template_id, clock.now())
      return { success: true }
    },
    'template.restore': async ({ template_id }, actor) => {
      const deleted = rows.own(template_id, actor.user_id, true)
      if (deleted === null) {
        throw unknown()
      }
      // As it could be made now: who is no owner any more gets it back for themself.
      const plan = { ...deleted.plan, shared: deleted.plan.shared && actor.role === 'owner' }
      await assertPlan(deps, plan, actor)
      rows.write({ id: template_id, plan })
      rows.restore(template_id)
      return shown({ ...deleted, plan })
    },
    'template.unshare_all': (_, actor) => {
      const shared = rows.seenBy(actor.user_id).filter(({ isOwn, plan }) => isOwn && plan.shared)
      shared.forEach(({ id, plan }) => rows.write({ id, plan: { ...plan, shared: false } }))
      return { names: shared.map(({ plan }) => plan.name) }
    },
  }
}

/**
 * What a session is to be made with, a template's words in the place of those that were not named; `prompt`: what Claude is to
 * be told first.
 * @throws HomeportError SESSION_002 when there is no such template · WS_002 when it needs a variable that was not given.
 */
export function withTemplate(
  deps: Pick<TemplateDeps, 'rows'>,
  { template, ...params }: ParamsOf<'session.create'>,
  actor: Actor,
): { readonly params: ParamsOf<'session.create'>; readonly prompt: string } {
  if (template === undefined) {
    return { params, prompt: '' }
  }
  const seen = seenBy(deps, actor)
  // By its id; else by its name, one's own before those of others.
  const found = seen.find(({ id }) => id === template) ?? seen.find(({ name }) => name === template)
  if (found === undefined) {
    throw unknown()
  }
  const missing = found.environment.filter((name) => params.environment?.[name] === undefined)
  if (missing.length > 0) {
    throw new HomeportError(
      'WS_002',
      `environment: The template “${found.name}” needs a value for ${missing.join(', ')}. No session was started.`,
    )
  }
  return {
    params: { ...wordsOf(found), ...params, ...folderOf(found, params), setup: { ...found.setup, ...params.setup } },
    prompt: found.prompt,
  }
}

function wordsOf({
  model,
  permission_mode,
  effort,
}: Template): Pick<ParamsOf<'session.create'>, 'model' | 'permission_mode' | 'effort'> {
  return {
    ...(model === null ? {} : { model }),
    ...(permission_mode === null ? {} : { permission_mode }),
    ...(effort === null ? {} : { effort }),
  }
}

/** @throws HomeportError WS_002 when neither names a folder. */
function folderOf(
  { name, folder }: Template,
  { project_path, folder_name, git_url, claude_token }: ParamsOf<'session.create'>,
): { readonly project_path?: string } {
  const named = project_path ?? folder_name ?? git_url ?? claude_token
  if (named !== undefined || folder.kind === 'new') {
    return {}
  }
  if (folder.kind === 'path') {
    return { project_path: folder.path }
  }
  throw new HomeportError(
    'WS_002',
    `project_path: The template “${name}” works in any folder, so name one. No session was started.`,
  )
}

function seenBy({ rows }: Pick<TemplateDeps, 'rows'>, { user_id }: Actor): Template[] {
  const stored = rows.seenBy(user_id).map(shown)
  const own = stored.filter(({ origin }) => origin === 'own')
  const others = stored.filter(({ origin }) => origin !== 'own')
  const withHomeport = Object.entries(builtIn).map(([id, plan]) =>
    Template.parse({ ...plan, id, origin: 'built_in', created_at: null }),
  )
  return [...own, ...others, ...withHomeport]
}

/** What is undefined stays as it is. */
function changed(plan: TemplatePlan, changes: Omit<ParamsOf<'template.update'>, 'template_id'>): TemplatePlan {
  return TemplatePlan.parse({ ...plan, ...changes })
}

function shown({ id, plan, created_at, isOwn }: StoredTemplate): Template {
  return { ...plan, id, created_at, origin: isOwn ? 'own' : 'shared' }
}

/** @throws HomeportError SESSION_002 when there is none, or it is not theirs: nobody learns which. */
function ownOf({ rows }: TemplateDeps, id: TemplateId, { user_id }: Actor): StoredTemplate {
  const own = rows.own(id, user_id)
  if (own === null) {
    throw unknown()
  }
  return own
}

/** Their own; for an owner also one that is shared. @throws HomeportError SESSION_002 as `ownOf`. */
function withinReach(deps: TemplateDeps, id: TemplateId, actor: Actor): StoredTemplate {
  const shared = actor.role === 'owner' ? deps.rows.shared(id, actor.user_id) : null
  return shared ?? ownOf(deps, id, actor)
}

function unknown(): HomeportError {
  return new HomeportError(
    'SESSION_002',
    'There is no such template of yours. It may be deleted, belong to another person or come with Homeport. Nothing was changed.',
  )
}

/** Whether a session could be made of it; its folders are looked at when one is. @throws HomeportError saying why not. */
async function assertPlan(deps: TemplateDeps, plan: TemplatePlan, actor: Actor): Promise<void> {
  if (plan.shared && actor.role !== 'owner') {
    throw new HomeportError('AUTH_006', 'Only an owner shares templates with everybody here. Nothing was changed.')
  }
  assertChangesNothingOfOwner(plan.prompt, actor)
  assertVariableNames(plan.environment, actor)
  assertServers(plan.setup, plan.environment, actor)
  await deps.assertRules(plan.setup)
}
