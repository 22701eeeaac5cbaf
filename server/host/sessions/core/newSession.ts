import type { ParamsOf } from '#shared/operations/table.ts'
import type { ClaudeModel } from '#shared/session/claudeModel.ts'
import { effortLevelsOf } from '#shared/session/effortLevels.ts'
import type { SessionSetup } from '#shared/session/setup.ts'
import type { Folders } from '../ports/sessionPorts.ts'
import type { Session as SessionState } from '#shared/session/session.ts'

/** An effort that the model is known not to take is left out: it may be a default that was chosen for another one. */
export function effortAtStart(
  models: readonly ClaudeModel[],
  { model, effort = null }: Pick<ParamsOf<'session.create'>, 'model' | 'effort'>,
): Pick<SessionState, 'effort' | 'effort_levels'> {
  const levels = effortLevelsOf(models, model ?? null)
  return { effort: effort === null || levels?.includes(effort) === false ? null : effort, effort_levels: levels ?? [] }
}

/**
 * With real paths; null where nothing is left of it.
 * @throws HomeportError FILE_003 when a folder cannot be used.
 */
export async function resolvedSetup(folders: Folders, setup: SessionSetup | null = null): Promise<SessionSetup | null> {
  const { additional_folders: wanted = [], ...rest } = setup ?? {}
  const additional_folders = await Promise.all(wanted.map((folder) => folders.resolve(folder)))
  const resolved = { ...rest, ...(wanted.length === 0 ? {} : { additional_folders }) }
  return Object.keys(resolved).length === 0 ? null : resolved
}

/** What every session begins with. */
export const blank = {
  status: 'STARTING',
  status_reason: 'created',
  turn_started_at: null,
  activity: null,
  retry: null,
  message_count: 0,
  turn_count: 0,
  pending_approvals: 0,
  usage: {},
  cost_usd: 0,
  files_changed: 0,
  head_seq: 0,
  archived: false,
  pinned: false,
  deletes_at: null,
  outcome: 'none',
  outcome_reason: null,
  unread: false,
}
