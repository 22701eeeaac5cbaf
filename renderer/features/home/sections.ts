import type { ReadyOverview } from '#renderer/state/overviewState.ts'
import type { Session } from '#shared/session/session.ts'
import { isBusy } from '#renderer/words/statusWords.ts'

/** The home screen's order: what runs, then what rests. What needs a person stands above both. */
export function sectionsOf({ sessions }: Pick<ReadyOverview, 'sessions'>): {
  readonly running: readonly Session[]
  readonly recent: readonly Session[]
} {
  const shown = sessions.filter((session) => !session.archived)
  return { running: shown.filter(runs), recent: shown.filter((session) => !runs(session)) }
}

function runs(session: Session): boolean {
  return isBusy(session) || session.status === 'STARTING'
}
