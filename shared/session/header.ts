import { type DurableEvent, type SessionEvent, TWO_WAYS } from './events.ts'
import { outcomeOfStatus, outcomeOfTurn, PENDING_OUTCOME } from './outcome.ts'
import { BackgroundTask, type Approval, type QueuedMessage, type Session, type Usage } from './session.ts'

/** All of a session but its conversation: what lists, cards and the composer need. */
export interface SessionHeader {
  readonly session: Session
  /** Unanswered approvals, oldest first. */
  readonly approvals: readonly Approval[]
  readonly queue: readonly QueuedMessage[]
}

/**
 * Folds one durable event into a header. Host and browsers both use it, so that they cannot disagree.
 * Events already folded in (`seq` ≤ `head_seq`) change nothing.
 */
export function reduceHeader(header: SessionHeader, event: DurableEvent): SessionHeader {
  if (event.seq <= header.session.head_seq) {
    return header
  }
  const session = { ...header.session, head_seq: event.seq, last_activity: event.timestamp }
  switch (event.type) {
    case 'user_message':
      return { ...header, session: { ...session, ...PENDING_OUTCOME, message_count: session.message_count + 1 } }
    case 'session_status':
      return { ...header, session: { ...session, ...statusFields(session, event) } }
    case 'turn_completed':
      return { ...header, session: { ...session, ...turnFields(session, event.data) } }
    case 'queue_changed':
      return { ...header, session, queue: event.data.queue }
    case 'approval_requested':
      return withApprovals({ ...header, session }, [
        ...header.approvals.filter(({ approval_id }) => approval_id !== event.data.approval_id),
        event.data,
      ])
    case 'approval_resolved':
      return withApprovals(
        { ...header, session },
        header.approvals.filter((approval) => approval.approval_id !== event.data.approval_id),
      )
    case 'background_task':
      return { ...header, session: { ...session, background_tasks: withTask(session, event) } }
    case 'claude_response':
    case 'tool_use':
    case 'tool_result':
      return { ...header, session }
    case 'notice':
      return event.data.code === TWO_WAYS
        ? { ...header, session: { ...session, two_ways: true, unread: true } }
        : { ...header, session }
  }
}

function withTask(
  { background_tasks }: Session,
  { data, timestamp: since }: Extract<DurableEvent, { type: 'background_task' }>,
): Session['background_tasks'] {
  const others = background_tasks.filter(({ task_id }) => task_id !== data.task_id)
  return data.state === 'running' ? [...others, BackgroundTask.parse({ ...data, since })] : others
}

/**
 * Folds any event of the session into its header. `session_updated` replaces the session but not the count of events
 * that were folded in: approvals and queue still have to follow those that come.
 */
export function withEvent(header: SessionHeader, event: SessionEvent): SessionHeader {
  if (event.type === 'activity') {
    return { ...header, session: { ...header.session, activity: event.data.text } }
  }
  if (event.type === 'session_updated') {
    return { ...header, session: { ...event.data.session, head_seq: header.session.head_seq } }
  }
  return 'seq' in event ? reduceHeader(header, event) : header
}

function withApprovals(header: SessionHeader, approvals: readonly Approval[]): SessionHeader {
  return { ...header, approvals, session: { ...header.session, pending_approvals: approvals.length } }
}

/** While it is `STARTING` the next process is not there yet; its own number comes with the header. */
const hasProcess: ReadonlySet<Session['status']> = new Set(['ACTIVE', 'WORKING', 'WAITING'])

function statusFields(session: Session, event: Extract<DurableEvent, { type: 'session_status' }>): Partial<Session> {
  const { status, reason } = event.data
  const running = status === 'WORKING' || status === 'WAITING'
  return {
    status,
    status_reason: reason,
    process_id: hasProcess.has(status) ? session.process_id : null,
    turn_started_at: running ? (session.turn_started_at ?? event.timestamp) : null,
    activity: running ? session.activity : null,
    retry: running ? session.retry : null,
    ...outcomeOfStatus(session, event.data),
  }
}

function turnFields(
  session: Session,
  turn: Extract<DurableEvent, { type: 'turn_completed' }>['data'],
): Partial<Session> {
  return {
    turn_count: session.turn_count + 1,
    turn_started_at: null,
    activity: null,
    retry: null,
    usage: addUsage(session.usage, turn.usage),
    cost_usd: session.cost_usd + turn.cost_usd,
    files_changed: session.files_changed + turn.files_changed.length,
    ...outcomeOfTurn(session, turn),
  }
}

/** Adds two token counts field by field. */
export function addUsage(left: Usage, right: Usage): Usage {
  return {
    input_tokens: left.input_tokens + right.input_tokens,
    output_tokens: left.output_tokens + right.output_tokens,
    cache_creation_input_tokens: left.cache_creation_input_tokens + right.cache_creation_input_tokens,
    cache_read_input_tokens: left.cache_read_input_tokens + right.cache_read_input_tokens,
  }
}
