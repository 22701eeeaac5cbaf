import * as z from 'zod'
import { MessageId, SessionId, Timestamp } from '../ids.ts'
import { Attachment } from './attachments.ts'
import { FileNews, MAX_PUSHED_PATHS } from './changes.ts'
import { Citation, MAX_CITATIONS } from './citations.ts'
import { Approval, ApprovalOutcome, BackgroundTask, QueuedMessage, Session, Usage } from './session.ts'
import { SessionStatus } from './status.ts'

/**
 * Session events as they are written on the wire, in the log and in `/events` (frames.md).
 * Text lies in `content`, everything else in `data`. Durable events carry `seq` (1, 2, 3 … per session, no holes)
 * and are committed before they are sent; live ones carry none and are never stored.
 */
const durable = <T extends string, D extends z.ZodType>(type: T, data: D) =>
  z.object({
    type: z.literal(type),
    session_id: SessionId,
    seq: z.number().int().positive(),
    content: z.string().optional(),
    data,
    timestamp: Timestamp,
  })

const live = <T extends string, D extends z.ZodType>(type: T, data: D) =>
  z.object({
    type: z.literal(type),
    session_id: SessionId,
    content: z.string().optional(),
    data,
    timestamp: Timestamp,
  })

export const BlockKind = z.enum(['text', 'thinking'])
export type BlockKind = z.infer<typeof BlockKind>

/** What a tool gave back: plain text, or Claude's content blocks (text, image …) as they came. */
export const ToolResultContent = z.union([z.string(), z.array(z.record(z.string(), z.unknown()))])
export type ToolResultContent = z.infer<typeof ToolResultContent>

/** A prompt was handed to Claude. `content` is its text. */
export const UserMessage = durable(
  'user_message',
  z.object({ message_id: MessageId, author: z.string().optional(), attachments: z.array(Attachment).optional() }),
)

/** A finished block of Claude's text or thinking: the whole of it in `content`. Replaces the live text of `block_id`. */
export const ClaudeBlock = durable(
  'claude_response',
  z.object({
    block_id: z.string(),
    kind: BlockKind,
    is_complete: z.literal(true),
    duration_ms: z.number().optional(),
    parent_tool_use_id: z.string().optional(),
    /** The block was cut off by an interrupt or a crash. */
    aborted: z.boolean().optional(),
    /** The sources that the text names. */
    citations: z.array(Citation).max(MAX_CITATIONS).optional(),
  }),
)

export const ToolUse = durable(
  'tool_use',
  z.object({
    tool_use_id: z.string(),
    name: z.string(),
    input: z.record(z.string(), z.unknown()),
    parent_tool_use_id: z.string().optional(),
  }),
)

/**
 * What allowed or denied a call without a person. Claude Code says only that a rule did it: `rules` are those of the session
 * that may have been it, with the file each is from; none: a rule that was given for the session alone.
 */
export const Decider = z.object({
  decision: z.enum(['allow', 'deny']),
  by: z.enum(['rule', 'hook']),
  rules: z.array(z.object({ rule: z.string(), source: z.string() })),
  /** So many more may have been it than are listed. */
  more_rules: z.number().int().positive().optional(),
})
export type Decider = z.infer<typeof Decider>

export const ToolResult = durable(
  'tool_result',
  z.object({
    tool_use_id: z.string(),
    is_error: z.boolean(),
    content: ToolResultContent,
    /** Claude Code's structured result (diff hunks, exit state, tasks …) where it gave one and it is small enough. */
    details: z.record(z.string(), z.unknown()).optional(),
    parent_tool_use_id: z.string().optional(),
    /** By what it was allowed or denied where nobody was asked. */
    decided_by: Decider.optional(),
    /** Bytes left out of `content`, which is for every viewer: a larger result would sink a phone. */
    truncated_bytes: z.number().int().positive().optional(),
    /** All of what was left out is kept: `session.tool_result` gives it. */
    is_whole_kept: z.literal(true).optional(),
  }),
)

export const ApprovalRequested = durable('approval_requested', Approval)
export const ApprovalResolved = durable('approval_resolved', ApprovalOutcome)

/** What one model had in a turn: sub-agents may work with another one. */
export const ModelShare = z.object({ model: z.string(), usage: Usage, cost_usd: z.number().nonnegative() })
export type ModelShare = z.infer<typeof ModelShare>

export const LinesChanged = z.object({
  additions: z.number().int().nonnegative(),
  deletions: z.number().int().nonnegative(),
})
export type LinesChanged = z.infer<typeof LinesChanged>

/** One turn is over. `error` is a sentence for people. Usage and cost are this turn's alone. */
export const TurnCompleted = durable(
  'turn_completed',
  z.object({
    turn_id: z.string(),
    is_error: z.boolean(),
    error: z.string().optional(),
    /** `completed`, `interrupted`, `api_error`, `not_signed_in` (Claude took no sign-in, or there is none), `crashed` … */
    reason: z.string(),
    duration_ms: z.number().nonnegative(),
    usage: Usage,
    cost_usd: z.number().nonnegative(),
    /** The same, model by model, the leading one first; absent where Claude did not say. */
    models: z.array(ModelShare).min(1).optional(),
    /** In full: by Claude's tools and by what they started. */
    files_changed: z.array(z.string()),
    /** Lines that came and went in them, where that is known. */
    lines_changed: LinesChanged.optional(),
  }),
)

export const StatusChanged = durable('session_status', z.object({ status: SessionStatus, reason: z.string() }))

/** The whole queue; replaces what was known. */
export const QueueChanged = durable('queue_changed', z.object({ queue: z.array(QueuedMessage) }))

/** A background task began or ended. `stopped`: a person or the end of the process ended it. */
export const BackgroundTaskChanged = durable(
  'background_task',
  BackgroundTask.omit({ since: true }).extend({
    state: z.enum(['running', 'completed', 'failed', 'stopped']),
    /** Of a command that failed, where Claude says so. */
    exit_code: z.number().int().optional(),
  }),
)
export type BackgroundTaskChange = z.infer<typeof BackgroundTaskChanged>['data']

/** The code of the notice that a conversation has two ways from here on, of which Claude Code goes on with one. */
export const TWO_WAYS = 'two_ways'

/** Something a person should know, told in `content`. `code` is a stable word. */
export const Notice = durable(
  'notice',
  z.object({
    level: z.enum(['info', 'warning', 'error']),
    code: z.string(),
    details: z.record(z.string(), z.unknown()).optional(),
  }),
)

export const DurableEvent = z.discriminatedUnion('type', [
  UserMessage,
  ClaudeBlock,
  ToolUse,
  ToolResult,
  ApprovalRequested,
  ApprovalResolved,
  TurnCompleted,
  StatusChanged,
  QueueChanged,
  BackgroundTaskChanged,
  Notice,
])
export type DurableEvent = z.infer<typeof DurableEvent>
export type DurableEventType = DurableEvent['type']

/** New text of an open block. `offset`: UTF-16 units of the block before it, so that merging is idempotent. */
export const ClaudeDelta = live(
  'claude_response',
  z.object({
    block_id: z.string(),
    kind: BlockKind,
    offset: z.number().int().nonnegative(),
    is_complete: z.literal(false),
    chunk_index: z.number().int().nonnegative(),
    parent_tool_use_id: z.string().optional(),
  }),
)
export type ClaudeDelta = z.infer<typeof ClaudeDelta>

/** What Claude does right now, as one line. */
export const Activity = live('activity', z.object({ text: z.string() }))

/** The session's header changed. Replaces the whole header (upsert). */
export const SessionUpdated = live('session_updated', z.object({ session: Session }))

/**
 * What a person writes in the session and has not sent is another: `draft.read` has it. `writer`, `place`: as `draft.save` was told;
 * without a place: the message.
 */
export const DraftChanged = live(
  'draft_changed',
  z.object({ version: z.number().int().positive(), writer: z.string(), place: z.string().optional() }),
)
export type DraftChanged = z.infer<typeof DraftChanged>

/** Files of the session's folder changed. `many`: more than are listed; a viewer reads anew. */
export const FileChanged = live(
  'file_changed',
  z.object({ paths: z.array(FileNews).max(MAX_PUSHED_PATHS), many: z.literal(true).optional() }),
)
export type FileChanged = z.infer<typeof FileChanged>

/**
 * The repository of the session's folder changed by Homeport: its index, a branch or a commit. A viewer reads anew. With
 * `progress`, what is under way with a remote: nothing is to be read anew yet.
 */
export const GitChanged = live(
  'git_changed',
  z.object({ progress: z.object({ text: z.string(), percent: z.number().nullable() }).optional() }),
)
export type GitChanged = z.infer<typeof GitChanged>

export const LiveEvent = z.discriminatedUnion('type', [
  ClaudeDelta,
  Activity,
  SessionUpdated,
  DraftChanged,
  FileChanged,
  GitChanged,
])
export type LiveEvent = z.infer<typeof LiveEvent>
export type SessionEvent = DurableEvent | LiveEvent

/** An event before the log gave it a number and a time. */
export type NewEvent = {
  [T in DurableEventType]: {
    readonly type: T
    readonly content?: string
    readonly data: Extract<DurableEvent, { type: T }>['data']
  }
}[DurableEventType]
