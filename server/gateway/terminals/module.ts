import type { Database } from 'better-sqlite3'
import type { HostLink } from '#server/link/link.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { LiveSettings } from '#server/platform/settings/liveSettings.ts'
import type { AuthModule } from '../auth/module.ts'
import { readProofSecret } from '../auth/store/proofSecret.ts'
import { unreached } from '../kernel/authorise.ts'
import { actorOf } from '../kernel/call.ts'
import type { Credential } from '../kernel/identity.ts'
import type { Module } from '../kernel/module.ts'
import { type ConfirmingRow, createConfirmHandlers } from './confirming/confirmHandlers.ts'
import { Confirmations } from './confirming/confirmations.ts'
import { KnownDevices } from './confirming/knownDevices.ts'
import { type TerminalGate, createTerminalGate } from './confirming/terminalGate.ts'
import { type TerminalTickets, createTerminalTickets } from './tickets.ts'

export interface TerminalsModuleDeps {
  readonly clock: Clock
  readonly database: Database
  readonly link: Pick<HostLink, 'call'>
  readonly settings: Pick<LiveSettings, 'current'>
  readonly auth: Pick<AuthModule, 'holderOf' | 'nameOfDevice' | 'notices' | 'changes'>
  /** Ends what a device has open. */
  readonly closeSockets: (credential: Credential) => void
}

export interface TerminalsModule extends Module<'terminal.ticket' | ConfirmingRow> {
  readonly tickets: TerminalTickets
  readonly gate: TerminalGate
}

/** No ticket at all. */
const NONE = '-'

/** Who may open terminals and attach to them; the terminals themselves are the host's. */
export function openTerminals(deps: TerminalsModuleDeps): TerminalsModule {
  const { clock, database, link, settings, auth, closeSockets } = deps
  const tickets = createTerminalTickets({ clock, secret: readProofSecret(database) })
  const known = new KnownDevices(database)
  const confirmations = new Confirmations({
    known,
    clock,
    onAsked: ({ user, device_name, address }) =>
      auth.notices.notify({
        user_id: user.id,
        message: `“${device_name}” of ${user.username}${address === null ? '' : ` (${address})`} asks to open its first terminal. Allow or deny it under Devices.`,
      }),
  })
  auth.changes.onEnded((credential) => {
    confirmations.forget(credential)
    known.remove(credential.id)
  })
  const isAsked = () => settings.current().terminals.confirm_new_devices
  const gate = createTerminalGate({
    confirmations,
    known,
    isAsked,
    timestamp: () => clock.timestamp(),
    deviceOf: auth.nameOfDevice,
    templatesOf: async (actor) => (await link.call('template.list', {}, actor)).templates,
  })
  return {
    tickets: {
      issue: (terminalId, device) => tickets.issue(terminalId, device),
      check: (terminalId, device, ticket) => {
        // Whoever has to be confirmed anew needs a new one, and is asked about there.
        tickets.check(terminalId, device, isAsked() && !known.has(device) ? NONE : ticket)
      },
    },
    gate,
    handlers: {
      'terminal.ticket': async ({ terminal_id }, { caller }) => {
        if (caller.kind !== 'signed_in') {
          throw unreached('drive')
        }
        // The host alone knows whose it is.
        await link.call('terminal.get', { terminal_id }, actorOf(caller))
        return { terminal_id, ...tickets.issue(terminal_id, caller.identity.credential) }
      },
      ...createConfirmHandlers({ confirmations, known, isAsked, holderOf: auth.holderOf, closeSockets }),
    },
  }
}
