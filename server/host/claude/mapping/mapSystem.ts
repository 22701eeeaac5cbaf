import * as z from 'zod'
import { MessageId } from '#shared/ids.ts'
import { PermissionMode } from '#shared/session/status.ts'
import type { AgentUpdate } from '#server/host/sessions/ports/agent.ts'
import { whatHappened } from '../login/apiErrors.ts'
import {
  mapContentNotice,
  mapElicitationComplete,
  mapNotification,
  mapPluginInstall,
  mapWritesLost,
} from './mapNotices.ts'
import { mapCompactBoundary } from './mapCompaction.ts'
import { mapHookResponse } from './mapHooks.ts'
import { taskReaders } from './mapTasks.ts'
import type { SystemLine } from '../protocol/messages.ts'
import type { MapState } from './mapState.ts'
import { QUIET_SUBTYPES, shortened, reportUnknown } from './unknownMessages.ts'

/** Maps a `system` line. Subtypes that mean nothing to people give nothing; an unknown one is reported as such. */
export function mapSystem(state: MapState, line: SystemLine): AgentUpdate[] {
  const { subtype } = line
  if (Object.hasOwn(readers, subtype)) {
    return readers[subtype]?.(state, line) ?? []
  }
  return QUIET_SUBTYPES.has(subtype) ? [] : reportUnknown(state, `message "system/${subtype}"`, JSON.stringify(line))
}

/**
 * Opens the turn if none runs. Claude says so with `init`, which comes late when it compacts first and not at all
 * for some local commands: the first sign of work counts.
 */
export function beginTurn(state: MapState, turn: { ids?: readonly string[]; mode?: PermissionMode | null } = {}) {
  if (state.turn === 'running') {
    return []
  }
  const ids = turn.ids ?? state.starting
  state.turn = 'running'
  state.starting = []
  const started: AgentUpdate = {
    kind: 'turn_started',
    message_ids: ids.flatMap((id) => MessageId.safeParse(id).data ?? []),
    model: state.model,
    permission_mode: turn.mode ?? null,
  }
  return [started]
}

type Reader = (state: MapState, line: SystemLine) => AgentUpdate[]

const readers: Readonly<Record<string, Reader>> = {
  init: mapInit,
  status: mapStatus,
  api_retry: mapRetry,
  session_title_changed: (_, line) => {
    const { title } = Title.parse(line)
    return title === '' ? [] : [{ kind: 'renamed', name: shortened(title, 200) }]
  },
  compact_boundary: mapCompactBoundary,
  task_progress: (_, line) => activity(line),
  ...taskReaders,
  hook_response: (_, line) => mapHookResponse(line),
  notification: (_, line) => mapNotification(line),
  elicitation_complete: (_, line) => mapElicitationComplete(line),
  plugin_install: (_, line) => mapPluginInstall(line),
  session_writes_lost: (_, line) => mapWritesLost(line),
  model_refusal_fallback: (_, line) => mapContentNotice(line, 'warning'),
  model_refusal_no_fallback: (_, line) => mapContentNotice(line, 'warning'),
  model_fallback: (_, line) => mapContentNotice(line, 'warning'),
  model_consent_fallback: (_, line) => mapContentNotice(line, 'warning'),
  instruction_size_warning: (_, line) => mapContentNotice(line, 'warning'),
  local_command_output: (_, line) => mapContentNotice(line, 'info'),
  informational: (_, line) => mapContentNotice(line, line['level'] === 'warning' ? 'warning' : 'info'),
}

const Mode = PermissionMode.nullable().catch(null)

const Init = z.looseObject({
  model: z.string().nullable().catch(null),
  permissionMode: Mode,
  user_message_uuids: z.array(z.string()).optional().catch(undefined),
})

function mapInit(state: MapState, line: SystemLine): AgentUpdate[] {
  const init = Init.parse(line)
  state.model = init.model ?? state.model
  const mode = init.permissionMode
  if (state.turn === 'running') {
    return mode === null ? [] : [{ kind: 'mode_changed', permission_mode: mode }]
  }
  const ids = init.user_message_uuids
  return beginTurn(state, { mode, ...(ids === undefined ? {} : { ids }) })
}

const Status = z.looseObject({
  status: z.string().nullable().catch(null),
  permissionMode: Mode,
  compact_result: z.string().optional().catch(undefined),
})

function mapStatus(state: MapState, line: SystemLine): AgentUpdate[] {
  const { status, permissionMode, compact_result } = Status.parse(line)
  if (compact_result === 'failed') {
    // No old lines come again: what follows says why.
    state.compacting = false
  }
  const changed: AgentUpdate[] =
    permissionMode === null ? [] : [{ kind: 'mode_changed', permission_mode: permissionMode }]
  if (status === 'compacting') {
    state.compacting = true
    return [...beginTurn(state), ...changed, { kind: 'activity', text: 'Summing up the conversation' }]
  }
  return status === 'requesting' ? [...changed, { kind: 'activity', text: 'Thinking' }] : changed
}

const Retry = z.looseObject({
  attempt: z.number().catch(1),
  max_retries: z.number().catch(10),
  retry_delay_ms: z.number().catch(0),
  error_status: z.number().nullable().catch(null),
})

function mapRetry(state: MapState, line: SystemLine): AgentUpdate[] {
  const { attempt, max_retries, retry_delay_ms, error_status } = Retry.parse(line)
  if (error_status === 401) {
    // Ten retries would take three minutes and change nothing: `claudeProcess.ts` ends the turn, its end says why.
    state.refused = true
    return []
  }
  const reason = whatHappened(error_status)
  return [{ kind: 'retrying', reason, attempt, max_attempts: max_retries, delay_ms: retry_delay_ms }]
}

const Title = z.looseObject({ title: z.string().catch('') })
const Progress = z.looseObject({ description: z.string().catch('') })

function activity(line: SystemLine): AgentUpdate[] {
  const { description } = Progress.parse(line)
  return description === '' ? [] : [{ kind: 'activity', text: shortened(description, 200) }]
}
