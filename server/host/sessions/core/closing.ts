import { BackgroundTaskChanged, type NewEvent } from '#shared/session/events.ts'
import type { SessionHeader } from '#shared/session/header.ts'
import { Usage } from '#shared/session/session.ts'
import type { SessionStatus } from '#shared/session/status.ts'
import type { OpenBlock } from './liveText.ts'
import type { RowChange } from '../ports/sessionPorts.ts'

/** All that was under way when a process ended. */
export interface Unfinished {
  readonly header: SessionHeader
  readonly blocks: readonly OpenBlock[]
  readonly tools: readonly string[]
  /** Those of the tools that waited for an answer. */
  readonly waiting: ReadonlySet<string>
  /** null when no turn ran. */
  readonly turn: { readonly turn_id: string; readonly duration_ms: number } | null
}

export interface Ending {
  /** The word for it in `turn_completed`, such as `crashed`. */
  readonly reason: string
  /** One sentence for people: why the turn ended. */
  readonly error: string
  readonly status: SessionStatus
  readonly status_reason: string
  /** Another process runs the turn again: it goes on, and what waits for an answer waits on. */
  readonly keepsTurn?: boolean
  readonly notice?: Extract<NewEvent, { type: 'notice' }>
}

/**
 * Ends honestly what a process left open: cut blocks are kept as they are, tools without a result get one that
 * says so, approvals nobody can answer any more are cancelled, the turn is closed.
 */
export function closingEvents(unfinished: Unfinished, ending: Ending): NewEvent[] {
  return [
    ...unfinished.blocks.map(abortedBlock),
    ...stoppedTasks(unfinished.header),
    ...unfinished.tools.map((id) => (unfinished.waiting.has(id) ? toolNotRun(id) : abortedTool(id))),
    ...(ending.keepsTurn === true ? [] : cancelledApprovals(unfinished.header)),
    ...(unfinished.turn === null ? [] : [endedTurn(unfinished.turn, ending)]),
    ...(ending.notice === undefined ? [] : [ending.notice]),
    { type: 'session_status', data: { status: ending.status, reason: ending.status_reason } },
  ]
}

/** What ran in the background ends with the process. */
export function stoppedTasks({ session }: SessionHeader): NewEvent[] {
  return session.background_tasks.map((task) => ({
    type: 'background_task',
    data: BackgroundTaskChanged.shape.data.parse({ ...task, state: 'stopped' }),
  }))
}

/** The rows that go with `closingEvents`. */
export function closedApprovals(header: SessionHeader): RowChange[] {
  return cancelledApprovals(header).map(({ data }) => ({ kind: 'approval_closed', outcome: data }))
}

/** Approvals that were open and whose answer Claude can no longer get. */
export function cancelledApprovals(header: SessionHeader): Extract<NewEvent, { type: 'approval_resolved' }>[] {
  return header.approvals.map(({ approval_id }) => ({
    type: 'approval_resolved',
    data: { approval_id, decision: 'cancelled', answered_by: null },
  }))
}

/** A block that will not be finished: what came of it is kept. */
export function abortedBlock({ block_id, kind, text }: OpenBlock): NewEvent {
  return { type: 'claude_response', content: text, data: { block_id, kind, is_complete: true, aborted: true } }
}

/** The result of a tool of which nobody knows how it ended. */
export function abortedTool(toolUseId: string): NewEvent {
  const content =
    'Interrupted: Claude Code ended before this tool reported a result. It may have done part of its work.'
  return { type: 'tool_result', data: { tool_use_id: toolUseId, is_error: true, content } }
}

/** The result of a tool that waited for an answer when its process ended. */
export function toolNotRun(toolUseId: string): NewEvent {
  const content = 'Not run: Claude Code ended while this waited for an answer.'
  return { type: 'tool_result', data: { tool_use_id: toolUseId, is_error: true, content } }
}

/** A turn that ended without Claude saying so: its usage is unknown and counted as nothing. */
export function endedTurn(
  { turn_id, duration_ms }: { readonly turn_id: string; readonly duration_ms: number },
  { reason, error }: { readonly reason: string; readonly error: string },
): NewEvent {
  const usage = Usage.parse({})
  return {
    type: 'turn_completed',
    data: { turn_id, is_error: true, error, reason, duration_ms, usage, cost_usd: 0, files_changed: [] },
  }
}
