import type { ApprovalId, SessionId } from '#shared/ids.ts'
import type { TaskRunNews } from '#shared/operations/task.ts'
import type { TerminalConfirmation } from '#shared/operations/terminalConfirmation.ts'
import type { News } from '#shared/session/news.ts'
import { toolSummaryOf, readable } from '#shared/session/tools/toolSummary.ts'
import type { Approval, Session } from '#shared/session/session.ts'
import * as words from './words.ts'

/** What a person should be notified of while they are not looking. */
export interface Announcement {
  /** What a click opens; null: the window as it is, or `page`. */
  readonly session_id: SessionId | null
  /** The page that a click opens where it is no session's: a path as in the address bar. */
  readonly page?: string
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
  return news.map((one) => (one.kind === 'asks' ? asks(one.session, one.approval) : isDone(one)))
}

/** A device, its person, and that it waits for a yes; allowed on the page alone, which shows where it is. */
export function announceTerminal({ device_name, username }: TerminalConfirmation): Announcement {
  return {
    session_id: null,
    page: '/devices',
    title: `${readable(device_name)} asks for its first terminal`,
    body: cut(`A device of ${readable(username)}. Allow or deny it under Devices.`),
    approval_id: null,
    isAnswerable: false,
  }
}

/** A run of a task that no session tells of. */
export function announceRun({ task, run }: TaskRunNews): Announcement {
  return {
    session_id: null,
    page: '/tasks',
    title: words.didNotRun(readable(task)),
    body: cut(readable(run.reason ?? words.itsPageSaysWhy)),
    approval_id: null,
    isAnswerable: false,
  }
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

function isDone({ kind, session }: Exclude<News, { kind: 'asks' }>): Announcement {
  const body =
    kind === 'two_ways'
      ? words.twoWays
      : hasFailed(session)
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
