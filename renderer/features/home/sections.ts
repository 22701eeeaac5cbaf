import type { ReadyOverview } from '#shared/session/overviewState.ts'
import type { Session } from '#shared/session/session.ts'
import { isBusy } from '#renderer/words/statusWords.ts'

/**
 * The home screen's order: what runs, then what rests. What needs a person stands above both,
 * and not a second time in them.
 */
export function sectionsOf({ sessions, approvals }: Omit<ReadyOverview, 'kind'>): {
  readonly running: readonly Session[]
  readonly recent: readonly Session[]
} {
  const asking = new Set(approvals.map(({ session_id }) => session_id))
  const shown = sessions.filter((session) => !session.archived && !asking.has(session.id))
  return { running: shown.filter(runs), recent: shown.filter((session) => !runs(session)) }
}

function runs(session: Session): boolean {
  return isBusy(session) || session.status === 'STARTING'
}
