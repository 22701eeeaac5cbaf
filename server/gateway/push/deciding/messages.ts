import path from 'node:path'
import type { NotificationChoices } from '#shared/operations/push.ts'
import type { TaskRunNews } from '#shared/operations/task.ts'
import type { Approval, ApprovalKind, Session } from '#shared/session/session.ts'
import { readable, toolSummaryOf } from '#shared/session/tools/toolSummary.ts'

/** What is sent to one browser, before it is encrypted. */
export interface PushMessage {
  readonly payload: PushPayload
  /** How long the push service keeps it for a device that is away. */
  readonly lasts_s: number
  readonly urgency: 'normal' | 'high'
}

/** As the service worker reads it (renderer/worker/pushed.ts). */
export type PushPayload =
  | {
      readonly kind: 'show'
      readonly tag: string
      readonly title: string
      readonly body: string
      readonly path: string
      readonly at: number
      readonly badge: number
      readonly answers?: string
      readonly test?: string
    }
  | { readonly kind: 'close'; readonly tag: string; readonly badge: number }

export interface Circumstances {
  readonly choices: NotificationChoices
  readonly at: number
  /** How many sessions need the person. */
  readonly badge: number
}

/** What a notification shows of a text. A command that is longer is answered on the page. */
const MAX_TEXT = 160
const DAY_S = 24 * 3600

const wants: Readonly<Record<ApprovalKind, string>> = {
  tool: 'Claude asks for your permission.',
  question: 'Claude has a question.',
  plan: 'Claude has a plan for you to read.',
  elicitation: 'An MCP server asks you something.',
}

/** `canAnswer`: the browser's notifications can have buttons. */
export function asks(
  {
    session,
    approval,
    canAnswer,
  }: { readonly session: Session; readonly approval: Approval; readonly canAnswer: boolean },
  { choices, at, badge }: Circumstances,
): PushMessage {
  const { text, verdict } = toolSummaryOf(approval, session.workspace_path)
  const hasButtons = choices.answers && canAnswer && verdict === 'answerable' && text.length <= MAX_TEXT
  // A button under what is not shown would be an answer to something unknown.
  const body = choices.contents || hasButtons ? cut(text) : wants[approval.kind]
  const address = `/session/${session.id}`
  return {
    payload: {
      kind: 'show',
      tag: tagOf(session.id),
      title: `${nameOf(session)} needs you`,
      body,
      // Its card while it waits, the call itself once it is answered.
      path: `${address}?at=${encodeURIComponent(approval.tool_use_id)}`,
      at,
      badge,
      ...(hasButtons ? { answers: `/api${address}/approvals/${encodeURIComponent(approval.approval_id)}` } : {}),
    },
    lasts_s: DAY_S,
    urgency: 'high',
  }
}

export function ended(
  kind: 'finished' | 'failed' | 'two_ways',
  session: Session,
  { choices, at, badge }: Circumstances,
): PushMessage {
  const why = choices.contents ? `: ${readable(session.outcome_reason ?? 'its page says why.')}` : '.'
  const bodies = {
    finished: 'The turn is done.',
    failed: cut(`The turn failed${why}`),
    two_ways: 'This conversation has two ways from here: Claude goes on with one, the other is kept.',
  }
  const show = {
    kind: 'show',
    tag: tagOf(session.id),
    title: nameOf(session),
    body: bodies[kind],
    path: `/session/${session.id}`,
  } as const
  return { payload: { ...show, at, badge }, lasts_s: DAY_S, urgency: 'normal' }
}

/** One notification for each task: the next one replaces it. */
export function taskDidNotRun({ task, run }: TaskRunNews, { choices, at, badge }: Circumstances): PushMessage {
  const why = choices.contents && run.reason !== null ? readable(run.reason) : 'Its page says why.'
  const show = { kind: 'show', tag: `task-${run.task_id}`, path: '/tasks' } as const
  const title = `${cut(readable(task), 80)} did not run`
  return { payload: { ...show, title, body: cut(why), at, badge }, lasts_s: DAY_S, urgency: 'normal' }
}

/** Takes the notification of a session back. */
export function taken(sessionId: string, badge: number): PushMessage {
  return { payload: { kind: 'close', tag: tagOf(sessionId), badge }, lasts_s: 3600, urgency: 'normal' }
}

export function securityNotice(words: string, { at, badge }: Circumstances): PushMessage {
  const show = { kind: 'show', tag: 'security', title: 'Homeport: about your sign-ins', path: '/devices' } as const
  return { payload: { ...show, body: cut(words), at, badge }, lasts_s: DAY_S, urgency: 'high' }
}

export function testMessage(test: string, { at, badge }: Pick<Circumstances, 'at' | 'badge'>): PushMessage {
  const show = { kind: 'show', tag: 'test', title: 'Homeport', body: 'Notifications reach this browser.' } as const
  return { payload: { ...show, path: '/settings/notifications', at, badge, test }, lasts_s: 60, urgency: 'high' }
}

/** To an e-mail address that nobody has confirmed yet: whoever reads it may have nothing to do with this Homeport. */
export function confirmMessage(code: string, at: number): PushMessage {
  const body =
    `Somebody wants notifications of their Homeport to come to this address. If that is you, enter this code there: ${code}\n\n` +
    'It works for 15 minutes. If it is not you, do nothing: nothing else comes.'
  const show = { kind: 'show', tag: 'confirm', title: `Homeport: ${code} confirms this address`, body } as const
  return { payload: { ...show, path: '/settings/notifications', at, badge: 0 }, lasts_s: 60, urgency: 'high' }
}

/** One notification for each session: the next one replaces it. */
function tagOf(sessionId: string): string {
  return `session-${sessionId}`
}

function nameOf({ name, workspace_path }: Session): string {
  const words = readable(name)
  return words === '' ? readable(path.basename(workspace_path)) : cut(words, 80)
}

function cut(text: string, most = MAX_TEXT): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`
}
