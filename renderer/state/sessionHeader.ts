import type { Subscribed } from '#shared/operations/connection.ts'
import type { SessionEvent } from '#shared/session/events.ts'
import { reduceHeader, type SessionHeader } from '#shared/session/header.ts'

/** A header as a subscription gives it: replaces what was known. */
export function headerOf({ session, approvals, queue }: Subscribed): SessionHeader {
  return { session, approvals, queue }
}

/**
 * Folds any event of the session into its header. `session_updated` replaces the session but not the count of events
 * that were folded in: approvals and queue still have to follow those that come.
 */
export function withEvent(header: SessionHeader, event: SessionEvent): SessionHeader {
  if (event.type === 'activity') {
    return { ...header, session: { ...header.session, activity: event.data.text } }
  }
  if (event.type === 'session_updated') {
    return { ...header, session: { ...event.data.session, head_seq: header.session.head_seq } }
  }
  return 'seq' in event ? reduceHeader(header, event) : header
}
