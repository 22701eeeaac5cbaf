import { counted } from '#shared/text/plural.ts'
import type { AgentUpdate } from '#server/host/sessions/ports/agent.ts'
import type { MapState } from './mapState.ts'

/** Types of lines that Claude Code writes for the program that drives it, and that mean nothing to a person. */
export const QUIET_TYPES: ReadonlySet<string> = new Set([
  'active_goal',
  'keep_alive',
  'prompt_suggestion',
  'tool_progress',
  'tool_use_summary',
  'transcript_mirror',
])

/** The like among `system` lines: progress that other lines report, marks for a screen, its own book-keeping. */
export const QUIET_SUBTYPES: ReadonlySet<string> = new Set(
  'api_error background_tasks_changed commands_changed control_request_progress dev_intent feedback_draft_queued file_snapshot files_persisted hook_progress hook_started inherited_asks_settled local_command memory_recall memory_saved mirror_error per_turn_effort_changed permission_check_status permission_denied permission_retry placed post_turn_summary rewind_stand_in session_metadata session_state_changed shell_cwd start_folder stop_hook_summary task_notification task_started task_summary task_updated thinking_tokens tool_host_result turn_began_before_init turn_duration turn_handoff_available turn_preempted turn_starting ui_focus ui_invalidate ui_log ui_notify ui_notify_cancel ui_panes ui_placed ui_scroll ui_status ui_toast vcs_state_changed voice_call_talk worker_shutting_down'.split(
    ' ',
  ),
)

/** More different names than these are counted together. */
const MAX_NAMES = 20

/**
 * Reports something that Homeport does not know, with the beginning of what came: the first time, then at every power of
 * ten, so that a version that speaks differently fills no disk.
 */
export function reportUnknown(state: Pick<MapState, 'unknown'>, name: string, raw: string): AgentUpdate[] {
  const { name: shown, count, isDue } = countedUnknown(state, name)
  if (!isDue) {
    return []
  }
  const soFar = count === 1 ? '' : ` (${count} so far)`
  const text = `Claude Code sent something that this Homeport does not know: ${shown}${soFar}. Nothing was done about it.`
  return [
    {
      kind: 'notice',
      level: 'info',
      code: 'unknown_message',
      text: `${text}\n${excerpt(raw, MAX_NOTICE_TEXT)}`,
      details: { name: shown, count },
    },
  ]
}

/** Counts one more of these; `isDue`: this one is to be reported. */
export function countedUnknown(
  { unknown }: Pick<MapState, 'unknown'>,
  what: string,
): { readonly name: string; readonly count: number; readonly isDue: boolean } {
  const short = what.slice(0, 100)
  const name = unknown.has(short) || unknown.size < MAX_NAMES ? short : 'yet another kind'
  const count = (unknown.get(name) ?? 0) + 1
  unknown.set(name, count)
  return { name, count, isDue: Number.isInteger(Math.log10(count)) }
}

/**
 * How much of what Claude Code, a hook or a server says is in one notice. The page shows its beginning, and the rest on
 * demand; beyond this nobody reads on, and every viewer would have to take it in.
 */
export const MAX_NOTICE_TEXT = 16 * 1024

/** The beginning of a text, and how much there is more of it. */
export function excerpt(text: string, length: number): string {
  return text.length <= length
    ? text
    : `${text.slice(0, length)}… (${counted(text.length - length, { one: '# more character', other: '# more characters' })})`
}

/** A text for one line without room: one that is longer ends with `…`. */
export function shortened(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1).trimEnd()}…`
}
