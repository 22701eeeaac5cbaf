import type { SessionId } from '#shared/ids.ts'
import { connection } from './connection.ts'
import { pollWhileVisible } from './poll.ts'
import { createStore, type Store } from '../store.ts'

/** The processor's load by each session, in percent, oldest first. */
type Loads = ReadonlyMap<SessionId, readonly number[]>

const EVERY_MS = 10_000
const KEPT = 14

const state = createStore<Loads>(new Map())
let stop: (() => void) | null = null
let readers = 0

/** What the sessions with a process took in the last two minutes, measured while somebody reads it and sees the page. */
export const sessionLoads: Store<Loads> = {
  get: state.get,
  subscribe: (listener) => {
    const leave = state.subscribe(listener)
    readers += 1
    stop ??= pollWhileVisible(EVERY_MS, measure)
    return () => {
      leave()
      readers -= 1
      if (readers === 0) {
        stop?.()
        stop = null
      }
    }
  },
}

/** Fails silently: the bars say nothing that is not written beside them. */
async function measure(): Promise<void> {
  const { sessions } = await connection.client.call('resources.sessions', {}).catch(() => ({ sessions: [] }))
  const before = state.get()
  state.set(
    new Map(
      sessions.map(({ session_id, cpu_percent }) => [
        session_id,
        [...(before.get(session_id) ?? []), cpu_percent ?? 0].slice(-KEPT),
      ]),
    ),
  )
}
