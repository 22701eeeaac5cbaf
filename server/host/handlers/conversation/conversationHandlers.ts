import { HomeportError } from '#shared/errors.ts'
import type { ParamsOf } from '#shared/operations/table.ts'
import { DurableEvent } from '#shared/session/events.ts'
import type { HostHandlers } from '../../hostHandlers.ts'
import type { EventRange, SessionStore } from '../../sessions/ports/sessionPorts.ts'
import type { SessionRegistry } from '../../sessions/registry.ts'
import { hitsIn } from './searchEvents.ts'

/** Bytes of events in one answer; what is missing comes with the next page. */
const PAGE_BYTES = 2 * 1024 * 1024

/** Events that one search reads: others wait for it. */
const SEARCHED_AT_ONCE = 2_000

/** Answers for a conversation: its events, what of it holds some words, its whole results, what its Claude Code offers. */
export function conversationHandlers({
  registry,
  store,
}: {
  registry: SessionRegistry
  store: SessionStore
}): Pick<HostHandlers, 'session.events' | 'session.search' | 'session.commands' | 'session.tool_result'> {
  return {
    'session.events': (params, actor) => {
      const { state } = registry.find(params.session_id, actor)
      const range = { session_id: state.id, from: rangeOf(params), limit: params.limit, max_bytes: PAGE_BYTES }
      const events = store.readEvents(range).map(({ payload }) => DurableEvent.parse(JSON.parse(payload.toString())))
      return { events, head_seq: state.head_seq }
    },
    'session.search': ({ session_id, q, before_seq }, actor) => {
      const { state } = registry.find(session_id, actor)
      const from = { before_seq: before_seq ?? state.head_seq + 1 }
      const events = store.readEvents({ session_id: state.id, from, limit: SEARCHED_AT_ONCE, max_bytes: PAGE_BYTES })
      const first = events[0]?.seq ?? 1
      return { hits: [...hitsIn(events, q)], next_before_seq: first > 1 ? first : null }
    },
    'session.commands': ({ session_id }, actor) => registry.find(session_id, actor).commands(),
    'session.tool_result': ({ session_id, tool_use_id }, actor) => {
      const content = store.wholeResult(registry.find(session_id, actor).state.id, tool_use_id)
      if (content === null) {
        throw new HomeportError('SESSION_002', 'Nothing more of that result is kept than the conversation shows.')
      }
      return { content }
    },
  }
}

function rangeOf({ after_seq, before_seq }: ParamsOf<'session.events'>): EventRange['from'] {
  if (after_seq !== undefined && before_seq !== undefined) {
    throw new HomeportError('WS_002', 'Name one of after_seq and before_seq, not both.')
  }
  return before_seq === undefined ? { after_seq: after_seq ?? 0 } : { before_seq }
}
