import { connection } from '#renderer/state/workstation/connection.ts'
import { claude } from '#renderer/state/workstation/claude.ts'
import { queries } from '#renderer/state/workstation/queries.ts'
import { hostStatus, remoteStatus, settings, signedIn } from '#renderer/state/workstation/statusQueries.ts'

const { client } = connection

/** The queries of the control panel. Each may be refused separately: many are for the workstation only. */
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

/** Asks for all of it anew, and of Claude Code as well. */
export async function checkAgain(): Promise<void> {
  await Promise.all([...Object.values(panel).map((part) => part.refresh()), claude.refresh()])
}

/** Keeps them fresh while the page is visible. Returns the function that stops it. */
export function watchPanel(): () => void {
  const stops = Object.values(panel).map((part) => part.watch(EVERY_MS))
  return () => stops.forEach((stop) => stop())
}
