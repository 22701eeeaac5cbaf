import { DurableEvent } from '#shared/session/events.ts'
import type { Session } from '#shared/session/session.ts'
import type { SessionStore } from '../../sessions/ports/sessionPorts.ts'

/** So far back it is looked for. */
const EVENTS = 50
const MAX_BYTES = 1_000_000
/** In UTF-16 units: lists carry it. */
const MAX_LENGTH = 500

/** The beginning of what Claude said last in a session; null: nothing, or too long ago. */
export function lastWords(store: Pick<SessionStore, 'readEvents'>, { id, head_seq }: Session): string | null {
  const range = { session_id: id, from: { before_seq: head_seq + 1 }, limit: EVENTS, max_bytes: MAX_BYTES }
  for (const { type, payload } of store.readEvents(range).toReversed()) {
    const event = type === 'claude_response' ? DurableEvent.safeParse(JSON.parse(payload.toString())).data : undefined
    if (
      event?.type === 'claude_response' &&
      event.data.kind === 'text' &&
      event.data.parent_tool_use_id === undefined
    ) {
      const text = event.content ?? ''
      return text.length <= MAX_LENGTH ? text : `${text.slice(0, MAX_LENGTH - 1)}…`
    }
  }
  return null
}
