import { connection } from '#renderer/state/workstation/connection.ts'
import { claude } from '#renderer/state/workstation/claude.ts'
import type { Store } from '#renderer/state/store.ts'
import { queries } from '#renderer/state/workstation/queries.ts'
import { hostStatus, remoteStatus, settings, signedIn } from '#renderer/state/workstation/statusQueries.ts'
import { resources, watchResources } from './resources.ts'

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

/** What the first card is made of. A browser asks six things at a time: the rest is asked for once these are answered. */
const first = [panel.remote, panel.settings, panel.storage, panel.host] as const
const others = [panel.accounts, panel.devices] as const

/** Whether each that the first card is made of has an answer, be it a refusal. */
export const isHealthKnown: Store<boolean> = {
  get: () => areAnswered([...first, claude]),
  subscribe: (listener) => subscribeToAll([...first, claude], listener),
}

/** The same of all. */
export const isPanelKnown: Store<boolean> = {
  get: () => isHealthKnown.get() && areAnswered(others) && resources.get().length > 0,
  subscribe: (listener) => subscribeToAll([isHealthKnown, ...others, resources], listener),
}

function areAnswered(parts: readonly Store<{ readonly kind: string }>[]): boolean {
  return parts.every((part) => part.get().kind !== 'loading')
}

function subscribeToAll(parts: readonly Pick<Store<unknown>, 'subscribe'>[], listener: () => void): () => void {
  const stops = parts.map((part) => part.subscribe(listener))
  return () => stops.forEach((stop) => stop())
}

const EVERY_MS = 10_000

/** Asks for all of it anew, and of Claude Code as well. */
export async function checkAgain(): Promise<void> {
  await Promise.all([...Object.values(panel).map((part) => part.refresh()), claude.refresh()])
}

/** Keeps what the first card is made of fresh while the page is visible. Returns the function that stops it. */
export function watchHealth(): () => void {
  const stops = first.map((part) => part.watch(EVERY_MS))
  return () => stops.forEach((stop) => stop())
}

/** The same for all other cards. */
export function watchOthers(): () => void {
  const stops = [...others.map((part) => part.watch(EVERY_MS)), watchResources()]
  return () => stops.forEach((stop) => stop())
}
