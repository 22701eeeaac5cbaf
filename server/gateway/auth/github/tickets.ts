import type { UserId } from '#shared/ids.ts'
import type { Clock } from '#server/platform/clock.ts'
import { newSecret } from '../credentials/secret.ts'

/** A page trades its ticket as soon as it is loaded. */
const TICKET_MS = 2 * 60_000

/** Each costs a whole sign-in at GitHub: there are never more. */
const MAX_TICKETS = 100

/**
 * What a browser brings back from GitHub, in the fragment of the address, which it sends to nobody. A cookie set on the
 * way would be known to every port of the host before there is a key to bind it to. Kept in memory.
 */
export interface Tickets {
  create(userId: UserId): string
  /** Whose it is, once; null when it is unknown, used or over. */
  take(ticket: string): UserId | null
}

export function createTickets(clock: Clock): Tickets {
  const open = new Map<string, { readonly user_id: UserId; readonly expires_at: number }>()
  return {
    create: (user_id) => {
      for (const [ticket, { expires_at }] of open) {
        if (expires_at <= clock.monotonic() || open.size >= MAX_TICKETS) {
          open.delete(ticket)
        }
      }
      const ticket = newSecret()
      open.set(ticket, { user_id, expires_at: clock.monotonic() + TICKET_MS })
      return ticket
    },
    take: (ticket) => {
      const found = open.get(ticket)
      open.delete(ticket)
      return found === undefined || found.expires_at <= clock.monotonic() ? null : found.user_id
    },
  }
}
