import { createHmac, timingSafeEqual } from 'node:crypto'
import { HomeportError } from '#shared/errors.ts'
import type { TerminalId } from '#shared/ids.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Credential } from '../kernel/identity.ts'

/** A window stays open for a working day. */
const LASTS_MS = 12 * 60 * 60 * 1000

export interface Ticket {
  readonly ticket: string
  /** Seconds. */
  readonly expires_in: number
}

/** With what a device may attach to a terminal: bound to both, for some hours. */
export interface TerminalTickets {
  issue(terminalId: TerminalId, device: Credential): Ticket
  /**
   * @param ticket undefined: none was shown; then the device must have got one of this server.
   * @throws HomeportError AUTH_006 for any other ticket, device or terminal, and once it has expired.
   */
  check(terminalId: TerminalId, device: Credential, ticket: string | undefined): void
}

export interface TicketDeps {
  readonly clock: Clock
  /** Stays over restarts of the gateway, and so do tickets. */
  readonly secret: Buffer
}

export function createTerminalTickets({ clock, secret }: TicketDeps): TerminalTickets {
  /** Until when a device has a ticket that it need not show again: in milliseconds since 1970. */
  const issued = new Map<string, number>()
  const sign = (place: string, until: number) =>
    createHmac('sha256', secret).update(`terminal ticket\n${place}\n${until}`).digest()
  return {
    issue: (terminalId, device) => {
      const until = clock.now() + LASTS_MS
      const place = placeOf(terminalId, device)
      forgetOld(issued, clock.now())
      issued.delete(place)
      issued.set(place, until)
      return { ticket: `${until}.${sign(place, until).toString('base64url')}`, expires_in: LASTS_MS / 1000 }
    },
    check: (terminalId, device, ticket) => {
      const place = placeOf(terminalId, device)
      const isGood = ticket === undefined ? (issued.get(place) ?? 0) > clock.now() : isTrue(ticket, place)
      if (!isGood) {
        throw new HomeportError(
          'AUTH_006',
          'Attaching to a terminal needs a ticket of this device for it. Ask for one ("terminal_ticket"), then attach again.',
          { details: { reason: 'ticket' } },
        )
      }
    },
  }

  function isTrue(ticket: string, place: string): boolean {
    const [, time = '', given = ''] = /^(\d{1,15})\.([\w-]{43})$/.exec(ticket) ?? []
    const until = Number(time)
    const wanted = sign(place, until)
    const shown = Buffer.from(given, 'base64url')
    return shown.length === wanted.length && timingSafeEqual(shown, wanted) && until > clock.now()
  }
}

function placeOf(terminalId: TerminalId, { kind, id }: Credential): string {
  return JSON.stringify([terminalId, kind, id])
}

const MAX_REMEMBERED = 10_000

function forgetOld(issued: Map<string, number>, now: number): void {
  for (const [place, until] of issued) {
    if (until <= now || issued.size > MAX_REMEMBERED) {
      issued.delete(place)
    }
  }
}
