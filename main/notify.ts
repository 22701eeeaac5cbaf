import type { ApprovalId, SessionId } from '#shared/ids.ts'
import type { ReadyOverview } from '#shared/session/overviewState.ts'
import type { Approval, Session } from '#shared/session/session.ts'

/** Something a person should hear of who does not look. */
export interface Announcement {
  /** What a click opens; null: the window as it is. */
  readonly session_id: SessionId | null
  readonly title: string
  readonly body: string
  /** What can be answered at once; null when it wants to be read first. */
  readonly approval_id: ApprovalId | null
}

const MAX_BODY = 200

/**
 * What became known between two moments: an approval that waits now, a turn that is over. Nothing on the first look:
 * what waited before the program started is not news. Pure.
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
    return was !== undefined && session.turn_count > was.turn_count && isAtRest(session)
  })
  return [...approvals, ...finished.map(isDone)]
}

/** Not one that goes on with the next prompt, and not one that somebody just ended. */
function isAtRest({ status }: Session): boolean {
  return status === 'ACTIVE' || status === 'FAILED'
}

function asks(session: Session, approval: Approval): Announcement {
  const canAnswerBlindly = approval.kind === 'tool'
  return {
    session_id: session.id,
    title: `${session.name} needs you`,
    body: cut(approval.kind === 'tool' ? toolWords(approval) : kindWords[approval.kind]),
    approval_id: canAnswerBlindly ? approval.approval_id : null,
  }
}

const kindWords = { question: 'Claude asks you a question.', plan: 'Claude has a plan and waits for your word.' }

/** The one field that tells what would happen, for the tools that have one. */
function toolWords({ tool_name, input, description }: Approval): string {
  const subject = ['command', 'file_path', 'notebook_path', 'url', 'pattern']
    .map((name) => input[name])
    .find((value) => typeof value === 'string')
  return [tool_name, subject ?? description].filter((part) => part !== undefined).join(': ')
}

function isDone(session: Session): Announcement {
  const body = session.status === 'FAILED' ? 'It failed. Its page says why.' : 'The turn is done.'
  return { session_id: session.id, title: session.name, body, approval_id: null }
}

function cut(text: string): string {
  return text.length <= MAX_BODY ? text : `${text.slice(0, MAX_BODY - 1)}…`
}
