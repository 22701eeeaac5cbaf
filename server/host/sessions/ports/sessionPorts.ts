import type { ToolResultContent } from '#shared/session/events.ts'
import type { ApprovalId, MessageId, SessionId, UserId } from '#shared/ids.ts'
import type { Approval, ApprovalOutcome, QueuedMessage, Session } from '#shared/session/session.ts'
import type { ClaudeModel } from '#shared/session/claudeModel.ts'
import type { SessionHeader } from '#shared/session/header.ts'
import type { SessionStatus } from '#shared/session/status.ts'
import type { MessageTiming } from '#shared/operations/turn.ts'
import type { LinkEvent } from '#server/link/link.ts'
import type { AgentAnswer, ForkPoint, ProcessIdentity } from './agent.ts'
import type { StoredAttachment } from './storedAttachment.ts'

/** What a notice says. `prompt_id`: of that prompt alone, or of none that is known. */
export interface SaidBefore {
  readonly code: string
  readonly content: string
  readonly prompt_id?: string
}

/**
 * Port: what survives this process. Synchronous, so that a commit and the events it publishes are one step.
 * Every write is one transaction: on HomeportError INTERNAL_001 (disk full, broken database) nothing of it is kept.
 */
export interface SessionStore {
  insert(session: Session): void
  /** The events and everything they change, at once. @throws when the numbers would leave a hole. */
  append(commit: Commit): void
  /** The header as the log left it; null when there is no such session. */
  header(id: SessionId): SessionHeader | null
  list(query: SessionQuery): readonly Session[]
  /** A user's sessions that have a process or an unanswered approval, archived ones too, latest activity first. */
  attended(userId: UserId): readonly Session[]
  /** What a user has pinned and not archived, latest activity first. */
  pinned(userId: UserId): readonly Session[]
  /** Sessions that go at their `deletes_at`, of everybody, the first to go first. No other list holds them. */
  deleted(): readonly Session[]
  /** Removes a deleted session with its events, approvals, messages and results. No-op for one that was restored. */
  remove(id: SessionId): void
  /** How many sessions a user has in each status, archived ones included. */
  countByStatus(userId: UserId): Partial<Record<SessionStatus, number>>
  /** Unanswered approvals of these sessions, oldest first. */
  openApprovals(ids: readonly SessionId[]): readonly { session_id: SessionId; approval: Approval }[]
  /** How an approval ended; null while it is open, undefined when there never was one. */
  outcome(sessionId: SessionId, approvalId: ApprovalId): ApprovalOutcome | null | undefined
  /** Answers that were given while no process waited for them, in the order of the questions. */
  owedAnswers(sessionId: SessionId): readonly OwedAnswer[]
  /** The message once sent with this key. */
  messageByKey(sessionId: SessionId, key: string): StoredMessage | null
  message(sessionId: SessionId, messageId: MessageId): StoredMessage | null
  /** Messages handed to Claude whose turn has not ended, oldest first. */
  sentMessages(sessionId: SessionId): readonly StoredMessage[]
  readEvents(range: EventRange): readonly RawEvent[]
  /** All of a tool result that was too large for its event; null when it was not, or there was none. */
  wholeResult(sessionId: SessionId, toolUseId: string): ToolResultContent | null
  /** An image or text that prompts of the session may carry; null: it has none of that content. */
  attachment(sessionId: SessionId, sha256: string): StoredAttachment | null
  addAttachment(sessionId: SessionId, stored: StoredAttachment): void
  /** Of all attachments of the session together. */
  attachmentBytes(sessionId: SessionId): number
  /** A new session with a conversation that it did not have itself: nothing of it is counted as used. */
  insertFork(fork: SessionFork): void
  /** Where in Claude's record of another conversation a fork goes on; null: it is none, or began with nothing. */
  forkPoint(sessionId: SessionId): ForkPoint | null
  /** The latest event of a message or a turn; null: there is none. */
  seqOf(sessionId: SessionId, type: 'user_message' | 'turn_completed', id: string): number | null
  /** The first prompt behind an event; null: there is none. */
  firstPrompt(sessionId: SessionId, afterSeq: number): { readonly seq: number; readonly message_id: MessageId } | null
  /** The event that ended the latest turn; 0: none has. */
  lastTurn(sessionId: SessionId): number
  /** Tools that were called since the last turn ended and have no result. */
  openToolUses(sessionId: SessionId): readonly string[]
  /** Whether a notice has said just this before in the session. */
  hasNotice(sessionId: SessionId, said: SaidBefore): boolean
  /** The models that Claude Code last offered a user. */
  models(userId: UserId): readonly ClaudeModel[]
  /** Sessions that a host which is gone left with a process, or in a state that needs one, or with a queue. */
  unfinished(): readonly UnfinishedSession[]
  /** The processes of a user's sessions. */
  processes(userId: UserId): readonly { readonly session_id: SessionId; readonly process: ProcessIdentity }[]
}

export interface Commit {
  /** The header after the events. */
  readonly session: Session
  readonly events: readonly RawEvent[]
  readonly changes?: readonly RowChange[]
}

/** A session as it is made from another one. */
export interface SessionFork {
  readonly session: Session
  /** 1, 2, 3 … `session.head_seq`. */
  readonly events: readonly RawEvent[]
  readonly from: SessionId
  /** Hashes of what its prompts carry: copied from the other session. */
  readonly attachments: readonly string[]
  /** null: nothing was said before the point. */
  readonly point: ForkPoint | null
}

export interface RawEvent {
  readonly seq: number
  readonly type: string
  /** The whole frame as UTF-8 JSON. */
  readonly payload: Buffer
}

export type MessageState = 'queued' | 'sent' | 'done' | 'cancelled'

export interface StoredMessage {
  readonly message: QueuedMessage
  readonly state: MessageState
  readonly timing: MessageTiming
  readonly author: string
}

export type RowChange =
  | { readonly kind: 'message_added'; readonly message: StoredMessage; readonly idempotency_key: string | null }
  | { readonly kind: 'messages_moved'; readonly ids: readonly MessageId[]; readonly state: MessageState }
  | { readonly kind: 'messages_held'; readonly ids: readonly MessageId[]; readonly held: boolean }
  | { readonly kind: 'message_edited'; readonly id: MessageId; readonly content: string }
  /** All that wait, in the order in which they are to go. */
  | { readonly kind: 'queue_ordered'; readonly ids: readonly MessageId[] }
  | { readonly kind: 'approval_opened'; readonly approval: Approval }
  | { readonly kind: 'approval_closed'; readonly outcome: ApprovalOutcome }
  | { readonly kind: 'answer_owed'; readonly id: ApprovalId; readonly answer: AgentAnswer }
  /** Handed over, or void: nothing is owed for them any more. */
  | { readonly kind: 'answers_settled'; readonly ids: readonly ApprovalId[] }
  /** All of a tool result of which its event holds the beginning. */
  | { readonly kind: 'whole_result'; readonly tool_use_id: string; readonly content: ToolResultContent }
  /** What Claude Code offers the user of the session now. */
  | { readonly kind: 'models_reported'; readonly models: readonly ClaudeModel[] }
  | { readonly kind: 'process_changed'; readonly process: ProcessIdentity | null }

export interface SessionQuery {
  readonly user_id: UserId
  readonly status?: SessionStatus | undefined
  /** Exactly this folder. */
  readonly project?: string | undefined
  /** Part of the name or the folder, case ignored. */
  readonly q?: string | undefined
  readonly archived: boolean
  readonly limit: number
  /** Only sessions that come after this one, most recently active first. */
  readonly after?: { readonly last_activity: string; readonly id: string } | undefined
}

/** Bounded by number and by bytes (at least one event, if there is any). */
export interface EventRange {
  readonly session_id: SessionId
  readonly from: { readonly after_seq: number } | { readonly before_seq: number }
  readonly limit: number
  readonly max_bytes: number
}

/** An answer that Claude has not got: nobody asked any more when it was given. */
export interface OwedAnswer {
  /** What it was given for. */
  readonly approval: Approval
  readonly answer: AgentAnswer
}

export interface UnfinishedSession {
  readonly session_id: SessionId
  readonly process: ProcessIdentity | null
}

/** Port: Claude tokens that were given for one session only. They never rest anywhere. */
export interface SessionTokens {
  /** Replaces the one it had. */
  keep(sessionId: SessionId, token: string): void
  /** No-op when there is none. */
  wipe(sessionId: SessionId): void
}

/** Port: the values of sessions' own variables. */
export interface SessionVariables {
  /** By name. @throws HomeportError SESSION_003 when one is gone. */
  read(session: Pick<Session, 'id' | 'environment'>): Promise<Readonly<Record<string, string>>>
  /** Those of a session that another one of the same person goes on from. */
  copy(from: Pick<Session, 'id' | 'environment'>, to: SessionId): Promise<void>
  /** All of a session's. */
  wipe(session: Pick<Session, 'id' | 'environment'>): Promise<void>
}

/** Port: the folders sessions work in. */
export interface Folders {
  /**
   * The real path of a folder of the person's own.
   * @throws HomeportError FILE_003 when it is no absolute path, does not exist, is no folder or may not be entered.
   */
  resolve(path: string): Promise<string>
  /** Makes a fresh folder that Homeport keeps. @throws HomeportError SESSION_003 when there is one of that name. */
  make(name: string): Promise<string>
}

/** Port: where events go. */
export interface EventSink {
  publish(event: LinkEvent): void
  /** Whether any viewer wants the session's live events. */
  isFollowed(sessionId: SessionId): boolean
}

/** Port: the only way to wait. */
export interface Timers {
  /** Runs once; the returned function calls it off. */
  after(milliseconds: number, run: () => void): () => void
}

/** Port: log. Constant sentences, facts as fields; never prompts or contents. */
export interface SessionLog {
  debug(sentence: string, facts: Readonly<Record<string, unknown>>): void
  info(sentence: string, facts: Readonly<Record<string, unknown>>): void
  warn(sentence: string, facts: Readonly<Record<string, unknown>>): void
  error(sentence: string, facts: Readonly<Record<string, unknown>>): void
}

/** Port: how many sessions may have a process at once. */
export interface SessionPlaces {
  /**
   * Before a process is started for a person's session that has none: one that rests may be put to sleep for it.
   * @throws HomeportError SESSION_003 with the sessions that run, when as many run as may and all are in use.
   */
  take(userId: UserId): void
}
