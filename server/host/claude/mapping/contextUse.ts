import type { ContextUse } from '#shared/session/session.ts'
import type { RequestUsage, ResultLine } from '../protocol/messages.ts'
import type { MapState } from './mapState.ts'

/** Notes what a request of the main conversation took, as Claude Code's own status line counts it: all that was sent. */
export function noteRequest(state: MapState, usage: RequestUsage | null | undefined): void {
  if (usage !== null && usage !== undefined) {
    const { input_tokens, cache_creation_input_tokens, cache_read_input_tokens } = usage
    const sent = (input_tokens ?? 0) + (cache_creation_input_tokens ?? 0) + (cache_read_input_tokens ?? 0)
    state.contextTokens = Math.round(sent)
  }
}

/** How full the context window is when a turn has ended; null where Claude Code did not say it. */
export function contextAfter(state: MapState, { modelUsage }: ResultLine): ContextUse | null {
  const used = Object.entries(modelUsage ?? {})
  const own = used.find(([model]) => model === state.model) ?? (used.length === 1 ? used[0] : undefined)
  state.contextWindow = own?.[1].contextWindow ?? state.contextWindow
  const { contextTokens: tokens, contextWindow: window } = state
  return tokens === null || window === null ? null : { tokens, window }
}
