import * as z from 'zod'
import { ApprovalId, MessageId, SessionId, TerminalId, Timestamp, UserId } from '../ids.ts'
import { Attachment } from './attachments.ts'
import { PermissionMode, SessionStatus } from './status.ts'
import { Effort } from './effort.ts'
import { SessionSetup } from './setup.ts'
import { FolderTrust, NOTHING_TO_TRUST } from './trust.ts'
import { Checkout } from './checkout.ts'

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

/** Claude's API did not answer as it should, and Claude Code tries again by itself. */
export const Retry = z.object({
  /** What happened, as a sentence. */
  reason: z.string(),
  /** The number of the try that comes, and the last one there is. */
  attempt: z.number().int(),
  max_attempts: z.number().int(),
  /** When it comes. */
  at: Timestamp,
})
export type Retry = z.infer<typeof Retry>

/** Something that Claude started and that runs beside its turns: a command, an agent. It ends with the process. */
export const BackgroundTask = z.object({
  task_id: z.string(),
  description: z.string(),
  /** The call that started it, where Claude says so. */
  tool_use_id: z.string().optional(),
  /** When it began, or went to the background. */
  since: Timestamp.optional(),
})
export type BackgroundTask = z.infer<typeof BackgroundTask>

/** How much of what Claude can have in mind at once is taken, as Claude Code reported it with the last answer. */
export const ContextUse = z.object({
  /** Of the latest request: what was sent, and what the API had kept of it. */
  tokens: z.number().int().nonnegative(),
  /** What the model can take. */
  window: z.number().int().positive(),
})
export type ContextUse = z.infer<typeof ContextUse>

/** A limit of the account that a session signs in with, as Claude Code last reported it. */
export const AccountLimit = z.object({
  /** Claude's word for it: `five_hour`, `seven_day` … A newer one may be unknown to a client. */
  kind: z.string(),
  state: z.enum(['fine', 'near', 'used_up']),
  /** The share that is used, 0 to 1; null where it was not said. */
  used: z.number().nonnegative().nullable(),
  /** null where it was not said. */
  resets_at: Timestamp.nullable(),
})
export type AccountLimit = z.infer<typeof AccountLimit>

/** The session that another one was forked from. */
export const ForkedFrom = z.object({
  /** It may be gone. */
  session_id: SessionId,
  /** What it was called then. */
  name: z.string(),
})
export type ForkedFrom = z.infer<typeof ForkedFrom>

/**
 * What writes in the conversation in the place of Homeport's chat, which writes nothing meanwhile. `terminal`: Claude Code's own
 * interface in a terminal of the session · `outside`: a Claude Code that Homeport did not start.
 */
export const SessionWriter = z.object({
  kind: z.enum(['terminal', 'outside']),
  since: Timestamp,
  terminal_id: TerminalId.optional(),
  /** Of the process outside; absent where only the growth of the transcript tells of it. */
  pid: z.number().int().optional(),
})
export type SessionWriter = z.infer<typeof SessionWriter>

/** One session as lists, headers and `session_updated` show it. The whole of it replaces what a client had. */
export const Session = z.object({
  id: SessionId,
  user_id: UserId,
  name: z.string(),
  status: SessionStatus,
  /** Why the status is what it is, as a stable word: `user_request`, `turn_running`, `host_restarted` … */
  status_reason: z.string(),
  workspace_path: z.string(),
  /** Claude Code's process on its machine; null while none runs. */
  process_id: z.number().int().nullable().default(null),
  model: z.string().nullable(),
  permission_mode: PermissionMode,
  /** False: nobody chose it, so the default mode of a trusted folder counts. */
  permission_mode_chosen: z.boolean().default(true),
  /** How much Claude thinks; null: as much as Claude Code lets it by itself. */
  effort: Effort.nullable().catch(null).default(null),
  /** What `effort` may be with this model, as Claude Code reported it; none: it has not, or there is no choice. */
  effort_levels: z.array(Effort).catch([]).default([]),
  created_at: Timestamp,
  last_activity: Timestamp,
  /** When the running turn began; null while none runs. */
  turn_started_at: Timestamp.nullable(),
  /** What Claude does right now, one line; null while no turn runs. */
  activity: z.string().nullable(),
  /** Only while the answer of the API is waited for once more. */
  retry: Retry.nullable().default(null),
  message_count: z.number().int().nonnegative(),
  turn_count: z.number().int().nonnegative(),
  pending_approvals: z.number().int().nonnegative(),
  usage: Usage,
  cost_usd: z.number().nonnegative(),
  /** null where Claude Code did not say. */
  context: ContextUse.nullable().catch(null).default(null),
  /** Those that Claude Code reported; none with a key of the API. */
  limits: z.array(AccountLimit).catch([]).default([]),
  /** Files that turns touched, summed over the turns. */
  files_changed: z.number().int().nonnegative(),
  head_seq: z.number().int().nonnegative(),
  archived: z.boolean(),
  /** Lists show it first. */
  pinned: z.boolean().default(false),
  /** When it is gone for good: until then `session.restore` brings it back, and no list shows it. null: it stays. */
  deletes_at: Timestamp.nullable().default(null),
  /** How the last turn ended, or the last start where Claude Code did not come up. `none`: there was none yet, one runs, or a person stopped it. */
  outcome: z.enum(['none', 'finished', 'failed']).catch('none').default('none'),
  /** Why it failed, as a sentence for people; null where nothing did. */
  outcome_reason: z.string().nullable().default(null),
  /** Nobody has looked at what the last turn brought. A client says `mark_read` when the session is in front of a person. */
  unread: z.boolean().default(false),
  /** Its conversation has two ways, and nobody has looked since: `mark_read` says that somebody has. */
  two_ways: z.boolean().catch(false).default(false),
  /** What runs in the background now, the oldest first. */
  background_tasks: z.array(BackgroundTask).default([]),
  /** null until Claude Code was started once, and where it has nothing to sign in with. */
  login: SessionLogin.nullable().default(null),
  /** Whether what the folder brings for Claude Code is in force. */
  trust: FolderTrust.default(NOTHING_TO_TRUST),
  /** Only of a fork: it began with that session’s conversation. */
  forked_from: ForkedFrom.optional(),
  /** Only where it was made with something. */
  setup: SessionSetup.optional().catch(undefined),
  /** The names of its own environment variables. Nobody is shown their values. */
  environment: z.array(z.string()).catch([]).default([]),
  /** Only where the session began with a worktree or a clone of its own. */
  checkout: Checkout.optional().catch(undefined),
  /** null: Homeport's chat, or nobody. */
  writer: SessionWriter.nullable().catch(null).default(null),
})
export type Session = z.infer<typeof Session>

/** A prompt that waits for its turn. Visible, editable, cancellable. */
export const QueuedMessage = z.object({
  message_id: MessageId,
  content: z.string(),
  created_at: Timestamp,
  attachments: z.array(Attachment).optional(),
  /** It does not go by itself: the turn before it was interrupted, and a person says whether it shall still run. */
  held: z.literal(true).optional(),
})
export type QueuedMessage = z.infer<typeof QueuedMessage>

/** `elicitation`: an MCP server asks a person, by a form or for a visit to a page. */
export const ApprovalKind = z.enum(['tool', 'question', 'plan', 'elicitation'])
export type ApprovalKind = z.infer<typeof ApprovalKind>

/**
 * Why a request deserves a second look, judged by the host when it arrives. A help to read, not a defence: what carries
 * no mark may still do harm.
 */
export const Danger = z.object({
  /** A stable word, such as `deletes_files`. A newer host may send one that a client does not know. */
  code: z.string(),
  /** What it means, as a sentence for people. */
  text: z.string(),
  /** The field of the input that it is in, as a path of keys: `command`, `file_path`, `edits.0.new_string`. */
  field: z.string().optional(),
  /** Where in that field's text, in UTF-16 units; `end` is behind the last. Absent: the whole field. */
  start: z.number().int().nonnegative().optional(),
  end: z.number().int().nonnegative().optional(),
})
export type Danger = z.infer<typeof Danger>

/** A file that is there already and that the tool would replace as a whole. */
export const Overwrites = z.object({
  lines: z.number().int().nonnegative(),
  /** The file is too long to be counted to its end. */
  at_least: z.literal(true).optional(),
})
export type Overwrites = z.infer<typeof Overwrites>

/** The file of a skill that lies below the session's folder and brings more than text for Claude. */
export const SkillFile = z.object({
  /** From the session's folder. */
  path: z.string(),
  /** Its front matter, and the lines that run a command when it is used. */
  brings: z.string(),
  /** False: there is more of it. */
  is_whole: z.boolean(),
})
export type SkillFile = z.infer<typeof SkillFile>

/** A tool that waits for a person: what exactly it wants to do, and the rules Claude suggests to remember. */
export const Approval = z.object({
  approval_id: ApprovalId,
  /** A kind that a client does not know yet is shown whole, as a tool would be: it can be denied there. */
  kind: ApprovalKind.catch('tool'),
  tool_use_id: z.string(),
  tool_name: z.string(),
  input: z.record(z.string(), z.unknown()),
  /** Claude's own `permission_suggestions`, verbatim: passing one back is how "always" is said. */
  suggestions: z.array(z.record(z.string(), z.unknown())),
  description: z.string().optional(),
  agent_id: z.string().optional(),
  /** Why Claude Code asks: the words of the hook, the rule or the mode that wants a person. */
  decision_reason: z.string().optional(),
  /** The path that lies outside what the session may touch, where that is why it asks. */
  blocked_path: z.string().optional(),
  /** Every danger of the input, in the order of the text. Absent: an older host asked, and nobody has judged it. */
  dangers: z.array(Danger).optional(),
  /** Only where a file would be replaced. */
  overwrites: Overwrites.optional(),
  /** Only where a skill of a folder below would be used: every file that its name may mean. */
  skills: z.array(SkillFile).optional(),
})
export type Approval = z.infer<typeof Approval>

/** A file as it is before a tool replaces it. */
export const FileBefore = z.object({
  path: z.string(),
  /** Its beginning where it is not whole; null where it is no text. */
  text: z.string().nullable(),
  is_whole: z.boolean(),
})
export type FileBefore = z.infer<typeof FileBefore>

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
  /** The device that the answer came from, as people call it; `quiet hours`: nobody was there. Absent: not known. */
  answered_from: z.string().optional(),
  message: z.string().optional(),
  updated_input: z.record(z.string(), z.unknown()).optional(),
  remember: z.boolean().optional(),
  /** The hash of what was allowed: the input as it runs, edited or not. Absent where nothing was allowed. */
  input_sha256: z.string().optional(),
  /** The dangers of an edited input; those of the request itself are in the request. */
  dangers: z.array(Danger).optional(),
})
export type ApprovalOutcome = z.infer<typeof ApprovalOutcome>
