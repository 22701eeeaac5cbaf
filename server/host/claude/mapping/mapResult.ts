import { addUsage } from '#shared/session/header.ts'
import type { ModelShare } from '#shared/session/events.ts'
import type { Usage } from '#shared/session/session.ts'
import type { AgentUpdate } from '#server/host/sessions/ports/agent.ts'
import { NOT_SIGNED_IN, REFUSED_CREDENTIAL, describeApiError } from '../login/apiErrors.ts'
import { inItsLines } from '../protocol/commandWords.ts'
import type { ModelUsages, ResultLine } from '../protocol/messages.ts'
import { contextAfter } from './contextUse.ts'
import { type MapState, endTurn } from './mapState.ts'
import { beginTurn } from './mapSystem.ts'
import { MAX_NOTICE_TEXT, excerpt } from './unknownMessages.ts'

/** Maps the end of a turn. Its cost is that of the turn alone, sub-agents and cut answers included. */
export function mapResult(state: MapState, line: ResultLine): AgentUpdate[] {
  const started = beginTurn(state)
  const { usage, cost, models } = turnCost(state, line)
  const end = outcome(state, line)
  const files = [...state.filesChanged]
  const words = unsaid(state, line)
  const context = contextAfter(state, line)
  endTurn(state)
  return [
    ...started,
    ...words,
    {
      kind: 'turn_ended',
      turn_id: line.uuid ?? `${line.subtype}:${line.duration_ms}`,
      is_error: end.error !== undefined,
      ...(end.error === undefined ? {} : { error: end.error }),
      ...(isOwn(line) ? { is_own: true } : {}),
      reason: end.reason,
      duration_ms: line.duration_ms,
      usage,
      cost_usd: cost,
      ...(models.length === 0 ? {} : { models }),
      files_changed: files,
      ...(context === null ? {} : { context }),
    },
  ]
}

/** Claude began the turn by itself (a background task ended), and no prompt went into it. */
function isOwn({ origin, user_message_uuids: prompts }: ResultLine): boolean {
  return origin !== null && origin !== undefined && (prompts ?? []).length === 0
}

/** Commands that Claude Code answers by itself may say so in the result alone: a turn is not left without a word. */
function unsaid(state: MapState, line: ResultLine): AgentUpdate[] {
  const said = line.result?.trim() ?? ''
  return said === '' || line.is_error || state.whole.size > 0
    ? []
    : [
        {
          kind: 'block',
          block_id: `${line.uuid ?? line.duration_ms}:result`,
          block_kind: 'text',
          text: inItsLines(said),
        },
      ]
}

interface Outcome {
  readonly reason: string
  readonly error?: string
}

function outcome(state: MapState, line: ResultLine): Outcome {
  if (state.refused || line.api_error_status === 401) {
    return { reason: 'not_signed_in', error: REFUSED_CREDENTIAL }
  }
  if (line.terminal_reason?.startsWith('aborted') === true) {
    return { reason: 'interrupted' }
  }
  const said = line.result ?? line.errors?.join('\n') ?? ''
  if (line.terminal_reason === 'api_error') {
    return apiFailure(line, said)
  }
  return line.is_error
    ? { reason: line.subtype, error: excerpt(said || `Claude Code ended the turn: ${line.subtype}`, MAX_NOTICE_TEXT) }
    : { reason: 'completed' }
}

function apiFailure({ api_error_status: status = null }: ResultLine, said: string): Outcome {
  return /^Not logged in\b/.test(said)
    ? { reason: 'not_signed_in', error: NOT_SIGNED_IN }
    : { reason: 'api_error', error: excerpt(describeApiError(status, said), MAX_NOTICE_TEXT) }
}

const NOTHING: Usage = { input_tokens: 0, output_tokens: 0, cache_creation_input_tokens: 0, cache_read_input_tokens: 0 }

/**
 * `usage` of a result leaves out sub-agents and answers that were cut; `total_cost_usd` and `modelUsage` add up over
 * the life of the process and start anew after `/clear`. Newer versions also tell the difference themselves.
 */
function turnCost(state: MapState, line: ResultLine): { usage: Usage; cost: number; models: ModelShare[] } {
  const totals = line.modelUsage ?? {}
  const turn = line.model_usage_since_last_result ?? difference(totals, state.usage)
  state.usage = totals
  const models = Object.entries(turn)
    .map(([model, counts]) => ({ model, usage: usageOf(counts), cost_usd: counts.costUSD }))
    .filter(({ usage, cost_usd }) => cost_usd > 0 || Object.values(usage).some((tokens) => tokens > 0))
    .toSorted((one, other) => Number(other.model === state.model) - Number(one.model === state.model))
  return {
    usage: models.map((share) => share.usage).reduce(addUsage, NOTHING),
    cost: models.reduce((sum, { cost_usd }) => sum + cost_usd, 0),
    models,
  }
}

function usageOf(counts: ModelUsages[string]): Usage {
  return {
    input_tokens: counts.inputTokens,
    output_tokens: counts.outputTokens,
    cache_creation_input_tokens: counts.cacheCreationInputTokens,
    cache_read_input_tokens: counts.cacheReadInputTokens,
  }
}

function difference(now: ModelUsages, before: ModelUsages): ModelUsages {
  return Object.fromEntries(
    Object.entries(now).map(([model, counts]) => {
      const past = before[model]
      if (past === undefined || past.inputTokens > counts.inputTokens || past.outputTokens > counts.outputTokens) {
        return [model, counts]
      }
      return [
        model,
        {
          inputTokens: counts.inputTokens - past.inputTokens,
          outputTokens: counts.outputTokens - past.outputTokens,
          cacheReadInputTokens: Math.max(0, counts.cacheReadInputTokens - past.cacheReadInputTokens),
          cacheCreationInputTokens: Math.max(0, counts.cacheCreationInputTokens - past.cacheCreationInputTokens),
          costUSD: Math.max(0, counts.costUSD - past.costUSD),
        },
      ]
    }),
  )
}
