import type { ApprovalId, MessageId } from '#shared/ids.ts'
import type { RewindChanges } from '#shared/operations/rewind.ts'
import type { ClaudeCommand } from '#shared/session/commands.ts'
import type { Approval, SessionLogin } from '#shared/session/session.ts'
import { Usage } from '#shared/session/session.ts'
import type { ClaudeModel } from '#shared/session/claudeModel.ts'
import type { Effort } from '#shared/session/effort.ts'
import type { PermissionMode } from '#shared/session/status.ts'
import { NOTHING_TO_TRUST } from '#shared/session/trust.ts'
import type {
  AgentAnswer,
  AgentExit,
  AgentLaunch,
  AgentLauncher,
  AgentListener,
  AgentProcess,
  AgentServers,
  AgentUpdate,
  ForkPlace,
  ProcessIdentity,
  TranscriptState,
} from '#server/host/sessions/ports/agent.ts'

type Sent = Parameters<AgentProcess['send']>[0]

/** An agent that does what the test says, and remembers what it was told. */
export class FakeAgent implements AgentProcess {
  readonly launch: AgentLaunch
  readonly identity: ProcessIdentity
  readonly sent: Sent[] = []
  readonly answers: { approval_id: ApprovalId; answer: AgentAnswer }[] = []
  interrupts = 0
  readonly stoppedTasks: string[] = []
  /** What it was told while it ran. */
  readonly efforts: (Effort | null)[] = []
  /** How it was told to stop; null: it was not. */
  stopped: { readonly keepsTurn: boolean } | null = null
  recallable = false
  hasEnded = false
  /** What it was asked to put back. */
  readonly rewound: { message_id: MessageId; isTrial: boolean }[] = []
  rewindable: RewindChanges | (() => RewindChanges) = { files: [], file_count: 0, insertions: 0, deletions: 0 }
  reportedCommands: readonly ClaudeCommand[] | null = null
  readonly servers: AgentServers = {
    list: () => Promise.resolve([]),
    reconnect: () => Promise.resolve(),
    signIn: () => Promise.resolve(null),
    finishSignIn: () => Promise.resolve(),
  }
  readonly #listener: AgentListener

  constructor(launch: AgentLaunch, listener: AgentListener, pid: number) {
    this.launch = launch
    this.#listener = listener
    this.identity = { pid, started: `mark-${pid}` }
  }

  commands(): readonly ClaudeCommand[] | null {
    return this.reportedCommands
  }

  send(message: Sent): void {
    this.sent.push(message)
  }

  recall(_messageId: MessageId): Promise<boolean> {
    return Promise.resolve(this.recallable)
  }

  answer(approval_id: ApprovalId, answer: AgentAnswer): void {
    this.answers.push({ approval_id, answer })
  }

  interrupt(): Promise<void> {
    this.interrupts += 1
    return Promise.resolve()
  }

  stopTask(taskId: string): Promise<void> {
    this.stoppedTasks.push(taskId)
    return Promise.resolve()
  }

  setModel(model: string): Promise<string> {
    return Promise.resolve(model)
  }

  setPermissionMode(mode: PermissionMode): Promise<PermissionMode> {
    return Promise.resolve(mode)
  }

  setEffort(effort: Effort | null): Promise<void> {
    this.efforts.push(effort)
    return Promise.resolve()
  }

  rewindFiles(message_id: MessageId, { isTrial }: { readonly isTrial: boolean }): Promise<RewindChanges> {
    this.rewound.push({ message_id, isTrial })
    return new Promise((resolve) => {
      resolve(typeof this.rewindable === 'function' ? this.rewindable() : this.rewindable)
    })
  }

  stop(how: { readonly keepsTurn: boolean } = { keepsTurn: false }): Promise<void> {
    this.stopped = how
    this.exit({ expected: true, code: 0 })
    return Promise.resolve()
  }

  emit(update: AgentUpdate): void {
    this.#listener.onUpdate(update)
  }

  spawned(login: SessionLogin): void {
    const { permission_mode } = this.launch
    this.emit({ kind: 'spawned', identity: this.identity, login, trust: NOTHING_TO_TRUST, permission_mode })
  }

  ready(models: readonly ClaudeModel[] = []): void {
    this.emit({ kind: 'ready', version: '2.1.329', approvals_work: true, models })
  }

  startTurn(...message_ids: MessageId[]): void {
    this.emit({ kind: 'turn_started', message_ids, model: 'claude-test', permission_mode: null })
  }

  say(text: string, block_id = 'block-1'): void {
    this.emit({ kind: 'delta', block_id, block_kind: 'text', text })
  }

  ask(approval: Partial<Approval> & { approval_id: ApprovalId }): void {
    this.emit({
      kind: 'approval_requested',
      approval: {
        kind: 'tool',
        tool_use_id: approval.approval_id,
        tool_name: 'Bash',
        input: { command: 'ls' },
        suggestions: [],
        ...approval,
      },
    })
  }

  endTurn(more: Partial<Extract<AgentUpdate, { kind: 'turn_ended' }>> = {}): void {
    this.emit({
      kind: 'turn_ended',
      turn_id: 'turn',
      is_error: false,
      reason: 'completed',
      duration_ms: 5,
      usage: Usage.parse({ output_tokens: 3 }),
      cost_usd: 0.5,
      files_changed: ['a.ts'],
      ...more,
    })
  }

  exit(exit: Partial<AgentExit> = {}): void {
    if (!this.hasEnded) {
      this.hasEnded = true
      this.#listener.onExit({ code: null, signal: null, expected: false, stderr: '', start_problem: null, ...exit })
    }
  }
}

/** Launches fakes. What Claude's transcripts hold is up to the test. */
export class FakeLauncher implements AgentLauncher {
  readonly agents: FakeAgent[] = []
  readonly reaped: ProcessIdentity[] = []
  /** Message ids in every transcript; null: there is none, unless an agent of the session was told something. */
  transcript: readonly MessageId[] | null = null
  /** Somebody deleted it. */
  isLost = false
  #nextPid = 100

  launch(options: AgentLaunch, listener: AgentListener): AgentProcess {
    const agent = new FakeAgent(options, listener, this.#nextPid++)
    this.agents.push(agent)
    return agent
  }

  reap(left: ProcessIdentity): Promise<void> {
    this.reaped.push(left)
    return Promise.resolve()
  }

  inspectTranscript({
    id,
    message_id,
    conversation_id,
  }: Parameters<AgentLauncher['inspectTranscript']>[0]): Promise<TranscriptState> {
    const wasTold = this.agents.some(({ sent, launch }) => sent.length > 0 && launch.session_id === id)
    const exists = !this.isLost && (this.transcript !== null || conversation_id !== undefined || wasTold)
    return Promise.resolve({
      exists,
      has_message: message_id !== undefined && (this.transcript?.includes(message_id) ?? false),
    })
  }

  /** Where forks begin, as long as the conversation is there. */
  forkPlace: ForkPlace = { kind: 'found', point: { conversation_id: 'its-conversation', resume_at: 'its-last-line' } }

  findForkPoint({ before }: { before: MessageId | null }): Promise<ForkPlace> {
    this.forkedBefore.push(before)
    return Promise.resolve(this.isLost ? { kind: 'gone' } : this.forkPlace)
  }

  /** The prompts before which forks were asked for; null: behind all. */
  readonly forkedBefore: (MessageId | null)[] = []

  /** The latest one. */
  get agent(): FakeAgent {
    const agent = this.agents.at(-1)
    if (agent === undefined) {
      throw new Error('Nothing was launched.')
    }
    return agent
  }
}
