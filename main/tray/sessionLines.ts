import type { DesktopState, WaitingSession } from '#shared/desktop/desktopState.ts'
import type { SessionId } from '#shared/ids.ts'
import { toolSummaryOf } from '#shared/session/tools/toolSummary.ts'
import type { Approval, Session } from '#shared/session/session.ts'
import { type TrayItem, button, group, line, shorten, wrappedLines } from './trayItem.ts'
import * as words from './words.ts'

/** More than these are summed up in one line. */
const MAX_APPROVALS = 6
const MAX_RUNNING = 6
const MAX_NEWS = 6
const MAX_NAME = 24

/** One group per approval, oldest of each session first: the full request, and the answers that may be given here. */
export function waitingLines(waiting: readonly WaitingSession[]): TrayItem[] {
  const asked = waiting.flatMap(({ session, approvals }) => approvals.map((approval) => ({ session, approval })))
  return [
    ...asked.slice(0, MAX_APPROVALS).map(({ session, approval }) => approvalGroup(session, approval)),
    ...more(asked.length - MAX_APPROVALS, words.moreOf.waiting),
  ]
}

function approvalGroup(session: Session, approval: Approval): TrayItem {
  const { text, verdict, danger } = toolSummaryOf(approval, session.workspace_path)
  const answer = (decision: 'allow' | 'deny') =>
    ({ kind: 'answer', session_id: session.id, approval_id: approval.approval_id, decision }) as const
  const mark = danger === null ? '' : '⚠ '
  const open = button(verdict === 'look' ? words.lookAndAnswer : words.open, openSession(session.id))
  const request = verdict === 'answerable' ? wrappedLines(text) : [line(text)]
  return group(`${mark}${shorten(session.name, MAX_NAME)}: ${text}`, [
    ...request,
    line(danger ?? words.inFolder(session.workspace_path)),
    ...(verdict === 'answerable' ? [button(words.allowOnce, answer('allow')), button(words.deny, answer('deny'))] : []),
    open,
  ])
}

/** One group per session whose turn runs, with its last line of activity. */
export function runningLines({ running, waiting, paused }: DesktopState, now: number): TrayItem[] {
  const busy = [...running, ...waiting.map(({ session }) => session)]
  return [
    ...running.slice(0, MAX_RUNNING).map((session) => runningGroup(session, now)),
    ...more(running.length - MAX_RUNNING, words.moreOf.working),
    ...forAll(busy, 'suspend'),
    ...forAll(paused, 'resume'),
  ]
}

/** One line per session that failed or finished and that nobody has read; failed ones first, with the reason. */
export function newsLines({ failed, finished }: DesktopState): TrayItem[] {
  const ended = [
    ...failed.map((session) => ({ session, text: words.failedBecause(session.outcome_reason) })),
    ...finished.map((session) => ({ session, text: words.finishedNotRead })),
  ]
  return [
    ...ended
      .slice(0, MAX_NEWS)
      .map(({ session, text }) => button(`${shorten(session.name, MAX_NAME)}: ${text}`, openSession(session.id))),
    ...more(ended.length - MAX_NEWS, words.moreOf.unread),
  ]
}

function runningGroup(session: Session, now: number): TrayItem {
  const parts = [session.activity ?? words.worksNow, ...since(session.turn_started_at, now)]
  return group(`${shorten(session.name, MAX_NAME)}: ${parts.join(' · ')}`, [
    button(words.open, openSession(session.id)),
    button(words.stopTheTurn, { kind: 'control', control: 'interrupt', session_ids: [session.id] }),
    button(words.pause, { kind: 'control', control: 'suspend', session_ids: [session.id] }),
    button(words.endTheSessionAsking, { kind: 'end_session', session_id: session.id, name: session.name }),
  ])
}

/** Pausing stops the turn and keeps the queued messages. */
function forAll(sessions: readonly Session[], control: 'suspend' | 'resume'): TrayItem[] {
  const { one, all } = words.control[control]
  const text = sessions.length === 1 ? one(sessions[0]?.name ?? '') : all(sessions.length)
  return sessions.length === 0
    ? []
    : [button(text, { kind: 'control', control, session_ids: sessions.map(({ id }) => id) })]
}

/** In whole minutes: seconds would rebuild the menu every second. */
function since(startedAt: string | null, now: number): string[] {
  const minutes = startedAt === null ? 0 : Math.floor((now - Date.parse(startedAt)) / 60_000)
  if (minutes < 1) {
    return []
  }
  return [minutes < 60 ? words.minutes(minutes) : words.hoursAndMinutes(Math.floor(minutes / 60), minutes % 60)]
}

function more(count: number, text: (count: number) => string): TrayItem[] {
  return count > 0 ? [button(text(count), { kind: 'open', path: '/' })] : []
}

function openSession(id: SessionId): { readonly kind: 'open'; readonly path: string } {
  return { kind: 'open', path: `/session/${id}` }
}
