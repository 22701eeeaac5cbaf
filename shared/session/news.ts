import type { Approval, Session } from './session.ts'
import type { ReadyOverview } from './overviewState.ts'

/** What a person should be told of while they are not looking. */
export type News =
  | { readonly kind: 'asks'; readonly session: Session; readonly approval: Approval }
  | { readonly kind: 'finished' | 'failed' | 'two_ways'; readonly session: Session }

/**
 * What changed between two overviews: a new approval, a turn that ended, a start that failed, a conversation that went two ways. Nothing for the first
 * overview: what waited before the program started is not news.
 */
export function newsBetween(before: ReadyOverview | null, now: ReadyOverview | null): News[] {
  if (before === null || now === null) {
    return []
  }
  const asked = new Set(before.approvals.map(({ approval }) => approval.approval_id))
  const approvals = now.approvals.flatMap(({ session_id, approval }): News[] => {
    const session = now.sessions.find(({ id }) => id === session_id)
    return session === undefined || asked.has(approval.approval_id) ? [] : [{ kind: 'asks', session, approval }]
  })
  const ended = now.sessions.filter((session) => {
    const was = before.sessions.find(({ id }) => id === session.id)
    const isNew = was !== undefined && (session.turn_count > was.turn_count || hasFailed(session) > hasFailed(was))
    return isNew && isAtRest(session)
  })
  const split = now.sessions.filter(
    ({ id, two_ways }) => two_ways && before.sessions.find((session) => session.id === id)?.two_ways === false,
  )
  return [
    ...approvals,
    ...ended.map((session): News => ({ kind: hasFailed(session) ? 'failed' : 'finished', session })),
    ...split.map((session): News => ({ kind: 'two_ways', session })),
  ]
}

/** False for one that continues with the next prompt, and for one that somebody just stopped. */
function isAtRest({ status, outcome }: Session): boolean {
  return (
    status === 'FAILED' ||
    (status === 'SUSPENDED' && outcome === 'failed') ||
    (status === 'ACTIVE' && outcome !== 'none')
  )
}

function hasFailed({ outcome }: Session): boolean {
  return outcome === 'failed'
}
