import { connection } from '#renderer/state/workstation/connection.ts'
import { claude } from '#renderer/state/workstation/claude.ts'
import type { Store } from '#renderer/state/store.ts'
import { queries } from '#renderer/state/workstation/queries.ts'
import { hostStatus, remoteStatus, settings, signedIn } from '#renderer/state/workstation/statusQueries.ts'
import { resources } from './resources.ts'

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

const first: readonly Store<{ readonly kind: string }>[] = [...Object.values(panel), claude]

/** Whether each has an answer, be it a refusal. */
export const isPanelKnown: Store<boolean> = {
  get: () => first.every((part) => part.get().kind !== 'loading') && resources.get().length > 0,
  subscribe: (listener) => {
    const stops = [...first, resources].map((part) => part.subscribe(listener))
    return () => stops.forEach((stop) => stop())
  },
}

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
