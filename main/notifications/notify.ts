import type { ApprovalId, SessionId } from '#shared/ids.ts'
import type { News } from '#shared/session/news.ts'
import { toolSummaryOf, readable } from '#shared/session/tools/toolSummary.ts'
import type { Approval, Session } from '#shared/session/session.ts'
import * as words from './words.ts'

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

/** As notifications say it. */
export function announce(news: readonly News[]): Announcement[] {
  return news.map((one) => (one.kind === 'asks' ? asks(one.session, one.approval) : isDone(one.session)))
}

function asks(session: Session, approval: Approval): Announcement {
  const { text, verdict } = toolSummaryOf(approval, session.workspace_path)
  return {
    session_id: session.id,
    title: words.needsYou(readable(session.name)),
    body: cut(text),
    // Never offer a button that allows what is not shown in full.
    approval_id: approval.approval_id,
    isAnswerable: verdict === 'answerable' && text.length <= MAX_BODY,
  }
}

function isDone(session: Session): Announcement {
  const body = hasFailed(session)
    ? cut(words.failed(session.outcome_reason === null ? null : readable(session.outcome_reason)))
    : words.theTurnIsDone
  return { session_id: session.id, title: readable(session.name), body, approval_id: null, isAnswerable: false }
}

function hasFailed({ outcome }: Session): boolean {
  return outcome === 'failed'
}

function cut(text: string): string {
  return text.length <= MAX_BODY ? text : `${text.slice(0, MAX_BODY - 1)}…`
}
