import { focusColumn, isMeant, shownSessions } from '../browser/columnActions.ts'
import { goTo } from '../browser/route.ts'
import { overview } from './overview.ts'

/**
 * Opens the session that needs a person next: after the one that is open, in the order of the questions. One in the other
 * column gets the keyboard there. No-op when none does.
 */
export function goToNextInNeed(): void {
  const state = overview.get()
  const waiting = state.kind === 'ready' ? [...new Set(state.approvals.map(({ session_id }) => session_id))] : []
  const open = waiting.findIndex(isMeant)
  const next = waiting[(open + 1) % waiting.length]
  if (next !== undefined && shownSessions().length > 1 && shownSessions().includes(next)) {
    focusColumn(next)
  } else if (next !== undefined) {
    goTo(`/session/${next}`)
  }
}
