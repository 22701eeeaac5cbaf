import { HomeportError, readDetails } from '#shared/errors.ts'
import type { ApprovalId, MessageId } from '#shared/ids.ts'
import { PermissionMode } from '#shared/session/status.ts'
import type { AgentAnswer, AgentListener, AgentProcess, ProcessIdentity } from '#server/host/sessions/ports/agent.ts'
import type { ToolRequest, Judgement } from '#server/host/sessions/ports/approvalJudge.ts'
import type { InspectedFolder, PermissionRule } from '#server/host/sessions/ports/folderTrust.ts'
import type { ProgramEnd, Runner, RunnerMark } from '../../runners/runner.ts'
import { ControlChannel } from '../protocol/control.ts'
import { createDeferred } from '../protocol/deferred.ts'
import { FOLDER_GUARD, FolderGuard } from './folderGuard.ts'
import { commandNames } from './shownCommands.ts'
import { PermissionRequests } from './permissionRequests.ts'
import { type RunningClaude, type SpawnRequest, spawnClaude } from './spawnClaude.ts'
import { StderrTail } from './stderrTail.ts'
import { SWEEP_MS, stopGently } from './stop.ts'
import { OutputReader } from './outputReader.ts'

export interface DriverDeps {
  /** What to start, or why it cannot be started. Asked once, at once. */
  readonly prepare: () => Promise<SpawnRequest | { readonly problem: string }>
  /** What the folder brings now. */
  readonly inspectAgain: () => Promise<InspectedFolder>
  /** Where it runs. */
  readonly runner: Runner
  readonly mark: RunnerMark
  /** Judges the request of a tool. */
  readonly judge: (asked: ToolRequest) => Promise<Judgement>
  readonly newId: () => string
  /** Claude goes on in another conversation (`/clear`). */
  readonly onMoved: (conversationId: string) => void
  /** How long the API may be silent before a notice. */
  readonly stallMs: number
}

type Message = Parameters<AgentProcess['send']>[0]

/**
 * One Claude Code process: writes messages to it, reports what happens, ends it cleanly.
 *
 * Invariants: `onExit` comes exactly once and last · nothing but whole JSON lines goes to stdin, `initialize` first ·
 * after `stop()` has resolved nothing that the process started runs any more.
 */
export class ClaudeProcess implements AgentProcess {
  readonly #deps: DriverDeps
  readonly #listener: AgentListener
  readonly #control: ControlChannel
  readonly #permissions: PermissionRequests
  readonly #outputReader: OutputReader
  /** Lines written before the process could read; null once it can. */
  #backlog: Record<string, unknown>[] | null = []
  #running: RunningClaude | null = null
  #rules: readonly PermissionRule[] = []
  #guard: FolderGuard | null = null
  #stderr = new StderrTail(null)
  #stopping: Promise<void> | null = null
  #ready = false
  #hasExited = false
  readonly #exited = createDeferred()

  constructor(deps: DriverDeps, listener: AgentListener) {
    this.#deps = deps
    this.#listener = listener
    const write = (line: Record<string, unknown>) => this.#write(line)
    this.#control = new ControlChannel({ newId: deps.newId, write })
    this.#permissions = new PermissionRequests({
      write,
      judge: deps.judge,
      onRequested: (approval) => listener.onUpdate({ kind: 'approval_requested', approval }),
      onWithdrawn: (approvalId) => listener.onUpdate({ kind: 'approval_withdrawn', approval_id: approvalId }),
      rules: () => this.#rules,
      inputOf: (toolUseId) => this.#outputReader.inputOf(toolUseId),
      onUnknown: (request) => this.#outputReader.noteUnknownRequest(request.subtype, JSON.stringify(request)),
    })
    this.#outputReader = new OutputReader({
      control: this.#control,
      permissions: this.#permissions,
      stallMs: deps.stallMs,
      onUpdate: (update) => listener.onUpdate(update),
      onMoved: deps.onMoved,
      onRefusedCredential: () => void this.#interruptQuietly(),
      onHook: (line) => this.#guard?.take(line) ?? false,
    })
    void this.#start()
  }

  get identity(): ProcessIdentity | null {
    return this.#running?.identity ?? null
  }

  send({ message_id, content, timing }: Message): void {
    this.#write({
      type: 'user',
      message: { role: 'user', content },
      parent_tool_use_id: null,
      session_id: '',
      uuid: message_id,
      ...(timing === 'now' ? { priority: 'now' } : {}),
    })
  }

  async recall(messageId: MessageId): Promise<boolean> {
    try {
      const answer = await this.#control.request({ subtype: 'cancel_async_message', message_uuid: messageId })
      return answer['cancelled'] === true
    } catch {
      return false
    }
  }

  answer(approvalId: ApprovalId, answer: AgentAnswer): void {
    this.#permissions.answer(approvalId, answer)
  }

  async interrupt(): Promise<void> {
    if (!this.#hasExited) {
      await this.#control.request({ subtype: 'interrupt' })
    }
  }

  async stopTask(taskId: string): Promise<void> {
    await this.#control.request({ subtype: 'stop_task', task_id: taskId })
  }

  async setModel(model: string): Promise<string> {
    const answer = await this.#control.request({ subtype: 'set_model', model })
    const inForce = typeof answer['model'] === 'string' ? answer['model'] : model
    this.#outputReader.noteModel(inForce)
    return inForce
  }

  async setPermissionMode(mode: PermissionMode): Promise<PermissionMode> {
    try {
      const answer = await this.#control.request({ subtype: 'set_permission_mode', mode })
      return PermissionMode.safeParse(answer['mode']).data ?? mode
    } catch (error) {
      throw readDetails(error, 'SESSION_003')?.error_code === 'bypass_not_launched' ? NOT_BYPASSED : error
    }
  }

  stop({ keepsTurn }: { readonly keepsTurn: boolean } = { keepsTurn: false }): Promise<void> {
    this.#stopping ??= this.#stop(keepsTurn)
    return this.#stopping
  }

  async #start(): Promise<void> {
    const prepared = await this.#deps.prepare().catch((error: unknown) => ({ problem: problemOf(error) }))
    if (this.#stopping !== null || 'problem' in prepared) {
      await this.#finish({ code: null, signal: null, problem: 'problem' in prepared ? prepared.problem : null })
      return
    }
    this.#stderr = new StderrTail(prepared.plan.secret)
    const { binary, cwd, plan } = prepared
    this.#running = spawnClaude(
      { binary, cwd, plan, runner: this.#deps.runner },
      {
        onStdout: (chunk) => this.#outputReader.push(chunk),
        onStderr: (chunk) => this.#stderr.push(chunk),
        onGone: (end) => void this.#finish(end),
      },
    )
    if (this.identity !== null) {
      const { login, folder, permission_mode, shellProblem } = prepared
      this.#listener.onUpdate({ kind: 'spawned', identity: this.identity, login, trust: folder.trust, permission_mode })
      this.#reportMissing(shellProblem)
    }
    this.#rules = [...prepared.folder.rules, ...prepared.personalRules]
    this.#outputReader.noteRules(this.#rules)
    this.#guard = new FolderGuard(prepared.folder, {
      inspectAgain: this.#deps.inspectAgain,
      write: (line) => this.#write(line),
      onChanged: (change) => {
        // The start of the next process inspects the folder anew.
        if (!this.#hasExited) {
          this.#listener.onUpdate({ kind: 'folder_changed', ...change })
        }
      },
    })
    const backlog = this.#backlog ?? []
    this.#backlog = null
    void this.#initialize()
    backlog.forEach((line) => this.#write(line))
  }

  #reportMissing(problem: string | null): void {
    if (problem !== null) {
      this.#listener.onUpdate({ kind: 'notice', level: 'warning', code: 'shell_environment', text: problem })
    }
  }

  /** The first line: its answer proves that Claude listens, before anybody relies on being asked. */
  async #initialize(): Promise<void> {
    const answer = await this.#control.request(INITIALIZE, { timeoutMs: START_TIMEOUT_MS }).catch(() => null)
    this.#guard?.noteCommands(commandNames(answer))
    // Claude Code has read its settings, whatever it answered: were they still the ones that were examined?
    await this.#guard?.check()
    if (this.#hasExited) {
      return
    }
    const version = answer?.['claude_code_version']
    this.#ready = true
    this.#listener.onUpdate({
      kind: 'ready',
      version: typeof version === 'string' ? version : null,
      approvals_work: answer !== null,
    })
  }

  #write(line: Record<string, unknown>): void {
    if (this.#backlog === null) {
      this.#running?.write(line)
    } else {
      this.#backlog.push(line)
    }
  }

  async #interruptQuietly(): Promise<void> {
    await this.interrupt().catch(() => {
      // It ends anyway, after its retries.
    })
  }

  async #stop(keepsTurn: boolean): Promise<void> {
    const identity = this.identity
    const { runner, mark } = this.#deps
    if (identity !== null && !this.#hasExited && keepsTurn) {
      // Stopped politely, Claude Code would withdraw its requests and record that the turn was given up.
      await runner.kill(identity, mark)
    } else if (identity !== null && !this.#hasExited) {
      await stopGently({
        runner,
        identity,
        mark,
        endTurn: () => this.#endTurn(),
        endSession: async () => {
          await this.#control.request({ subtype: 'end_session' }).catch(() => {})
          this.#running?.endInput()
        },
        exited: this.#exited.promise,
      })
    }
    await this.#exited.promise
  }

  async #endTurn(): Promise<void> {
    if (this.#outputReader.turnRuns) {
      const ended = this.#outputReader.turnEnd()
      await this.#interruptQuietly()
      await ended
    }
  }

  async #finish(end: ProgramEnd): Promise<void> {
    if (this.#hasExited) {
      return
    }
    this.#hasExited = true
    this.#backlog = null
    this.#outputReader.end()
    this.#permissions.close()
    this.#control.close('Claude Code has ended; the conversation is kept. Send a message to go on with it.')
    const identity = this.identity
    const expected = this.#stopping !== null
    if (identity !== null && !expected) {
      // Tools have sessions of their own and outlive a Claude that died.
      await this.#deps.runner.stop(identity, { grace_ms: SWEEP_MS, mark: this.#deps.mark })
    }
    const stderr = this.#stderr.text()
    const start_problem = end.problem ?? (this.#ready || expected ? null : endedAtOnce(end, stderr))
    this.#exited.resolve()
    this.#listener.onExit({ code: end.code, signal: end.signal, expected, stderr, start_problem })
  }
}

/** Claude Code asks before it takes up settings that changed while it runs, and before it runs a command that is typed. */
const GUARDED = [{ hookCallbackIds: [FOLDER_GUARD] }]
const INITIALIZE = { subtype: 'initialize', hooks: { ConfigChange: GUARDED, UserPromptExpansion: GUARDED } }

/** A cold start of the 360 MB binary on a busy machine takes seconds; one that takes longer than this is stuck. */
const START_TIMEOUT_MS = 60_000

const NOT_BYPASSED = new HomeportError(
  'SESSION_003',
  'Claude Code runs without asking only when it was started that way. The mode is unchanged; start a new session in that mode.',
)

function problemOf(error: unknown): string {
  return error instanceof HomeportError ? error.message : `Claude Code could not be prepared: ${String(error)}`
}

function endedAtOnce(end: ProgramEnd, stderr: string): string {
  const how = end.signal === null ? `exit code ${end.code ?? 'unknown'}` : end.signal
  return `Claude Code ended before it was ready (${how}). ${stderr === '' ? 'It said nothing.' : `It said: ${stderr}`}`
}
