import type { BackgroundTaskChange, BlockKind } from '#shared/session/events.ts'
import type { PermissionRule } from '#server/host/sessions/ports/folderTrust.ts'
import type { ModelUsages } from '../protocol/messages.ts'

/** What the mapping remembers between two lines. One per process; changed in place by `mapMessage`. */
export interface MapState {
  /** Whether a turn runs: from its first sign to its result. */
  turn: 'none' | 'running'
  /** Messages that Claude took up before the turn showed itself. */
  starting: string[]
  model: string | null
  /** The API message that is streaming. */
  messageId: string | null
  /** Its blocks that were begun and not finished, by index, in order. */
  readonly open: Map<number, OpenBlock>
  /** How many blocks of a message that was not streamed have come, by message id; this turn's. */
  readonly whole: Map<string, number>
  /** The latest tools called in this turn, by tool-use id. */
  readonly tools: Map<string, CalledTool>
  readonly filesChanged: Set<string>
  /** What runs in the background, by task id. They outlive turns. */
  readonly tasks: Map<string, BackgroundTaskChange>
  /** Commands that run long, and may go to the background. */
  readonly foreground: Map<string, StartedTask>
  /** The permission rules that the process was started with. */
  rules: readonly PermissionRule[]
  /** While the conversation is compacted, old lines come again: they are not news. */
  compacting: boolean
  /** A compaction that is told once its summary has come. */
  compacted: Compaction | null
  /** The API refused the credential; the turn that ends next ends because of it. */
  refused: boolean
  /** `modelUsage` of the last result, where Claude does not count per turn itself. */
  usage: ModelUsages
  /** What the latest request took of the context window; null: not said yet, or the conversation began anew. */
  contextTokens: number | null
  /** The window, as it was said last. */
  contextWindow: number | null
  /** What was said of each limit of the account last. */
  readonly limits: Map<string, string>
  /** How often things came that Homeport does not know, by name; over the life of the process. */
  readonly unknown: Map<string, number>
  /** What was said once and is not said again while it stays so. */
  readonly said: Set<string>
}

/** How the conversation was summed up: by a person's command or by itself, and its sizes where Claude Code says so. */
export interface Compaction {
  readonly trigger: 'manual' | 'auto'
  readonly before_tokens?: number
  readonly after_tokens?: number
}

/** A task as Claude Code announces it. */
export interface StartedTask {
  readonly task_id: string
  readonly description: string
  readonly tool_use_id?: string | null | undefined
}

export interface OpenBlock {
  readonly kind: BlockKind
  text: string
}

export interface CalledTool {
  readonly name: string
  readonly input: Readonly<Record<string, unknown>>
}

export function newMapState(): MapState {
  return {
    turn: 'none',
    starting: [],
    model: null,
    messageId: null,
    open: new Map(),
    whole: new Map(),
    tools: new Map(),
    filesChanged: new Set(),
    tasks: new Map(),
    foreground: new Map(),
    rules: [],
    compacting: false,
    compacted: null,
    refused: false,
    usage: {},
    limits: new Map(),
    contextTokens: null,
    contextWindow: null,
    unknown: new Map(),
    said: new Set(),
  }
}

/** More calls in one turn than anybody looks back upon: a turn may run for hours. */
const MAX_TOOLS = 1000

/** Notes a called tool; the oldest one is forgotten when there are too many. */
export function rememberTool(state: MapState, toolUseId: string, tool: CalledTool): void {
  state.tools.set(toolUseId, tool)
  const oldest = state.tools.size > MAX_TOOLS ? state.tools.keys().next().value : undefined
  if (oldest !== undefined) {
    state.tools.delete(oldest)
  }
}

/** Forgets what belonged to the turn that has ended. */
export function endTurn(state: MapState): void {
  state.turn = 'none'
  state.starting = []
  state.messageId = null
  state.open.clear()
  state.whole.clear()
  state.tools.clear()
  state.filesChanged.clear()
  state.compacting = false
  state.refused = false
}
