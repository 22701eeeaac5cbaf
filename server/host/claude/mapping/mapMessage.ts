import type { Citation } from '#shared/session/citations.ts'
import type { BlockKind } from '#shared/session/events.ts'
import type { AgentUpdate } from '#server/host/sessions/ports/agent.ts'
import type { AssistantLine, ClaudeLine, ContentBlock, StreamLine } from '../protocol/messages.ts'
import { describeTool } from './activity.ts'
import { inItsLines } from '../protocol/commandWords.ts'
import { mapAuthStatus, mapRateLimit } from './mapAccount.ts'
import { citationsOf } from './citations.ts'
import { takeCompaction } from './mapCompaction.ts'
import { mapHookFeedback } from './mapHooks.ts'
import { noteRequest } from './contextUse.ts'
import { mapResult } from './mapResult.ts'
import { beginTurn, mapSystem } from './mapSystem.ts'
import { calledTool, mapServerResult } from './serverTools.ts'
import { type MapState, rememberTool } from './mapState.ts'
import { mapToolResults } from './toolResults.ts'
import { reportUnknown } from './unknownMessages.ts'

/**
 * Turns one line of Claude's into what happened, in order. No I/O, no clock: the same lines give the same updates.
 * `state` is changed in place. Control lines are for `claudeProcess.ts` and give nothing here.
 */
export function mapMessage(state: MapState, line: ClaudeLine): AgentUpdate[] {
  return [...takeCompaction(state, line), ...mapLine(state, line)]
}

function mapLine(state: MapState, line: ClaudeLine): AgentUpdate[] {
  switch (line.type) {
    case 'stream_event':
      return mapStream(state, line)
    case 'assistant':
      return mapAssistant(state, line)
    case 'user':
      return line.isReplay === true ? [] : [...mapToolResults(state, line), ...mapHookFeedback(line)]
    case 'result':
      return [...closeOpenBlocks(state), ...mapResult(state, line)]
    case 'system':
      return mapSystem(state, line)
    case 'command_lifecycle':
      if (line.state === 'started' && state.turn === 'none') {
        state.starting.push(line.command_uuid)
      }
      return []
    case 'rate_limit_event':
      return mapRateLimit(state, line)
    case 'auth_status':
      return mapAuthStatus(line)
    case 'conversation_reset':
      state.contextTokens = 0
      return [
        {
          kind: 'notice',
          level: 'info',
          code: 'conversation_cleared',
          text: 'Claude forgot the conversation so far. It stays readable here.',
        },
      ]
    case 'control_request':
    case 'control_response':
    case 'control_cancel_request':
      return []
  }
}

/** The text of blocks that will not be finished any more: kept, marked as cut off. */
export function closeOpenBlocks(state: MapState): AgentUpdate[] {
  const { messageId } = state
  const cut = [...state.open]
    .filter(([, block]) => messageId !== null && block.text !== '')
    .map(([index, block]): AgentUpdate => {
      return {
        kind: 'block',
        block_id: `${messageId}:${index}`,
        block_kind: block.kind,
        text: block.text,
        aborted: true,
      }
    })
  state.open.clear()
  return cut
}

function mapStream(state: MapState, { event, parent_tool_use_id: parent }: StreamLine): AgentUpdate[] {
  if (typeof parent === 'string') {
    // A sub-agent's text comes as whole blocks only: its deltas have no place of their own.
    return []
  }
  switch (event.type) {
    case 'message_start': {
      // What the last message left open will not go on: Claude calls the API again after a cut stream.
      const cut = closeOpenBlocks(state)
      state.messageId = event.message?.id ?? null
      noteRequest(state, event.message?.usage)
      return cut
    }
    case 'content_block_start':
      return openBlock(state, event.index ?? 0, event.content_block)
    case 'content_block_delta':
      return addDelta(state, event.index ?? 0, event.delta?.text ?? event.delta?.thinking ?? '')
    default:
      return []
  }
}

function openBlock(state: MapState, index: number, block: ContentBlock | null | undefined): AgentUpdate[] {
  if (block?.type === 'text' || block?.type === 'thinking') {
    state.open.set(index, { kind: block.type, text: '' })
  }
  const begun = block?.[block.type]
  const text = typeof begun === 'string' && begun !== '' ? addDelta(state, index, begun) : []
  return block?.type === 'text' ? [{ kind: 'activity', text: 'Writing' }, ...text] : text
}

function addDelta(state: MapState, index: number, text: string): AgentUpdate[] {
  const block = state.open.get(index)
  if (block === undefined || text === '') {
    return []
  }
  block.text += text
  return [{ kind: 'delta', block_id: `${state.messageId ?? ''}:${index}`, block_kind: block.kind, text }]
}

/** Claude Code's own fillers, which nobody said. */
const FILLERS = new Set(['No response requested.', '(no content)'])

const SYNTHETIC = '<synthetic>'

function mapAssistant(state: MapState, line: AssistantLine): AgentUpdate[] {
  const synthetic = line.message.model === SYNTHETIC
  if (synthetic && (state.compacting || line.is_api_error_message === true)) {
    // Lines of the past come again while compacting; an API error comes with the turn's end.
    return []
  }
  return [...beginTurn(state), ...line.message.content.flatMap((block) => mapBlock(state, line, block))]
}

function mapBlock(state: MapState, line: AssistantLine, block: ContentBlock): AgentUpdate[] {
  const parent = typeof line.parent_tool_use_id === 'string' ? { parent_tool_use_id: line.parent_tool_use_id } : {}
  if (block.type === 'text' || block.type === 'thinking') {
    return mapText(state, line, { kind: block.type, text: block[block.type], citations: citationsOf(block), parent })
  }
  countWhole(state, line.message.id)
  if (block.type === 'redacted_thinking') {
    // Thinking that the API itself hides: there is nothing to be read.
    return []
  }
  const called = calledTool(block)
  if (called !== null) {
    const { tool_use_id, tool } = called
    rememberTool(state, tool_use_id, tool)
    return [
      { kind: 'tool_use', tool_use_id, ...tool, ...parent },
      { kind: 'activity', text: describeTool(tool) },
    ]
  }
  const result = mapServerResult(block)
  return result === null
    ? reportUnknown(state, `content block "${block.type}"`, JSON.stringify(block))
    : [{ ...result, ...parent }]
}

interface TextBlock {
  readonly kind: BlockKind
  readonly text: unknown
  readonly citations: Citation[] | undefined
  readonly parent: { readonly parent_tool_use_id?: string }
}

function mapText(state: MapState, line: AssistantLine, { kind, text, citations, parent }: TextBlock): AgentUpdate[] {
  const blockId = finishBlock(state, line, kind)
  const isSynthetic = line.message.model === SYNTHETIC
  if (typeof text !== 'string' || text === '' || (isSynthetic && FILLERS.has(text))) {
    return []
  }
  return [
    {
      kind: 'block',
      block_id: blockId,
      block_kind: kind,
      text: isSynthetic ? inItsLines(text) : text,
      ...parent,
      ...(typeof line.thinking_duration_ms === 'number' ? { duration_ms: line.thinking_duration_ms } : {}),
      ...(line.aborted === true ? { aborted: true } : {}),
      ...(citations === undefined ? {} : { citations }),
    },
  ]
}

/**
 * The id that the block's deltas had. The finished block carries no index, but blocks finish in the order in which
 * they began; one that was never streamed is counted.
 */
function finishBlock(state: MapState, line: AssistantLine, kind: BlockKind): string {
  const { id } = line.message
  const counted = countWhole(state, id)
  if (id === state.messageId) {
    for (const [index, block] of state.open) {
      if (block.kind === kind) {
        state.open.delete(index)
        return `${id}:${index}`
      }
    }
  }
  return `${id}:${counted}`
}

function countWhole(state: MapState, messageId: string): number {
  const count = state.whole.get(messageId) ?? 0
  state.whole.set(messageId, count + 1)
  return count
}
