import type { Database } from 'better-sqlite3'
import type { HostLink } from '#server/link/link.ts'
import type { Clock } from '#server/platform/clock.ts'
import { readProofSecret } from '../auth/store/proofSecret.ts'
import { actorOf } from '../kernel/call.ts'
import type { Module } from '../kernel/module.ts'
import { unreached } from '../kernel/authorise.ts'
import { type TerminalTickets, createTerminalTickets } from './tickets.ts'

export interface TerminalsModule extends Module<'terminal.ticket'> {
  readonly tickets: TerminalTickets
}

/** Who may attach to a terminal; the terminals themselves are the host's. */
export function openTerminals({
  clock,
  database,
  link,
}: {
  readonly clock: Clock
  readonly database: Database
  readonly link: Pick<HostLink, 'call'>
}): TerminalsModule {
  const tickets = createTerminalTickets({ clock, secret: readProofSecret(database) })
  return {
    tickets,
    handlers: {
      'terminal.ticket': async ({ terminal_id }, { caller }) => {
        if (caller.kind !== 'signed_in') {
          throw unreached('drive')
        }
        // The host alone knows whose it is.
        await link.call('terminal.get', { terminal_id }, actorOf(caller))
        return { terminal_id, ...tickets.issue(terminal_id, caller.identity.credential) }
      },
    },
  }
}
