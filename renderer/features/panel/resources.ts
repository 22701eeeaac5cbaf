import type { MachineResources } from '#shared/operations/resources.ts'
import type { ResultOf } from '#shared/operations/table.ts'
import { pollWhileVisible } from '#renderer/state/workstation/poll.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { createStore, type Store } from '#renderer/state/store.ts'

/** The load of the processes at one time. */
export interface ResourceSample {
  /** null: not permitted, or not available. */
  readonly machine: MachineResources | null
  readonly sessions: ResultOf<'resources.sessions'>['sessions']
  /** Kept started for the next session. */
  readonly spares: NonNullable<ResultOf<'resources.sessions'>['spares']>
}

const EVERY_MS = 2_000
const KEPT = 60

const state = createStore<readonly ResourceSample[]>([])

/** The samples of the last two minutes, oldest first, taken while the page was visible. */
export const resources: Store<readonly ResourceSample[]> = state

/** Samples while the page is visible. Returns the function that stops it. */
export function watchResources(): () => void {
  return pollWhileVisible(EVERY_MS, async () => {
    const [machine, { sessions, spares = [] }] = await Promise.all([
      connection.client.call('resources.machine', {}).catch(() => null),
      connection.client.call('resources.sessions', {}).catch(() => ({ sessions: [], spares: [] })),
    ])
    state.set([...state.get(), { machine, sessions, spares }].slice(-KEPT))
  })
}
