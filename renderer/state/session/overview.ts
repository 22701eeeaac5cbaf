import { connection } from '../workstation/connection.ts'
import { afterEvent, fromOverview, type OverviewState, withOlder } from '#shared/session/overviewState.ts'
import type * as Cards from '../writing/cardEntries.ts'
import { addSecurityNotice } from '../workstation/securityNotices.ts'
import { createStore, type Store } from '../store.ts'

const state = createStore<OverviewState>({ kind: 'loading' })

/** All sessions and everything that waits for a person. */
export const overview: Store<OverviewState> = state

let isLoadingOlder = false

/** Adds the next older sessions. No-op while they are on their way. @throws HomeportError as the server says it. */
export async function loadOlderSessions(): Promise<void> {
  const before = state.get()
  if (before.kind === 'loading' || before.next_cursor === null || isLoadingOlder) {
    return
  }
  isLoadingOlder = true
  try {
    const page = await connection.client.call('session.list', { limit: OLDER_PAGE, cursor: before.next_cursor })
    const now = state.get()
    // A reconnect in between has reset the list.
    if (now.kind === 'ready' && now.next_cursor === before.next_cursor) {
      state.set(withOlder(now, page))
    }
  } finally {
    isLoadingOlder = false
  }
}

const OLDER_PAGE = 50

/** Follows all sessions for as long as the page lives; returns the stop. */
export function followOverview(): () => void {
  return connection.subscriptions.followAll({
    onOverview: (all) => {
      const isFirst = state.get().kind === 'loading'
      state.set(fromOverview(all))
      if (!isFirst) {
        tellCards((cards) => cards.cardsWaiting(new Set(all.approvals.map(({ approval }) => approval.approval_id))))
      }
    },
    onSecurityNotice: addSecurityNotice,
    onTaskRun: (news) => void import('../workstation/taskRuns.ts').then(({ noteTaskRun }) => noteTaskRun(news)),
    onEvent: (event) => {
      state.set(afterEvent(state.get(), event))
      if (event.type === 'approval_resolved') {
        const { session_id, data } = event
        tellCards((cards) => cards.cardEnded({ session_id, approval_id: data.approval_id }, data))
      }
    },
  })
}

/** The page begins without them: until one was shown, nothing was typed in any. */
function tellCards(tell: (cards: typeof Cards) => void): void {
  void import('../writing/cardEntries.ts').then(tell)
}
