import { hasUnreadOutcome, type ReadyOverview } from '#shared/session/overviewState.ts'
import type { Session } from '#shared/session/session.ts'
import { isBusy } from '#renderer/format/statusLabel.ts'

/**
 * The sections of the home screen: running, ended and unread, pinned, recent. Sessions that need a person are listed above them
 * only.
 */
export function sectionsOf({ sessions, approvals }: Omit<ReadyOverview, 'kind'>): {
  readonly running: readonly Session[]
  /** Failed ones first. */
  readonly unread: readonly Session[]
  /** At rest. */
  readonly pinned: readonly Session[]
  readonly recent: readonly Session[]
} {
  const asking = new Set(approvals.map(({ session_id }) => session_id))
  const shown = sessions.filter((session) => !session.archived && !asking.has(session.id))
  const unread = shown.filter(hasUnreadOutcome)
  const resting = shown.filter((session) => !runs(session) && !hasUnreadOutcome(session))
  return {
    running: shown.filter(runs),
    unread: [...unread.filter(hasFailed), ...unread.filter((session) => !hasFailed(session))],
    pinned: resting.filter(({ pinned }) => pinned),
    recent: resting.filter(({ pinned }) => !pinned),
  }
}

function runs(session: Session): boolean {
  return isBusy(session) || session.status === 'STARTING'
}

function hasFailed({ outcome }: Session): boolean {
  return outcome === 'failed'
}
