import { connection } from './connection.ts'
import { afterEvent, fromOverview, type OverviewState } from '#shared/session/overviewState.ts'
import { addSecurityNotice } from './securityNotices.ts'
import { createStore, type Store } from './store.ts'

const state = createStore<OverviewState>({ kind: 'loading' })

/** All sessions and everything that waits for a person. */
export const overview: Store<OverviewState> = state

/** Follows all sessions for as long as the page lives; returns the stop. */
export function followOverview(): () => void {
  return connection.subscriptions.followAll({
    onOverview: (all) => state.set(fromOverview(all)),
    onSecurityNotice: addSecurityNotice,
    onEvent: (event) => state.set(afterEvent(state.get(), event)),
  })
}
