import type { ApprovalId, MessageId } from '#shared/ids.ts'
import type { RewindChanges } from '#shared/operations/rewind.ts'
import type { ClaudeCommand } from '#shared/session/commands.ts'
import type { Effort } from '#shared/session/effort.ts'
import type { PermissionMode } from '#shared/session/status.ts'
import type {
  AgentAnswer,
  AgentListener,
  AgentProcess,
  AgentUpdate,
  ProcessIdentity,
} from '#server/host/sessions/ports/agent.ts'
import { KEPT, type PermissionRule } from '#server/host/sessions/ports/folderTrust.ts'
import type { ProgramEnd, ProgramListener } from '../../runners/runner.ts'
import { userContent } from '../protocol/userContent.ts'
import { ControlChannel } from '../protocol/control.ts'
import { createDeferred } from '../protocol/deferred.ts'
import { CommandList } from './commandList.ts'
import { CostSoFar } from './costSoFar.ts'
import type { DriverDeps } from './driverDeps.ts'
import { EffortWatch } from './effortWatch.ts'
import { FolderGuard } from './folderGuard.ts'
import { initialize } from './handshake.ts'
import { PermissionRequests } from './permissionRequests.ts'
import { ProcessRequests } from './processRequests.ts'
import { ServerRequests } from './serverRequests.ts'
import { PolicyGuard, rulesNotInForce } from './policyGuard.ts'
import { type RunningClaude, spawnClaude } from './spawnClaude.ts'
import { StderrTail } from './stderrTail.ts'
import { endText, endedAtOnce, exitOf, problemOf, spawnedUpdates } from './startProblem.ts'
import { SWEEP_MS, stopGently } from './stop.ts'
import { OutputReader } from './outputReader.ts'

type Message = Parameters<AgentProcess['send']>[0]
type Rules = Readonly<Record<'ofFiles' | 'kept', readonly PermissionRule[]>>

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
  readonly #requests: ProcessRequests
  readonly servers: ServerRequests
  readonly #permissions: PermissionRequests
  readonly #outputReader: OutputReader
  /** Lines written before the process could read; null once it can. */
  #backlog: Record<string, unknown>[] | null = []
  #running: RunningClaude | null = null
  /** Those of files, and those that its person keeps in Homeport. */
  #rules: Rules = { ofFiles: [], kept: [] }
  #guard: FolderGuard | null = null
  readonly #policy: PolicyGuard
  readonly #cost: CostSoFar
  readonly #commands = new CommandList()
  readonly #effort: EffortWatch
  #stderr = new StderrTail([], () => {})
  #stopping: Promise<void> | null = null
  #ready = false
  #hasExited = false
  readonly #exited = createDeferred()

  constructor(deps: DriverDeps, listener: AgentListener) {
    this.#deps = deps
    this.#listener = listener
    const write = (line: Record<string, unknown>) => this.#write(line)
    this.#control = new ControlChannel({ newId: deps.newId, write })
    this.#requests = new ProcessRequests(this.#control)
    this.servers = new ServerRequests({ control: this.#control, clean: (text) => this.#stderr.clean(text) })
    this.#effort = new EffortWatch({ control: this.#control, onUpdate: (update) => listener.onUpdate(update) })
    const settled = () => this.#outputReader.settledCost
    this.#cost = new CostSoFar({ requests: this.#requests, settled, isBudgeted: deps.isBudgeted, listener })
    this.#policy = new PolicyGuard({
      control: this.#control,
      write,
      heldNow: deps.heldNow,
      judge: deps.judge,
      beforeTool: () => this.#cost.tell(),
      onApplied: (kept) => this.#noteRules({ kept }),
      onFailed: (reason) => this.#report(rulesNotInForce(reason)),
    })
    this.#permissions = new PermissionRequests({
      write,
      judge: deps.judge,
      onRequested: (approval) => listener.onUpdate({ kind: 'approval_requested', approval }),
      onWithdrawn: (approvalId) => listener.onUpdate({ kind: 'approval_withdrawn', approval_id: approvalId }),
      rules: () => [...this.#rules.ofFiles, ...this.#rules.kept],
      inputOf: (toolUseId) => this.#outputReader.inputOf(toolUseId),
      onUnknown: (request) => this.#outputReader.noteUnknownRequest(request.subtype, JSON.stringify(request)),
    })
    this.#outputReader = new OutputReader({
      control: this.#control,
      servers: this.servers,
      permissions: this.#permissions,
      driver: deps,
      onUpdate: (update) => this.#report(update),
      onMoved: deps.onMoved,
      onTerminalCommands: (names) => this.#commands.noteTerminal(names),
      onRefusedCredential: () => void this.#interruptQuietly(),
      onHook: (line) => this.#policy.take(line) || (this.#guard?.take(line) ?? false),
    })
    void this.#start()
  }

  get identity(): ProcessIdentity | null {
    return this.#running?.identity ?? null
  }

  commands(): readonly ClaudeCommand[] | null {
    return this.#commands.list()
  }

  send({ message_id, content, timing, attachments }: Message): void {
    this.#effort.noteSent(content)
    this.#write({
      type: 'user',
      message: { role: 'user', content: userContent(content, attachments) },
      parent_tool_use_id: null,
      session_id: '',
      uuid: message_id,
      ...(timing === 'now' ? { priority: 'now' } : {}),
    })
  }

  recall(messageId: MessageId): Promise<boolean> {
    return this.#requests.recall(messageId)
  }

  answer(approvalId: ApprovalId, answer: AgentAnswer): void {
    this.#permissions.answer(approvalId, answer)
  }

  async interrupt(): Promise<void> {
    if (!this.#hasExited) {
      await this.#requests.interrupt()
    }
  }

  stopTask(taskId: string): Promise<void> {
    return this.#requests.stopTask(taskId)
  }

  async setModel(model: string): Promise<string> {
    const inForce = await this.#requests.setModel(model)
    this.#outputReader.noteModel(inForce)
    return inForce
  }

  setPermissionMode(mode: PermissionMode): Promise<PermissionMode> {
    return this.#requests.setPermissionMode(mode)
  }

  setEffort(effort: Effort | null): Promise<void> {
    return this.#requests.setEffort(effort)
  }

  rewindFiles(messageId: MessageId, how: { readonly isTrial: boolean }): Promise<RewindChanges> {
    return this.#requests.rewindFiles(messageId, how)
  }

  stop({ keepsTurn }: { readonly keepsTurn: boolean } = { keepsTurn: false }): Promise<void> {
    this.#stopping ??= this.#stop(keepsTurn)
    return this.#stopping
  }

  #report(update: AgentUpdate): void {
    this.#listener.onUpdate(update)
    if (update.kind === 'turn_ended') {
      this.#effort.noteTurnEnded()
    }
  }

  async #start(): Promise<void> {
    const prepared = await this.#deps.prepare().catch((error: unknown) => ({ problem: problemOf(error) }))
    const waiting = this.#deps.waiting?.() ?? null
    if (this.#stopping !== null || 'problem' in prepared) {
      await waiting?.end()
      await this.#finish({ code: null, signal: null, problem: 'problem' in prepared ? prepared.problem : null })
      return
    }
    this.#stderr = new StderrTail(prepared.plan.hidden, (line) => this.#deps.log('claude', line))
    const { binary, cwd, plan } = prepared
    const listener: ProgramListener = {
      onStdout: (chunk) => this.#outputReader.push(chunk),
      onStderr: (chunk) => this.#stderr.push(chunk),
      onGone: (end) => void this.#finish(end),
    }
    this.#running =
      waiting?.handOver(listener) ?? spawnClaude({ binary, cwd, plan, runner: this.#deps.runner }, listener)
    if (this.identity !== null) {
      this.#deps.log('runner', `Started as process ${this.identity.pid} in ${cwd}.`)
      spawnedUpdates(this.identity, prepared).forEach((update) => this.#listener.onUpdate(update))
    }
    const ofFiles = prepared.folder.rules.filter(({ source }) => source !== KEPT)
    this.#noteRules({ ofFiles: [...ofFiles, ...prepared.personalRules] })
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
    this.#policy.begin()
    this.#cost.begin()
    backlog.forEach((line) => this.#write(line))
  }

  #noteRules(some: Partial<Rules>): void {
    this.#rules = { ...this.#rules, ...some }
    this.#outputReader.noteRules([...this.#rules.ofFiles, ...this.#rules.kept])
  }

  /** The first line: its answer proves that Claude listens, before anybody relies on being asked. */
  async #initialize(): Promise<void> {
    const shaken = await initialize(this.#control)
    this.#guard?.noteCommands(this.#commands.note(shaken?.answer))
    // Claude Code has read its settings, whatever it answered: were they still the ones that were examined?
    await this.#guard?.check()
    if (this.#hasExited) {
      return
    }
    this.#ready = true
    const { version = null, models = [] } = shaken ?? {}
    this.#listener.onUpdate({ kind: 'ready', version, approvals_work: shaken !== null, models })
  }

  #write(line: Record<string, unknown>): void {
    void (this.#backlog === null ? this.#running?.write(line) : this.#backlog.push(line))
  }

  /** It ends anyway, after its retries. */
  #interruptQuietly(): Promise<void> {
    return this.interrupt().catch(() => {})
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
    const stderr = this.#stderr.end()
    this.#deps.log('runner', endText(end, expected))
    const start_problem = end.problem ?? (this.#ready || expected ? null : endedAtOnce(end, stderr))
    this.#exited.resolve()
    this.#listener.onExit({ ...exitOf(end), expected, stderr, start_problem })
  }
}
