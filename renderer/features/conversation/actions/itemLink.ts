import type { SessionId } from '#shared/ids.ts'
import { showsSession } from '#renderer/state/browser/route.ts'

const ITEM = 'at'

/** The address of one item of a conversation, with the origin that this page was opened from. */
export function itemLink(session_id: SessionId, item: string): string {
  return new URL(`/session/${session_id}?${new URLSearchParams({ [ITEM]: item })}`, location.origin).href
}

/** The item of this session that the page's address leads to; null: to none, or to another session's. */
export function linkedItem(session_id: SessionId): string | null {
  return showsSession(location.pathname, session_id) ? new URLSearchParams(location.search).get(ITEM) : null
}
