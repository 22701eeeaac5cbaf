import { connection } from '#renderer/state/workstation/connection.ts'
import { queries } from '#renderer/state/workstation/queries.ts'
import { hostStatus, remoteStatus, settings, signedIn } from '#renderer/state/workstation/statusQueries.ts'

const { client } = connection

/** What the control panel asks for. Each part may be refused on its own: much of it is for the workstation only. */
export const panel = {
  remote: remoteStatus,
  accounts: queries.define({
    key: 'account.list',
    fetch: async () => (await client.call('account.list', {})).accounts,
    needs: 'local',
  }),
  devices: signedIn,
  settings,
  storage: queries.define({ key: 'storage.read', fetch: () => client.call('storage.read', {}), needs: 'manage' }),
  host: hostStatus,
} as const

const EVERY_MS = 10_000

/** Keeps all of it fresh while somebody looks. Returns its stop. */
export function watchPanel(): () => void {
  const stops = Object.values(panel).map((part) => part.watch(EVERY_MS))
  return () => stops.forEach((stop) => stop())
}
