import type { MachineResources } from '#shared/operations/resources.ts'
import type { ResultOf } from '#shared/operations/table.ts'
import { pollWhileLooking } from '#renderer/state/workstation/poll.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { createStore, type Store } from '#renderer/state/store.ts'

/** What processes took at one moment. */
export interface ResourceSample {
  /** null: not for this person, or not to be had. */
  readonly machine: MachineResources | null
  readonly sessions: ResultOf<'resources.sessions'>['sessions']
}

const EVERY_MS = 2_000
const KEPT = 60

const state = createStore<readonly ResourceSample[]>([])

/** The last two minutes, oldest first, as far as somebody looked. */
export const resources: Store<readonly ResourceSample[]> = state

/** Measures while somebody looks. Returns its stop. */
export function watchResources(): () => void {
  return pollWhileLooking(EVERY_MS, async () => {
    const [machine, sessions] = await Promise.all([
      connection.client.call('resources.machine', {}).catch(() => null),
      connection.client.call('resources.sessions', {}).catch(() => ({ sessions: [] })),
    ])
    state.set([...state.get(), { machine, sessions: sessions.sessions }].slice(-KEPT))
  })
}
