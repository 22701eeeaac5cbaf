import type { SessionId } from '#shared/ids.ts'
import { connection } from '../workstation/connection.ts'
import { openSession, type SessionFeed } from './openSession.ts'

let current: { readonly id: SessionId; readonly feed: SessionFeed } | null = null

/**
 * The feed of the session on the screen. One at a time: asking for another closes the first. Opened by the router
 * before the page's code has arrived, so that the events travel meanwhile.
 */
export function feedOf(id: SessionId): SessionFeed {
  if (current?.id !== id) {
    closeFeed()
    current = { id, feed: openSession(connection, id) }
  }
  return current.feed
}

/** Leaves the session on the screen, if there is one. */
export function closeFeed(): void {
  current?.feed.close()
  current = null
}
