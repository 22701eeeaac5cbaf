import type { SessionId } from '#shared/ids.ts'
import { DurableEvent } from '#shared/session/events.ts'
import type { NewEvent } from '#shared/session/events.ts'
import type { ForkedFrom } from '#shared/session/session.ts'
import type { RawEvent, SessionStore } from '../ports/sessionPorts.ts'

/** How much of a conversation a fork shows: the latest events, in number and in bytes. Claude knows all of it. */
const MOST_EVENTS = 5_000
const MOST_BYTES = 16 * 1024 * 1024

export interface CopyOrder {
  readonly from: ForkedFrom
  /** The events before this one are copied; the prompt that it may be takes what it carries along. */
  readonly end: number
  /** False: Claude knows nothing of them, so none is shown. */
  readonly isKnown: boolean
  /** The session that they are for. */
  readonly id: SessionId
  /** The time of the fork. */
  readonly at: string
}

export interface ConversationCopy {
  /** 1, 2, 3 …; the last one says where it was forked from. */
  readonly events: readonly RawEvent[]
  /** Hashes of what the prompts carry, also the one that the fork begins before. */
  readonly attachments: readonly string[]
  readonly message_count: number
  readonly turn_count: number
}

/** A conversation as the log of a fork holds it: what was said and done, without what its processes went through. */
export function conversationCopy(store: Pick<SessionStore, 'readEvents'>, order: CopyOrder): ConversationCopy {
  const read = ({ limit, before_seq }: { limit: number; before_seq: number }) =>
    store.readEvents({ session_id: order.from.session_id, from: { before_seq }, limit, max_bytes: MOST_BYTES })
  const latest = order.isKnown ? parsed(read({ limit: MOST_EVENTS, before_seq: order.end })) : []
  const isWhole = latest.length === 0 || latest[0]?.seq === 1
  const said = withoutOpenEnds(isWhole ? latest : fromFirstPrompt(latest))
  const next = parsed(read({ limit: 1, before_seq: order.end + 1 }))
  const events = [...said.map(asCopied), { ...forkedFrom(order.from, isWhole), timestamp: order.at }]
  return {
    events: events.map((event, index) => numbered({ ...event, session_id: order.id, seq: index + 1 })),
    attachments: [...new Set([...said, ...next].flatMap(hashesOf))],
    message_count: said.filter(({ type }) => type === 'user_message').length,
    turn_count: said.filter(({ type }) => type === 'turn_completed').length,
  }
}

function parsed(events: readonly RawEvent[]): DurableEvent[] {
  return events.map(({ payload }) => DurableEvent.parse(JSON.parse(payload.toString())))
}

/** What began before the part that is shown would have no place in it. */
function fromFirstPrompt(events: readonly DurableEvent[]): readonly DurableEvent[] {
  return events.slice(
    Math.max(
      0,
      events.findIndex(({ type }) => type === 'user_message'),
    ),
  )
}

/** Without what only concerned a process, and without what still went on: questions nobody answered, work that ran. */
function withoutOpenEnds(events: readonly DurableEvent[]): readonly DurableEvent[] {
  const answered = new Set<string>()
  const ended = new Set<string>()
  for (const event of events) {
    if (event.type === 'approval_resolved') {
      answered.add(event.data.approval_id)
    } else if (event.type === 'background_task' && event.data.state !== 'running') {
      ended.add(event.data.task_id)
    }
  }
  return events.filter((event) => {
    switch (event.type) {
      case 'session_status':
      case 'queue_changed':
        return false
      case 'approval_requested':
        return answered.has(event.data.approval_id)
      case 'background_task':
        return ended.has(event.data.task_id)
      default:
        return true
    }
  })
}

/** All of a large result stays with the session that it is from. */
function asCopied(event: DurableEvent): DurableEvent {
  if (event.type !== 'tool_result' || event.data.is_whole_kept === undefined) {
    return event
  }
  const { is_whole_kept: _, ...data } = event.data
  return { ...event, data }
}

function hashesOf(event: DurableEvent): readonly string[] {
  return event.type === 'user_message' ? (event.data.attachments ?? []).map(({ sha256 }) => sha256) : []
}

function forkedFrom({ session_id, name }: ForkedFrom, isWhole: boolean): Extract<NewEvent, { type: 'notice' }> {
  const part = isWhole ? '' : ' Only the latest part of what was said is shown here. Claude knows all of it.'
  return {
    type: 'notice',
    content: `Forked from “${name}”.${part}`,
    data: { level: 'info', code: 'forked', details: { session_id, name } },
  }
}

function numbered(event: Omit<DurableEvent, 'seq'> & { readonly seq: number }): RawEvent {
  return { seq: event.seq, type: event.type, payload: Buffer.from(JSON.stringify(event)) }
}
