import { HomeportError } from '#shared/errors.ts'
import { MessageId } from '#shared/ids.ts'
import type { MessageTiming } from '#shared/operations/turn.ts'
import type { NewEvent } from '#shared/session/events.ts'
import type { SessionHeader } from '#shared/session/header.ts'
import type { QueuedMessage } from '#shared/session/session.ts'
import type { RowChange, StoredMessage } from '../ports/sessionPorts.ts'
import type { SessionCore } from '../core/sessionCore.ts'
import { withAttachments } from './attached.ts'
import { assertRoom } from './queueRoom.ts'

/** What a person changes in a prompt that waits. */
export interface QueueEdit {
  readonly content?: string | undefined
  readonly position?: number | undefined
  readonly held?: boolean | undefined
  /** Claude gets it at once. */
  readonly when?: Exclude<MessageTiming, 'queue'> | undefined
}

/** The prompt that goes next by itself; undefined when none waits, or a person holds all of them. */
export function nextPrompt({ queue }: SessionHeader): QueuedMessage | undefined {
  return queue.find(({ held }) => held !== true)
}

/** Nothing that waits goes by itself any more, until `releaseQueue`. No-op when nothing waits. */
export function holdQueue(core: SessionCore): void {
  setHeld(core, true)
}

/** What waits goes on in its order, whoever held it. */
export function releaseQueue(core: SessionCore): void {
  setHeld(core, false)
}

/**
 * Changes a prompt that waits: text, position, held or not.
 * @throws HomeportError SESSION_003 once Claude has it, SESSION_002 when unknown, and as `assertRoom`.
 */
export function editQueued({ journal, deps }: SessionCore, messageId: MessageId, edit: Omit<QueueEdit, 'when'>): void {
  const { queue } = journal.header
  const index = queue.findIndex(({ message_id }) => message_id === messageId)
  const before = queue[index]
  if (before === undefined) {
    throw deps.store.message(journal.session.id, messageId) === null
      ? new HomeportError('SESSION_002', 'This session has no such message.')
      : new HomeportError('SESSION_003', 'Claude has this message already; nothing was changed.')
  }
  const after = withHeld({ ...before, content: edit.content ?? before.content }, edit.held ?? before.held === true)
  const changed = queue.filter(({ message_id }) => message_id !== messageId).toSpliced(edit.position ?? index, 0, after)
  assertRoom(changed)
  journal.commit(
    [{ type: 'queue_changed', data: { queue: changed } }],
    [
      { kind: 'message_edited', id: messageId, content: after.content },
      { kind: 'messages_held', ids: [messageId], held: after.held === true },
      ...(edit.position === undefined ? [] : [orderOf(changed)]),
    ],
  )
}

/**
 * Prompts that the log records as sent come back before Claude has read them: each is taken back there, and waits, held
 * and before all others, as a prompt of its own.
 */
export function putBackHeld({ journal, deps }: SessionCore, sent: readonly StoredMessage[]): void {
  if (sent.length === 0) {
    return
  }
  const back = sent.map((stored): StoredMessage => {
    const message_id = MessageId.parse(deps.ids.uuid())
    const message = { ...stored.message, message_id, held: true as const }
    return { ...stored, message, state: 'queued' }
  })
  const queue = [...back.map(({ message }) => message), ...journal.header.queue]
  journal.commit(
    [...sent.map(({ message }) => recalled(message.message_id)), { type: 'queue_changed', data: { queue } }],
    [
      { kind: 'messages_moved', ids: sent.map(({ message }) => message.message_id), state: 'cancelled' },
      ...back.map((message): RowChange => ({ kind: 'message_added', message, idempotency_key: null })),
      { kind: 'messages_held', ids: back.map(({ message }) => message.message_id), held: true },
      orderOf(queue),
    ],
  )
}

/** What the log says of a prompt that was taken back after it was recorded as sent. */
export function recalled(message_id: MessageId): NewEvent {
  const content = 'A message was taken back before Claude read it.'
  return { type: 'notice', content, data: { level: 'info', code: 'message_recalled', details: { message_id } } }
}

function setHeld({ journal }: SessionCore, held: boolean): void {
  const { queue } = journal.header
  const ids = queue.filter((message) => (message.held === true) !== held).map(({ message_id }) => message_id)
  if (ids.length > 0) {
    const changed = queue.map((message) => withHeld(message, held))
    journal.commit([{ type: 'queue_changed', data: { queue: changed } }], [{ kind: 'messages_held', ids, held }])
  }
}

function withHeld({ message_id, content, created_at, attachments }: QueuedMessage, held: boolean): QueuedMessage {
  return { message_id, content, created_at, ...withAttachments(attachments), ...(held ? { held: true } : {}) }
}

function orderOf(queue: readonly QueuedMessage[]): RowChange {
  return { kind: 'queue_ordered', ids: queue.map(({ message_id }) => message_id) }
}
