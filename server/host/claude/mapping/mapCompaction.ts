import * as z from 'zod'
import type { AgentUpdate } from '#server/host/sessions/ports/agent.ts'
import type { ClaudeLine, SystemLine } from '../protocol/messages.ts'
import type { MapState } from './mapState.ts'
import { MAX_NOTICE_TEXT, excerpt } from './unknownMessages.ts'

const Boundary = z.looseObject({
  compact_metadata: z
    .looseObject({
      trigger: z.string().catch('manual'),
      pre_tokens: z.number().nonnegative().nullish().catch(null),
      post_tokens: z.number().nonnegative().nullish().catch(null),
    })
    .catch({ trigger: 'manual' }),
})

/** Notes that the conversation was summed up. It is told with the summary, which comes next: `takeCompaction`. */
export function mapCompactBoundary(state: MapState, line: SystemLine): AgentUpdate[] {
  const before = takeCompaction(state, null)
  const { trigger, pre_tokens, post_tokens } = Boundary.parse(line).compact_metadata
  // After the automatic one the turn goes on and its lines are news.
  state.compacting = trigger === 'manual'
  state.contextTokens = post_tokens ?? null
  state.compacted = {
    trigger: trigger === 'auto' ? 'auto' : 'manual',
    ...(typeof pre_tokens === 'number' && typeof post_tokens === 'number'
      ? { before_tokens: pre_tokens, after_tokens: post_tokens }
      : {}),
  }
  return before
}

/**
 * Tells of a compaction once its summary is there, or something that shows that none will come. `line`: what comes next;
 * null: nothing any more.
 */
export function takeCompaction(state: MapState, line: ClaudeLine | null): AgentUpdate[] {
  const { compacted } = state
  if (compacted === null || (line !== null && BETWEEN.has(line.type))) {
    return []
  }
  state.compacted = null
  const { before_tokens: before, after_tokens: after } = compacted
  const sizes = before === undefined || after === undefined ? '' : `: ${before} → ${after} tokens`
  const summary = line === null ? '' : summaryIn(line)
  return [
    {
      kind: 'notice',
      level: 'info',
      code: 'compacted',
      text: `Claude summed up the conversation so far to make room${sizes}. It stays readable here.`,
      details: { ...compacted, ...(summary === '' ? {} : { summary: excerpt(summary, MAX_NOTICE_TEXT) }) },
    },
  ]
}

/** Lines that may stand between the two. */
const BETWEEN: ReadonlySet<ClaudeLine['type']> = new Set([
  'system',
  'command_lifecycle',
  'control_request',
  'control_response',
  'control_cancel_request',
  'rate_limit_event',
])

/** What Claude Code writes around the summary is for Claude. */
const BEGIN = '\nSummary:\n'
const END = '\n\nIf you need specific details from before compaction'

/** The summary that Claude goes on with; empty where the line has none. */
function summaryIn(line: ClaudeLine): string {
  if (line.type !== 'user' || line.isSynthetic !== true || typeof line.parent_tool_use_id === 'string') {
    return ''
  }
  const { content } = line.message
  const text = typeof content === 'string' ? content : content.map((block) => textOf(block['text'])).join('\n')
  const begin = text.indexOf(BEGIN)
  const end = text.lastIndexOf(END)
  return text.slice(begin === -1 ? 0 : begin + BEGIN.length, end > begin ? end : undefined).trim()
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
