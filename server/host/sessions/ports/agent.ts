import type { ApprovalId, MessageId, SessionId, UserId } from '#shared/ids.ts'
import type { Citation } from '#shared/session/citations.ts'
import type { BackgroundTaskChange, BlockKind, Decider, ModelShare, ToolResultContent } from '#shared/session/events.ts'
import type { AccountLimit, Approval, ContextUse, Retry, SessionLogin, Usage } from '#shared/session/session.ts'
import type { ClaudeModel } from '#shared/session/claudeModel.ts'
import type { SessionSetup } from '#shared/session/setup.ts'
import type { Effort } from '#shared/session/effort.ts'
import type { PermissionMode } from '#shared/session/status.ts'
import type { StoredAttachment } from './storedAttachment.ts'
import type { McpServerState } from '#shared/operations/mcp.ts'
import type { RewindChanges } from '#shared/operations/rewind.ts'
import type { MessageTiming } from '#shared/operations/turn.ts'
import type { ClaudeCommand } from '#shared/session/commands.ts'
import type { FolderTrust } from '#shared/session/trust.ts'

/** Port: starts agent processes. `host/claude` implements it with Claude Code; tests with a class of their own. */
export interface AgentLauncher {
  /**
   * Starts a process. Returns at once; messages may be sent at once too, they are written as soon as the process
   * can read. A process that cannot start reports it through `onExit`, never by throwing.
   */
  launch(options: AgentLaunch, listener: AgentListener): AgentProcess
  /** Ends what a host that died left running: the process (if it is still the same one) and all its descendants. */
  reap(left: ProcessIdentity): Promise<void>
  /**
   * Whether Claude's own transcript of the session exists, and whether it holds the prompt. `conversation_id`: that
   * conversation instead of the one that the session is at.
   */
  inspectTranscript(session: {
    id: SessionId
    cwd: string
    message_id?: MessageId | undefined
    conversation_id?: string | undefined
  }): Promise<TranscriptState>
  /**
   * Where a fork of the session would go on that knows all before the prompt; null: all that was said. `conversation_id`
   * as above.
   */
  findForkPoint(session: {
    id: SessionId
    cwd: string
    before: MessageId | null
    conversation_id?: string | undefined
  }): Promise<ForkPlace>
}

/** The end of what a fork knows, in Claude's own record of a conversation. */
export interface ForkPoint {
  readonly conversation_id: string
  /** The last line that it knows. The other conversation may have gone on since. */
  readonly resume_at: string
}

export type ForkPlace =
  | { readonly kind: 'found'; readonly point: ForkPoint }
  /** Nothing was said before the prompt. */
  | { readonly kind: 'beginning' }
  /** Claude has lost the conversation. */
  | { readonly kind: 'gone' }
  /** The conversation does not hold the prompt. */
  | { readonly kind: 'unknown' }
  /** What came before it was summed up since: Claude goes back no further than that. */
  | { readonly kind: 'summed_up' }

export interface TranscriptState {
  readonly exists: boolean
  readonly has_message: boolean
}

export interface AgentLaunch {
  readonly session_id: SessionId
  /** Whose session it is: it signs in as they do. */
  readonly user_id: UserId
  /** It was given a token of its own, and signs in with nothing else. */
  readonly needs_own_token: boolean
  readonly cwd: string
  readonly model: string | null
  readonly permission_mode: PermissionMode
  /** False: a mode that the folder wants comes before it. */
  readonly permission_mode_chosen: boolean
  /** null: Claude Code's own. */
  readonly effort: Effort | null
  readonly setup?: SessionSetup | undefined
  /** The names of the session's own variables. */
  readonly environment?: string[] | undefined
  /**
   * new: a conversation that never ran · resume: go on with it · resume_interrupted: and run the cut turn again · fork: a
   * new one that goes on from `fork`.
   */
  readonly start: 'new' | 'resume' | 'resume_interrupted' | 'fork'
  readonly fork?: ForkPoint | undefined
  /** As its own interface in a terminal, not as the process of the chat. */
  readonly in_terminal?: true
}

/** Enough to recognise a process after a restart: a pid may have been given to another program meanwhile. */
export interface ProcessIdentity {
  readonly pid: number
  /** The operating system's start mark of the process; null where it cannot be had. */
  readonly started: string | null
  /** Whose process it was: leads to tools it started that have outlived it. */
  readonly session_id?: SessionId | undefined
}

export interface AgentMessage {
  readonly message_id: MessageId
  readonly content: string
  readonly timing: MessageTiming
  readonly attachments: readonly StoredAttachment[]
}

export interface AgentProcess {
  /** null while it could not be started. */
  readonly identity: ProcessIdentity | null
  /** What it takes at the beginning of a prompt; null until it has said so. */
  commands(): readonly ClaudeCommand[] | null
  send(message: AgentMessage): void
  /** Takes back a message that Claude holds in its own queue. False: too late, it runs. */
  recall(messageId: MessageId): Promise<boolean>
  answer(approvalId: ApprovalId, answer: AgentAnswer): void
  /** Resolves when Claude has taken note; the turn's end arrives as an update. No-op while idle. */
  interrupt(): Promise<void>
  /** Ends a background task; its end arrives as an update. @throws HomeportError SESSION_003 with Claude's reason. */
  stopTask(taskId: string): Promise<void>
  /** @throws HomeportError SESSION_003 with Claude's reason when it refuses. Returns what is in force now. */
  setModel(model: string): Promise<string>
  setPermissionMode(mode: PermissionMode): Promise<PermissionMode>
  /** In force from the next turn on; null: Claude Code's own. @throws HomeportError SESSION_003 when it refuses. */
  setEffort(effort: Effort | null): Promise<void>
  /**
   * Puts files back to before a message, as far as Claude's own tools changed them; `isTrial`: only says which.
   * @throws HomeportError SESSION_003 where it cannot.
   */
  rewindFiles(messageId: MessageId, how: { readonly isTrial: boolean }): Promise<RewindChanges>
  readonly servers: AgentServers
  /**
   * Ends the process and every descendant: interrupt, end_session, then SIGTERM, then SIGKILL. `keepsTurn`: without
   * the polite steps, which would give up what waits for an answer; the turn can run again afterwards. Idempotent.
   */
  stop(how?: { readonly keepsTurn: boolean }): Promise<void>
}

/** The MCP servers of a process. Each method @throws HomeportError SESSION_003 with Claude's reason. */
export interface AgentServers {
  list(): Promise<readonly Omit<McpServerState, 'is_of_session'>[]>
  reconnect(name: string): Promise<void>
  /** The page where a person signs in; null: nothing is left to do. */
  signIn(name: string): Promise<string | null>
  /** `callbackUrl`: where the browser ended after it. */
  finishSignIn(name: string, callbackUrl: string): Promise<void>
}

export type AgentAnswer =
  | {
      readonly decision: 'allow'
      readonly updated_input?: Readonly<Record<string, unknown>> | undefined
      /** Claude's own suggestions, passed back: the rules it shall remember. */
      readonly remember: readonly Readonly<Record<string, unknown>>[]
    }
  /** `is_dismissed`: a question that was closed without a word. */
  | { readonly decision: 'deny'; readonly message: string; readonly is_dismissed?: true }

/** Never called before `launch` returned. */
export interface AgentListener {
  onUpdate(update: AgentUpdate): void
  /** Exactly once, last. */
  onExit(exit: AgentExit): void
}

export interface AgentExit {
  readonly code: number | null
  readonly signal: string | null
  /** True when `stop()` asked for it. */
  readonly expected: boolean
  /** The system ended it because it took more memory than it may. */
  readonly over_memory?: boolean
  /** The last lines of stderr, bounded, secrets removed. */
  readonly stderr: string
  /** Why it could not even start, for people; null when it ran. */
  readonly start_problem: string | null
}

/** What happened inside the agent, in order. `mapMessage` makes these from Claude's lines. */
export type AgentUpdate =
  /** The process exists: at once after the spawn, so that a host that dies later knows what it left running. */
  | {
      readonly kind: 'spawned'
      readonly identity: ProcessIdentity
      readonly login: SessionLogin | null
      /** What of the folder it was started with. */
      readonly trust: FolderTrust
      readonly permission_mode: PermissionMode
    }
  /** The folder brings something else than the process was started with; `isStale`: and the process applied it. */
  | { readonly kind: 'folder_changed'; readonly trust: FolderTrust; readonly isStale: boolean }
  /** It reads and writes. Comes without any message having been sent. */
  | {
      readonly kind: 'ready'
      readonly version: string | null
      readonly approvals_work: boolean
      /** None where it lists none. */
      readonly models: readonly ClaudeModel[]
    }
  /** A turn began; it may begin by itself (a finished background task). `model` and mode as Claude reports them. */
  | {
      readonly kind: 'turn_started'
      readonly message_ids: readonly MessageId[]
      readonly model: string | null
      readonly permission_mode: PermissionMode | null
    }
  | { readonly kind: 'delta'; readonly block_id: string; readonly block_kind: BlockKind; readonly text: string }
  | {
      readonly kind: 'block'
      readonly block_id: string
      readonly block_kind: BlockKind
      readonly text: string
      readonly duration_ms?: number
      readonly parent_tool_use_id?: string
      readonly aborted?: boolean
      /** The sources that it names. */
      readonly citations?: Citation[]
    }
  | {
      readonly kind: 'tool_use'
      readonly tool_use_id: string
      readonly name: string
      readonly input: Record<string, unknown>
      readonly parent_tool_use_id?: string
    }
  | {
      readonly kind: 'tool_result'
      readonly tool_use_id: string
      readonly is_error: boolean
      readonly content: ToolResultContent
      readonly details?: Record<string, unknown>
      readonly decided_by?: Decider
      readonly parent_tool_use_id?: string
      readonly truncated_bytes?: number
      /** All of a result that was cut, where it can be kept. */
      readonly whole?: ToolResultContent
    }
  | { readonly kind: 'approval_requested'; readonly approval: Approval }
  | { readonly kind: 'approval_withdrawn'; readonly approval_id: ApprovalId }
  | { readonly kind: 'activity'; readonly text: string }
  /** The API did not answer as it should; the next try begins in `delay_ms`. Over with whatever Claude says next. */
  | ({ readonly kind: 'retrying'; readonly delay_ms: number } & Omit<Retry, 'at'>)
  | {
      readonly kind: 'notice'
      readonly level: 'info' | 'warning' | 'error'
      readonly code: string
      readonly text: string
      readonly details?: Record<string, unknown>
      /** It stays so over processes: a session that has this very notice gets no second one. */
      readonly is_lasting?: true
    }
  | { readonly kind: 'mode_changed'; readonly permission_mode: PermissionMode }
  /** By a command in a prompt; null: Claude Code's own. */
  | { readonly kind: 'effort_changed'; readonly effort: Effort | null }
  | { readonly kind: 'renamed'; readonly name: string }
  | {
      readonly kind: 'turn_ended'
      readonly turn_id: string
      readonly is_error: boolean
      readonly error?: string
      readonly reason: string
      readonly duration_ms: number
      readonly usage: Usage
      readonly cost_usd: number
      /** By model, the leading one first. */
      readonly models?: readonly ModelShare[]
      readonly files_changed: readonly string[]
      /** Of those files, where they were compared. */
      readonly lines_changed?: { readonly additions: number; readonly deletions: number }
      /** Absent where Claude Code did not say. */
      readonly context?: ContextUse
      /** Claude began it by itself: no prompt ends with it. */
      readonly is_own?: true
    }
  /** What the running turn has cost before its next tool; only where somebody wants to know. */
  | { readonly kind: 'cost_so_far'; readonly cost_usd: number }
  | { readonly kind: 'account_limit'; readonly limit: AccountLimit }
  /** A task that runs beside the turns began or ended. Its end is reported once. */
  | { readonly kind: 'background_task'; readonly task: BackgroundTaskChange }
