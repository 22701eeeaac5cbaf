import type { ToolResultContent } from '#shared/session/events.ts'
import type { AgentUpdate } from '#server/host/sessions/ports/agent.ts'
import { deciderOf } from './decider.ts'
import type { ContentBlock, UserLine } from '../protocol/messages.ts'
import type { CalledTool, MapState } from './mapState.ts'

/** How much of one tool's result every viewer gets. Beyond it a conversation of a few tools would sink a phone. */
export const MAX_RESULT_BYTES = 256 * 1024
/** How much of one is stored beside the log, to be read on demand: more than Claude Code gives a model. */
export const MAX_WHOLE_BYTES = 8 * 1024 * 1024

/** Maps the tool results of a `user` line. Other text in it (prompts, Claude Code's own marks) is not news. */
export function mapToolResults(state: MapState, line: UserLine): AgentUpdate[] {
  const { content } = line.message
  if (typeof content === 'string') {
    return []
  }
  const results = content.filter((block) => block.type === 'tool_result' && typeof block['tool_use_id'] === 'string')
  return results.map((block): AgentUpdate => {
    const toolUseId = String(block['tool_use_id'])
    const isError = block['is_error'] === true
    if (!isError) {
      noteChangedFile(state, state.tools.get(toolUseId))
    }
    // Claude sends one structured result per line: with several results it cannot be attributed.
    const details = results.length === 1 ? boundDetails(line.tool_use_result) : undefined
    const meta = line.tool_result_meta?.find(({ id }) => id === toolUseId)
    const decided_by = deciderOf(meta, state.tools.get(toolUseId), state.rules)
    return {
      kind: 'tool_result',
      tool_use_id: toolUseId,
      is_error: isError,
      ...boundContent(block),
      ...(details === undefined ? {} : { details }),
      ...(decided_by === null ? {} : { decided_by }),
      ...(typeof line.parent_tool_use_id === 'string' ? { parent_tool_use_id: line.parent_tool_use_id } : {}),
    }
  })
}

const WRITERS: Readonly<Record<string, string>> = {
  Write: 'file_path',
  Edit: 'file_path',
  NotebookEdit: 'notebook_path',
}

function noteChangedFile(state: MapState, tool: CalledTool | undefined): void {
  const path = tool?.input[WRITERS[tool.name] ?? '']
  if (typeof path === 'string' && path !== '') {
    state.filesChanged.add(path)
  }
}

interface Bounded {
  readonly content: ToolResultContent
  readonly truncated_bytes?: number
  readonly whole?: ToolResultContent
}

/** The content of a result, as much of it as every viewer gets, and the whole where that is more. */
export function boundContent({ content }: ContentBlock): Bounded {
  const whole = typeof content === 'string' ? content : Array.isArray(content) ? content.filter(isRecord) : ''
  const bounded = typeof whole === 'string' ? boundText(whole) : boundParts(whole)
  const isKept = bounded.truncated_bytes !== undefined && sizeOf(whole) <= MAX_WHOLE_BYTES
  return isKept ? { ...bounded, whole } : bounded
}

function boundParts(parts: readonly Record<string, unknown>[]): Bounded {
  let left = MAX_RESULT_BYTES
  let cut = 0
  const kept: Record<string, unknown>[] = []
  for (const part of parts) {
    const size = sizeOf(part)
    if (size <= left) {
      kept.push(part)
      left -= size
    } else if (typeof part['text'] === 'string') {
      const text = cutText(part['text'], left)
      kept.push({ ...part, text })
      cut += Buffer.byteLength(part['text']) - Buffer.byteLength(text)
      left = 0
    } else {
      cut += size
    }
  }
  return cut === 0 ? { content: kept } : { content: kept, truncated_bytes: cut }
}

function boundText(text: string): Bounded {
  const kept = cutText(text, MAX_RESULT_BYTES)
  const cut = kept === text ? 0 : Buffer.byteLength(text) - Buffer.byteLength(kept)
  return cut === 0 ? { content: kept } : { content: kept, truncated_bytes: cut }
}

/** The beginning of a text in at most that many bytes of UTF-8, never half a character. */
function cutText(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) {
    return text
  }
  const buffer = Buffer.from(text)
  let end = bytes
  while (end > 0 && ((buffer[end] ?? 0) & 0xc0) === 0x80) {
    end -= 1
  }
  return buffer.subarray(0, end).toString('utf8')
}

/** Whole files and outputs, which the result's content has already: stored only while they are short. */
const BULKY = new Set(['oldString', 'newString', 'content', 'stdout', 'stderr', 'base64', 'prompt'])
const SHORT_BYTES = 4096

function boundDetails(value: unknown): Record<string, unknown> | undefined {
  if (!isRecord(value)) {
    return undefined
  }
  const kept = Object.fromEntries(
    Object.entries(value).filter(
      ([name, field]) => name !== 'originalFile' && (!BULKY.has(name) || sizeOf(field) <= SHORT_BYTES),
    ),
  )
  return sizeOf(kept) <= MAX_RESULT_BYTES ? kept : undefined
}

function sizeOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value) ?? '')
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
