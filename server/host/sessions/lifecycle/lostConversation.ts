import { HomeportError } from '#shared/errors.ts'
import { DurableEvent } from '#shared/session/events.ts'
import type { SessionCore } from '../core/sessionCore.ts'
import { CONVERSATION_GONE } from './endings.ts'

/** @throws HomeportError SESSION_003 when the conversation is there. */
export function assertGone({ journal }: SessionCore): void {
  if (journal.session.status_reason !== CONVERSATION_GONE) {
    throw new HomeportError('SESSION_003', 'The conversation of this session is not lost. Nothing was changed.')
  }
}

/** UTF-16 units: of one message, and of all together. */
const MAX_MESSAGE = 2_000
const MAX_SUMMARY = 24_000

/** Events that are read for it at most. */
const MAX_EVENTS = 2_000
const MAX_BYTES = 8 * 1024 * 1024

/**
 * What was said, as Homeport's own log has it: the latest messages, shortened, in their order. It goes before the first
 * prompt of the new conversation.
 */
export function summaryOf({ journal, deps }: SessionCore): string {
  const { id, head_seq } = journal.session
  const unsent = new Set<string>(deps.store.sentMessages(id).map(({ message }) => message.message_id))
  const range = { session_id: id, from: { before_seq: head_seq + 1 }, limit: MAX_EVENTS, max_bytes: MAX_BYTES }
  const said: string[] = []
  let length = 0
  for (const { payload } of deps.store.readEvents(range).toReversed()) {
    const line = lineOf(DurableEvent.parse(JSON.parse(payload.toString())), unsent)
    if (line === null) {
      continue
    }
    length += line.length
    if (length > MAX_SUMMARY) {
      break
    }
    said.unshift(line)
  }
  return `${INTRODUCTION}\n\n${said.join('\n\n')}\n\n${END}`
}

const INTRODUCTION =
  '[Your record of this conversation was lost. This is what was said in it before, shortened; files may have changed ' +
  'since. The message to answer comes after it.]'

const END = '[End of what was said before.]'

function lineOf(event: DurableEvent, unsent: ReadonlySet<string>): string | null {
  if (event.type === 'user_message' && !unsent.has(event.data.message_id)) {
    return `User: ${shortened(event.content ?? '')}`
  }
  const isSaid = event.type === 'claude_response' && event.data.kind === 'text'
  return isSaid && event.data.parent_tool_use_id === undefined ? `You: ${shortened(event.content ?? '')}` : null
}

function shortened(text: string): string {
  return text.length <= MAX_MESSAGE ? text : `${text.slice(0, MAX_MESSAGE)} […]`
}
