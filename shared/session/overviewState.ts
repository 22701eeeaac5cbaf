import type { SessionId } from '../ids.ts'
import type { Overview } from './snapshots.ts'
import type { SessionEvent } from './events.ts'
import type { Approval, Session } from './session.ts'
import { withEvent } from './header.ts'

export type OverviewState = { readonly kind: 'loading' } | ReadyOverview

export interface ReadyOverview {
  readonly kind: 'ready'
  /** Most recently active first. */
  readonly sessions: readonly Session[]
  /** Unanswered approvals of all sessions, oldest first. */
  readonly approvals: readonly PendingApproval[]
  /** Approvals of sessions that were deleted just now: they come back when one is restored. */
  readonly set_aside: readonly PendingApproval[]
  /** Where older sessions start that are not among these; null: there are none. */
  readonly next_cursor: string | null
}

export interface PendingApproval {
  readonly session_id: SessionId
  readonly approval: Approval
}

/** Replaces all that was known. */
export function fromOverview({ sessions, approvals, next_cursor }: Overview): ReadyOverview {
  return {
    kind: 'ready',
    sessions: sessions.toSorted(byActivity),
    approvals,
    set_aside: [],
    next_cursor: next_cursor ?? null,
  }
}

/** Adds a page of older sessions. What is known already is newer than what a page says. */
export function withOlder(
  state: ReadyOverview,
  page: { readonly sessions: readonly Session[]; readonly next_cursor: string | null },
): ReadyOverview {
  const known = new Set(state.sessions.map(({ id }) => id))
  const added = page.sessions.filter(({ id }) => !known.has(id))
  return { ...state, sessions: [...state.sessions, ...added].toSorted(byActivity), next_cursor: page.next_cursor }
}

/** Folds one event in. A session that is not known yet joins with its first `session_updated`. */
export function afterEvent(state: OverviewState, event: SessionEvent): OverviewState {
  if (state.kind === 'loading') {
    return state
  }
  const id = event.session_id
  const known = state.sessions.find((session) => session.id === id)
  const session = known ?? (event.type === 'session_updated' ? event.data.session : undefined)
  if (session === undefined) {
    return state
  }
  if (event.type === 'session_updated' && event.data.session.deletes_at !== null) {
    return withoutDeleted(state, id)
  }
  const pending = known === undefined ? withRestored(state, id) : state.approvals
  const mine = pending.filter((one) => one.session_id === id).map(({ approval }) => approval)
  const after = withEvent({ session, approvals: mine, queue: [] }, event)
  const sessions = after.session === known ? state.sessions : replaced(state.sessions, after.session)
  const approvals = after.approvals === mine ? pending : withMine(pending, id, after.approvals)
  return sessions === state.sessions && approvals === state.approvals ? state : { ...state, sessions, approvals }
}

/** How many sessions wait for a person. */
export function needsYouCount(state: OverviewState): number {
  return state.kind === 'ready' ? new Set(state.approvals.map(({ session_id }) => session_id)).size : 0
}

/** Sessions with something that nobody has read, and that rest: those that failed, and those that finished. */
export function unreadOutcomes(state: OverviewState): {
  readonly failed: readonly Session[]
  readonly finished: readonly Session[]
} {
  const unread = state.kind === 'ready' ? state.sessions.filter(hasUnreadOutcome) : []
  return {
    failed: unread.filter(({ outcome }) => outcome === 'failed'),
    finished: unread.filter(({ outcome }) => outcome !== 'failed'),
  }
}

/** What goes on or waits is told as that. */
export function hasUnreadOutcome({ unread, archived, status }: Session): boolean {
  return unread && !archived && status !== 'WORKING' && status !== 'WAITING' && status !== 'STARTING'
}

function withoutDeleted(state: ReadyOverview, id: SessionId): ReadyOverview {
  if (!state.sessions.some((one) => one.id === id)) {
    return state
  }
  const isIts = ({ session_id }: PendingApproval) => session_id === id
  return {
    ...state,
    sessions: state.sessions.filter((one) => one.id !== id),
    approvals: state.approvals.filter((one) => !isIts(one)),
    set_aside: [...state.set_aside.filter((one) => !isIts(one)), ...state.approvals.filter(isIts)],
  }
}

/** What was set aside of a session that comes (back). */
function withRestored(state: ReadyOverview, id: SessionId): readonly PendingApproval[] {
  const its = state.set_aside.filter(({ session_id }) => session_id === id)
  return its.length === 0 ? state.approvals : [...state.approvals, ...its]
}

function replaced(sessions: readonly Session[], session: Session): readonly Session[] {
  return [session, ...sessions.filter((one) => one.id !== session.id)].toSorted(byActivity)
}

function withMine(approvals: readonly PendingApproval[], id: SessionId, mine: readonly Approval[]) {
  const kept = approvals.filter(
    (pending) =>
      pending.session_id !== id || mine.some(({ approval_id }) => approval_id === pending.approval.approval_id),
  )
  const known = new Set(kept.map(({ session_id, approval }) => `${session_id} ${approval.approval_id}`))
  const added = mine.filter(({ approval_id }) => !known.has(`${id} ${approval_id}`))
  return [...kept, ...added.map((approval) => ({ session_id: id, approval }))]
}

/** As texts: what compares by a language is made first, which takes a phone 30 ms. */
function byActivity({ last_activity: left }: Session, { last_activity: right }: Session): number {
  return left === right ? 0 : left < right ? 1 : -1
}
