import type { Attachment } from '../attachments.ts'
import type { Citation } from '../citations.ts'
import type { Approval, ApprovalOutcome, Usage } from '../session.ts'
import type { BlockKind, DurableEvent, LinesChanged } from '../events.ts'

type DataOf<T extends DurableEvent['type']> = Extract<DurableEvent, { type: T }>['data']

/** One thing a conversation shows, in the order of the log. `id` is unique within a session and never changes. */
export type TimelineItem = PromptItem | BlockItem | ToolItem | BackgroundItem | NoticeItem | TurnItem | StatusItem

export interface PromptItem {
  readonly kind: 'prompt'
  readonly id: string
  readonly at: string
  readonly text: string
  readonly author: string | null
  readonly attachments?: readonly Attachment[]
}

/** A block of Claude's text or thinking. `live`: it still grows, and its text may be cut anywhere. */
export interface BlockItem {
  readonly kind: BlockKind
  readonly id: string
  readonly at: string
  readonly text: string
  readonly live: boolean
  readonly aborted: boolean
  readonly duration_ms: number | null
  readonly citations?: readonly Citation[]
}

/** A tool call, joined with its result, its approval and, for a sub-agent, everything the sub-agent did. */
export interface ToolItem {
  readonly kind: 'tool'
  readonly id: string
  readonly at: string
  readonly name: string
  readonly input: Readonly<Record<string, unknown>>
  readonly result: ToolOutcome | null
  readonly approval: ToolApproval | null
  /** Its turn ended before it gave a result; false again when one comes all the same. */
  readonly is_cut: boolean
  /** What it left running behind the conversation; null where it left nothing. */
  readonly background: BackgroundWork | null
  readonly children: readonly TimelineItem[]
}

/** Something that runs, or ran, behind the conversation. Times as on the wire. */
export interface BackgroundWork {
  readonly state: DataOf<'background_task'>['state']
  readonly since: string
  /** null while it runs. */
  readonly until: string | null
  readonly exit_code: number | null
}

/** Background work of which Claude Code does not say which call began it. */
export interface BackgroundItem {
  readonly kind: 'background'
  readonly id: string
  readonly at: string
  readonly description: string
  readonly work: BackgroundWork
}

export type ToolOutcome = Pick<
  DataOf<'tool_result'>,
  'is_error' | 'content' | 'details' | 'truncated_bytes' | 'is_whole_kept' | 'decided_by'
> & {
  readonly at: string
}

export interface ToolApproval {
  readonly request: Approval
  /** null while a person is waited for. */
  readonly outcome: ApprovalOutcome | null
}

export interface NoticeItem {
  readonly kind: 'notice'
  readonly id: string
  readonly at: string
  readonly level: 'info' | 'warning' | 'error'
  readonly code: string
  readonly text: string
  readonly details?: Readonly<Record<string, unknown>>
}

/** The line a turn ends with. */
export interface TurnItem {
  readonly kind: 'turn'
  readonly id: string
  readonly turn_id: string
  readonly at: string
  readonly is_error: boolean
  readonly error: string | null
  readonly reason: string
  readonly duration_ms: number
  readonly usage: Usage
  readonly cost_usd: number
  readonly files_changed: readonly string[]
  readonly lines_changed?: LinesChanged | undefined
}

/** The session ended or failed. Other status changes are not part of the conversation. */
export interface StatusItem {
  readonly kind: 'status'
  readonly id: string
  readonly at: string
  readonly status: 'TERMINATED' | 'FAILED'
  readonly reason: string
}

type ShownType = 'user_message' | 'claude_response' | 'tool_use' | 'turn_completed' | 'notice' | 'session_status'
type Makers = { readonly [T in ShownType]: (event: Extract<DurableEvent, { type: T }>) => TimelineItem | null }

const makers: Makers = {
  user_message: ({ data, content, timestamp: at }) => ({
    kind: 'prompt',
    id: data.message_id,
    at,
    text: content ?? '',
    author: data.author ?? null,
    ...(data.attachments === undefined ? {} : { attachments: data.attachments }),
  }),
  claude_response: ({ data, content, timestamp: at }) => ({
    kind: data.kind,
    id: data.block_id,
    at,
    text: content ?? '',
    live: false,
    aborted: data.aborted ?? false,
    duration_ms: data.duration_ms ?? null,
    ...(data.citations === undefined ? {} : { citations: data.citations }),
  }),
  tool_use: ({ data, timestamp: at }) => ({
    kind: 'tool',
    id: data.tool_use_id,
    at,
    name: data.name,
    input: data.input,
    result: null,
    approval: null,
    is_cut: false,
    background: null,
    children: [],
  }),
  turn_completed: ({ seq, data, timestamp: at }) => {
    const { error, ...turn } = data
    return { kind: 'turn', id: `turn ${seq}`, at, ...turn, error: error ?? null }
  },
  notice: ({ seq, data, content, timestamp: at }) => ({
    kind: 'notice',
    id: `notice ${seq}`,
    at,
    level: data.level,
    code: data.code,
    text: content ?? '',
    ...(data.details === undefined ? {} : { details: data.details }),
  }),
  session_status: ({ seq, data: { status, reason }, timestamp: at }) =>
    status === 'TERMINATED' || status === 'FAILED' ? { kind: 'status', id: `status ${seq}`, at, status, reason } : null,
}

/** Makes the item of an event that stands for itself; null for events that are not part of the conversation. */
export function itemOf(event: DurableEvent): TimelineItem | null {
  switch (event.type) {
    case 'user_message':
      return makers.user_message(event)
    case 'claude_response':
      return makers.claude_response(event)
    case 'tool_use':
      return makers.tool_use(event)
    case 'turn_completed':
      return makers.turn_completed(event)
    case 'notice':
      return makers.notice(event)
    case 'session_status':
      return makers.session_status(event)
    default:
      return null
  }
}
