import type { StoppedSession } from '#shared/operations/stoppedSession.ts'
import { connection } from './connection.ts'
import { say, sentenceOf } from './says.ts'
import { createStore, type Store } from './store.ts'

const state = createStore<readonly StoppedSession[]>([])

/** Sessions of people who may not run any, as far as they are known. Known on the workstation only. */
export const stoppedSessions: Store<readonly StoppedSession[]> = state

/** Asks anew. What is shown stays until the answer is here, and when there is none. */
export async function refreshStopped(): Promise<void> {
  try {
    state.set((await connection.client.call('stopped_session.list', {})).sessions)
  } catch (error) {
    say(sentenceOf(error))
  }
}

/** Ends one for good. */
export async function endStopped({ id, user }: StoppedSession): Promise<void> {
  try {
    await connection.client.call('stopped_session.end', { session_id: id })
    say(`The session of ${user.username} is ended.`)
  } catch (error) {
    say(sentenceOf(error))
  }
  await refreshStopped()
}
