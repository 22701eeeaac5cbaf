import type { Subscribed } from '#shared/session/snapshots.ts'
import type { SessionHeader } from '#shared/session/header.ts'

/** A header as a subscription gives it: replaces what was known. */
export function headerOf({ session, approvals, queue }: Subscribed): SessionHeader {
  return { session, approvals, queue }
}
