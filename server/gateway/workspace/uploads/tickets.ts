import { randomBytes } from 'node:crypto'
import { HomeportError } from '#shared/errors.ts'
import type { SessionId } from '#shared/ids.ts'
import type { Actor } from '#shared/operations/session.ts'
import type { Clock } from '#server/platform/clock.ts'

const LASTS_MS = 60_000
const MAX_TICKETS = 1000

/** What a browser may download once. */
export interface Ticket {
  readonly actor: Actor
  readonly session_id: SessionId
  readonly path: string
}

/**
 * Addresses that a browser can download from by itself: it then sends no proof of its own, so the address is one. Each is
 * good once, and for a minute; they end with the process.
 */
export class Tickets {
  readonly #clock: Clock
  readonly #open = new Map<string, { readonly ticket: Ticket; readonly until: number }>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  issue(ticket: Ticket): string {
    for (const [id, { until }] of this.#open) {
      if (until < this.#clock.monotonic() || this.#open.size >= MAX_TICKETS) {
        this.#open.delete(id)
      }
    }
    const id = randomBytes(32).toString('base64url')
    this.#open.set(id, { ticket, until: this.#clock.monotonic() + LASTS_MS })
    return id
  }

  /** @throws HomeportError AUTH_003 for one that is not known, used or over. */
  use(id: string): Ticket {
    const found = this.#open.get(id)
    this.#open.delete(id)
    if (found === undefined || found.until < this.#clock.monotonic()) {
      throw new HomeportError(
        'AUTH_003',
        'This download address was used already, or is over. Start the download again.',
      )
    }
    return found.ticket
  }
}
