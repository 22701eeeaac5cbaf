import { asking, whileLooking } from '#renderer/state/workstation/asked.ts'
import { connection } from '#renderer/state/workstation/connection.ts'

const { client } = connection

/** What the control panel asks for. Each part may be refused on its own: much of it is for the workstation only. */
export const panel = {
  remote: asking(() => client.call('remote.status', {}), 'local'),
  accounts: asking(async () => (await client.call('account.list', {})).accounts, 'local'),
  devices: asking(async () => (await client.call('device.list', {})).devices, 'read'),
  settings: asking(() => client.call('settings.list', {}), 'manage'),
  storage: asking(() => client.call('storage.read', {}), 'manage'),
  host: asking(() => client.call('host.status', {}), 'local'),
} as const

const EVERY_MS = 10_000

/** Keeps all of it fresh while somebody looks. Returns its stop. */
export function watchPanel(): () => void {
  return whileLooking(EVERY_MS, async () => {
    await Promise.all(Object.values(panel).map((part) => part.refresh()))
  })
}
