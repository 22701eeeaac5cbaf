import type { ApprovalId, SessionId } from '#shared/ids.ts'
import type { ReadyOverview } from '#shared/session/overviewState.ts'
import { toolSummaryOf, readable } from '#shared/session/tools/toolSummary.ts'
import type { Approval, Session } from '#shared/session/session.ts'

/** What a person should be notified of while they are not looking. */
export interface Announcement {
  /** What a click opens; null: the window as it is. */
  readonly session_id: SessionId | null
  readonly title: string
  readonly body: string
  /** The approval it is about; null when it is about something else. */
  readonly approval_id: ApprovalId | null
  /** `body` shows everything that would happen, so the approval may be answered from the notification. */
  readonly isAnswerable: boolean
}

const MAX_BODY = 200

/**
 * What changed between two overviews: a new approval, a turn that ended, a start that failed. Nothing for the first
 * overview: what waited before the program started is not news.
 */
export function newsBetween(before: ReadyOverview | null, now: ReadyOverview | null): Announcement[] {
  if (before === null || now === null) {
    return []
  }
  const asked = new Set(before.approvals.map(({ approval }) => approval.approval_id))
  const approvals = now.approvals.flatMap(({ session_id, approval }) => {
    const session = now.sessions.find(({ id }) => id === session_id)
    return session === undefined || asked.has(approval.approval_id) ? [] : [asks(session, approval)]
  })
  const finished = now.sessions.filter((session) => {
    const was = before.sessions.find(({ id }) => id === session.id)
    const isNew = was !== undefined && (session.turn_count > was.turn_count || hasFailed(session) > hasFailed(was))
    return isNew && isAtRest(session)
  })
  return [...approvals, ...finished.map(isDone)]
}

/** False for one that continues with the next prompt, and for one that somebody just stopped. */
function isAtRest({ status, outcome }: Session): boolean {
  return (
    status === 'FAILED' ||
    (status === 'SUSPENDED' && outcome === 'failed') ||
    (status === 'ACTIVE' && outcome !== 'none')
  )
}

function asks(session: Session, approval: Approval): Announcement {
  const { text, verdict } = toolSummaryOf(approval, session.workspace_path)
  return {
    session_id: session.id,
    title: `${readable(session.name)} needs you`,
    body: cut(text),
    // Never offer a button that allows what is not shown in full.
    approval_id: approval.approval_id,
    isAnswerable: verdict === 'answerable' && text.length <= MAX_BODY,
  }
}

function isDone(session: Session): Announcement {
  const body = hasFailed(session)
    ? cut(`Failed: ${readable(session.outcome_reason ?? 'its page says why.')}`)
    : 'The turn is done.'
  return { session_id: session.id, title: readable(session.name), body, approval_id: null, isAnswerable: false }
}

function hasFailed({ outcome }: Session): boolean {
  return outcome === 'failed'
}

function cut(text: string): string {
  return text.length <= MAX_BODY ? text : `${text.slice(0, MAX_BODY - 1)}…`
}
