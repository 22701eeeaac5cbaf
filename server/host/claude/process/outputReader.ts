import * as z from 'zod'
import type { AgentServers, AgentUpdate } from '#server/host/sessions/ports/agent.ts'
import type { PermissionRule } from '#server/host/sessions/ports/folderTrust.ts'
import { LineReader } from '#server/platform/files/lineReader.ts'
import { createLogger } from '#server/platform/log/log.ts'
import type { ControlChannel } from '../protocol/control.ts'
import { createDeferred } from '../protocol/deferred.ts'
import { takeCompaction } from '../mapping/mapCompaction.ts'
import { closeOpenBlocks, mapMessage } from '../mapping/mapMessage.ts'
import { RunningCost } from '../mapping/runningCost.ts'
import { newMapState } from '../mapping/mapState.ts'
import {
  type ClaudeLine,
  type ControlRequestLine,
  type ReadLine,
  type SystemLine,
  readClaudeLine,
} from '../protocol/messages.ts'
import type { PermissionRequests } from './permissionRequests.ts'
import { ServerWatch } from '../mapping/serverWatch.ts'
import type { DriverDeps } from './driverDeps.ts'
import { StallReports } from './stallReports.ts'
import { resumeCommand, reportUnknownRequest } from '../mapping/unknownRequest.ts'
import { QUIET_TYPES, reportUnknown } from '../mapping/unknownMessages.ts'

export interface OutputReaderDeps {
  readonly control: ControlChannel
  readonly servers: Pick<AgentServers, 'list'>
  readonly permissions: PermissionRequests
  readonly driver: Pick<DriverDeps, 'stall' | 'isBudgeted' | 'prices'>
  readonly onUpdate: (update: AgentUpdate) => void
  readonly onMoved: (conversationId: string) => void
  /** The API refuses the credential: going on waiting is of no use. At most once a turn. */
  readonly onRefusedCredential: () => void
  /** The commands that Claude Code runs in its terminal only. */
  readonly onTerminalCommands: (names: readonly string[]) => void
  /** A request of Claude's that may be a hook's; false: it is something else. */
  readonly onHook: (line: ControlRequestLine) => boolean
}

const log = createLogger('claude')

/** Turns Claude's output into updates, and hands control lines to those who wait for them. */
export class OutputReader {
  readonly #deps: OutputReaderDeps
  readonly #state = newMapState()
  readonly #lines: LineReader
  readonly #stall: StallReports
  readonly #cost: RunningCost
  #waitsForApi = false
  #unreadable = 0
  #hasTools: boolean | null = null
  /** Where Claude is, and in which conversation. */
  #position: { readonly cwd: string; readonly conversationId: string } | null = null
  readonly #servers: ServerWatch
  #turnEnd = createDeferred()

  constructor(deps: OutputReaderDeps) {
    this.#deps = deps
    this.#servers = new ServerWatch({ servers: deps.servers, onUpdate: deps.onUpdate })
    this.#stall = new StallReports(deps.driver.stall, deps.onUpdate)
    this.#cost = new RunningCost(deps.driver.prices, (cost_usd) => deps.onUpdate({ kind: 'cost_so_far', cost_usd }))
    this.#lines = new LineReader({
      onLine: (line) => this.#read(line),
      onTooLong: (bytes) => this.#reportTooLong(bytes),
    })
  }

  get turnRuns(): boolean {
    return this.#state.turn === 'running'
  }

  /** What the conversation had cost when the last turn of the process ended, in US dollars; null: none has ended. */
  get settledCost(): number | null {
    const models = Object.values(this.#state.usage)
    return models.length === 0 ? null : models.reduce((sum, { costUSD }) => sum + costUSD, 0)
  }

  push(chunk: Buffer): void {
    this.#lines.push(chunk)
    this.#stall.onActivity({ waiting: this.#waitsForApi && !this.#deps.permissions.isWaiting })
  }

  /** The output has ended. What was being said is kept as cut off. */
  end(): void {
    this.#lines.end()
    this.#stall.stop()
    takeCompaction(this.#state, null).forEach(this.#deps.onUpdate)
    closeOpenBlocks(this.#state).forEach(this.#deps.onUpdate)
    this.#turnEnd.resolve()
  }

  /** Resolves with the end of the running turn (or of the output). */
  turnEnd(): Promise<void> {
    return this.#turnEnd.promise
  }

  /** The model was changed: the next turn begins with it, though Claude may not say so at once. */
  noteModel(model: string): void {
    this.#state.model = model
  }

  /** The rules that the process is started with: what was decided by one can be told by them. */
  noteRules(rules: readonly PermissionRule[]): void {
    this.#state.rules = rules
  }

  inputOf(toolUseId: string): Readonly<Record<string, unknown>> | undefined {
    return this.#state.tools.get(toolUseId)?.input
  }

  /** Claude asked for something that nobody here can answer; it was refused. `raw`: the request as it came. */
  noteUnknownRequest(subtype: string, raw: string): void {
    const command = this.#position === null ? null : resumeCommand(this.#position, process.platform)
    reportUnknownRequest(this.#state, { subtype, raw, command }).forEach(this.#deps.onUpdate)
  }

  #read(text: string): void {
    const read = readClaudeLine(text)
    switch (read.kind) {
      case 'line':
        this.#take(read.line)
        return
      case 'unknown':
        if (!QUIET_TYPES.has(read.type)) {
          reportUnknown(this.#state, `message "${read.type}"`, text).forEach(this.#deps.onUpdate)
        }
        return
      case 'unreadable':
        this.#reportUnreadable(read, text)
    }
  }

  #reportUnreadable({ type, request_id }: Extract<ReadLine, { kind: 'unreadable' }>, text: string): void {
    this.#unreadable += 1
    // Once and then at every power of ten: a version that speaks differently must not fill the disk.
    if (Number.isInteger(Math.log10(this.#unreadable))) {
      log.warn('unreadable line from Claude Code', { bytes: text.length, so_far: this.#unreadable })
    }
    if (request_id !== null) {
      const subtype = 'in a form of its own'
      this.#deps.permissions.refuse(request_id, subtype)
      this.noteUnknownRequest(subtype, text)
    } else if (type !== null) {
      reportUnknown(this.#state, `message "${type}" in a form of its own`, text).forEach(this.#deps.onUpdate)
    }
  }

  #take(line: ClaudeLine): void {
    switch (line.type) {
      case 'control_response':
        this.#deps.control.settle(line)
        return
      case 'control_request':
        if (!this.#deps.onHook(line)) {
          this.#deps.permissions.take(line)
        }
        return
      case 'control_cancel_request':
        this.#deps.permissions.withdraw(line.request_id)
        return
      default:
        this.#map(line)
    }
  }

  #map(line: ClaudeLine): void {
    const wasRefused = this.#state.refused
    const updates = mapMessage(this.#state, line)
    if (line.type === 'system' && line.subtype === 'init') {
      this.#checkInit(line)
    }
    this.#countCost(line)
    this.#waitsForApi = waitsForApi(line) ?? this.#waitsForApi
    for (const update of updates) {
      this.#deps.onUpdate(update)
      if (update.kind === 'turn_ended') {
        this.#turnEnd.resolve()
        this.#turnEnd = createDeferred()
      }
    }
    if (this.#state.refused && !wasRefused) {
      this.#deps.onRefusedCredential()
    }
  }

  #countCost(line: ClaudeLine): void {
    if (line.type === 'result') {
      this.#cost.endTurn(this.#state.usage)
    } else if (line.type === 'stream_event' && this.#deps.driver.isBudgeted()) {
      this.#cost.onStream(line)
    }
  }

  /** The tools that need a person are offered only while Claude knows how to ask one. */
  #checkInit(line: SystemLine): void {
    const init = Init.safeParse(line)
    if (!init.success) {
      return
    }
    const { session_id, tools, permissionMode, cwd, mcp_servers, terminal_slash_commands } = init.data
    if (this.#hasTools === null) {
      this.#hasTools = ASKING_TOOLS.some((tool) => tools.includes(tool))
      if (!this.#hasTools && (permissionMode === 'default' || permissionMode === 'acceptEdits')) {
        this.#reportUnattended()
      }
    }
    if (this.#position !== null && session_id !== this.#position.conversationId) {
      this.#deps.onMoved(session_id)
    }
    this.#position = { cwd, conversationId: session_id }
    this.#servers.check(mcp_servers)
    this.#deps.onTerminalCommands(terminal_slash_commands)
  }

  #reportUnattended(): void {
    this.#deps.onUpdate({
      kind: 'notice',
      level: 'error',
      code: 'approvals_unavailable',
      text:
        'This Claude Code does not ask for approval over its control channel, so every tool that needs one will be ' +
        'denied. Nothing runs unasked. Update Claude Code, or name another binary in the setting claude.path.',
    })
  }

  #reportTooLong(bytes: number): void {
    log.warn('a line of Claude Code was too long to read', { bytes })
    this.#deps.onUpdate({
      kind: 'notice',
      level: 'warning',
      code: 'output_too_long',
      text: `Claude Code printed ${Math.round(bytes / 1_048_576)} MB in one piece, too much to show here. Claude itself has it all.`,
      details: { bytes },
    })
  }
}

const ASKING_TOOLS = ['AskUserQuestion', 'ExitPlanMode']

const Init = z.looseObject({
  session_id: z.string(),
  tools: z.array(z.string()),
  permissionMode: z.string().nullish(),
  cwd: z.string().catch(''),
  mcp_servers: z.unknown(),
  terminal_slash_commands: z.array(z.string()).catch([]),
})

/** Whether the API owes an answer after this line; null: the line says nothing about it. */
function waitsForApi(line: ClaudeLine): boolean | null {
  switch (line.type) {
    case 'stream_event':
      return line.event.type !== 'message_stop'
    case 'result':
      return false
    case 'system':
      return line.subtype === 'status' && line['status'] === 'requesting' ? true : null
    default:
      return null
  }
}
