import { randomBytes } from 'node:crypto'
import { HomeportError } from '#shared/errors.ts'
import type { SessionId } from '#shared/ids.ts'
import type { Actor } from '#shared/operations/session.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Credential } from '../../kernel/identity.ts'
import type { Guard } from '../../kernel/ports/guard.ts'

const LASTS_MS = 60_000
const MAX_TICKETS = 1000

/** What a browser may download once. */
export interface Ticket {
  readonly actor: Actor
  /** What its person asked for it with; null: the control socket of this machine. */
  readonly credential: Credential | null
  readonly session_id: SessionId
  readonly path: string
}

/**
 * Addresses that a browser can download from by itself: it then sends no proof of its own, so the address is one. Each is
 * good once, and for a minute; they end with what they were asked for with, with their person's right to enter, and with
 * the process.
 */
export class Tickets {
  readonly #clock: Clock
  readonly #guard: Pick<Guard, 'recheck'>
  readonly #open = new Map<string, { readonly ticket: Ticket; readonly until: number }>()

  constructor(clock: Clock, guard: Pick<Guard, 'recheck'>) {
    this.#clock = clock
    this.#guard = guard
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

  /** With what its person may do now. @throws HomeportError AUTH_003 for one that is not known, used or over. */
  use(id: string): Ticket {
    const found = this.#open.get(id)
    this.#open.delete(id)
    const actor = found === undefined || found.until < this.#clock.monotonic() ? null : this.#actorNow(found.ticket)
    if (found === undefined || actor === null) {
      throw new HomeportError(
        'AUTH_003',
        'This download address was used already, or has expired. Start the download again.',
      )
    }
    return { ...found.ticket, actor }
  }

  /** null: whoever asked for it may not enter any more. */
  #actorNow({ actor, credential }: Ticket): Actor | null {
    return credential === null ? actor : (this.#guard.recheck(credential)?.actor ?? null)
  }
}
