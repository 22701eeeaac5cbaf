import * as z from 'zod'
import { ApprovalId, MessageId, SessionId, Timestamp, UserId } from '../ids.ts'
import { PermissionMode, SessionStatus } from './status.ts'
import { FolderTrust, NOTHING_TO_TRUST } from './trust.ts'

/** Tokens as the API bills them, summed over whatever the field's owner covers. */
export const Usage = z.object({
  input_tokens: z.number().int().nonnegative().default(0),
  output_tokens: z.number().int().nonnegative().default(0),
  cache_creation_input_tokens: z.number().int().nonnegative().default(0),
  cache_read_input_tokens: z.number().int().nonnegative().default(0),
})
export type Usage = z.infer<typeof Usage>

/**
 * With what a session signs in to Claude, and so who is billed. `token`: its user's own, in the vault ·
 * `session_token`: given for this session only · `subscription`: Claude Code's own login · `environment`: a key in the
 * host's environment · `lent`: whatever the machine's owner signs in with, who lends it to others.
 */
export const SessionLogin = z.enum(['token', 'session_token', 'subscription', 'environment', 'lent'])
export type SessionLogin = z.infer<typeof SessionLogin>

/** One session as lists, headers and `session_updated` show it. The whole of it replaces what a client had. */
export const Session = z.object({
  id: SessionId,
  user_id: UserId,
  name: z.string(),
  status: SessionStatus,
  /** Why the status is what it is, as a stable word: `user_request`, `turn_running`, `host_restarted` … */
  status_reason: z.string(),
  workspace_path: z.string(),
  model: z.string().nullable(),
  permission_mode: PermissionMode,
  /** False: nobody chose it, so the default mode of a trusted folder counts. */
  permission_mode_chosen: z.boolean().default(true),
  created_at: Timestamp,
  last_activity: Timestamp,
  /** When the running turn began; null while none runs. */
  turn_started_at: Timestamp.nullable(),
  /** What Claude does right now, one line; null while no turn runs. */
  activity: z.string().nullable(),
  message_count: z.number().int().nonnegative(),
  turn_count: z.number().int().nonnegative(),
  pending_approvals: z.number().int().nonnegative(),
  usage: Usage,
  cost_usd: z.number().nonnegative(),
  /** Files that turns touched, summed over the turns. */
  files_changed: z.number().int().nonnegative(),
  head_seq: z.number().int().nonnegative(),
  archived: z.boolean(),
  /** null until Claude Code was started once, and where it has nothing to sign in with. */
  login: SessionLogin.nullable().default(null),
  /** Whether what the folder brings for Claude Code is in force. */
  trust: FolderTrust.default(NOTHING_TO_TRUST),
})
export type Session = z.infer<typeof Session>

/** A prompt that waits for its turn. Visible, cancellable (requirement C4). */
export const QueuedMessage = z.object({ message_id: MessageId, content: z.string(), created_at: Timestamp })
export type QueuedMessage = z.infer<typeof QueuedMessage>

export const ApprovalKind = z.enum(['tool', 'question', 'plan'])
export type ApprovalKind = z.infer<typeof ApprovalKind>

/** A tool that waits for a person: what exactly it wants to do, and the rules Claude suggests to remember. */
export const Approval = z.object({
  approval_id: ApprovalId,
  kind: ApprovalKind,
  tool_use_id: z.string(),
  tool_name: z.string(),
  input: z.record(z.string(), z.unknown()),
  /** Claude's own `permission_suggestions`, verbatim: passing one back is how "always" is said. */
  suggestions: z.array(z.record(z.string(), z.unknown())),
  description: z.string().optional(),
  agent_id: z.string().optional(),
})
export type Approval = z.infer<typeof Approval>

export const ApprovalDecision = z.enum(['allow', 'deny'])
export type ApprovalDecision = z.infer<typeof ApprovalDecision>

/** How an approval ended. `cancelled`: Claude withdrew it (interrupt, crash). */
export const ApprovalOutcome = z.object({
  approval_id: ApprovalId,
  /** What was asked for; absent in outcomes that an older host wrote. */
  tool_name: z.string().optional(),
  decision: z.enum(['allow', 'deny', 'cancelled']),
  /** The answering user's name; null when nobody answered (cancelled). */
  answered_by: z.string().nullable(),
  message: z.string().optional(),
  updated_input: z.record(z.string(), z.unknown()).optional(),
  remember: z.boolean().optional(),
})
export type ApprovalOutcome = z.infer<typeof ApprovalOutcome>
