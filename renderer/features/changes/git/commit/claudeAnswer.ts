import type { MessageId } from '#shared/ids.ts'
import type { TimelineItem } from '#shared/session/timeline/items.ts'
import type { OpenSession } from '#renderer/state/session/openSession.ts'

/** As far as it is known: null: there is none, and there will be none; undefined: it has not been written yet. */
type Answer = string | null | undefined

/** Reads the answer to a prompt that was just sent, anew at every change of its session. */
export function answerReader(message_id: MessageId): (now: OpenSession) => Answer {
  /** The last event that was known when the prompt had been sent. */
  let since: number | null = null
  let wasThere = false
  return (now) => {
    if (now.kind !== 'open') {
      return now.kind === 'refused' && now.unknown ? null : undefined
    }
    const { timeline, header } = now
    since ??= timeline.head_seq
    const isThere =
      header.queue.some((one) => one.message_id === message_id) || timeline.items.some(({ id }) => id === message_id)
    if (isThere) {
      wasThere = true
      return messageAfter(timeline.items, message_id)
    }
    // After a reconnect the queue is ahead of the conversation, until the events between have come.
    const isWhole = timeline.head_seq >= header.session.head_seq
    // Taken back; or its turn lies in what a conversation that was begun anew leaves out.
    return isWhole && (wasThere || timeline.first_seq > since + 1) ? null : undefined
  }
}

/** What Claude wrote in answer to a prompt; null: nothing, or its turn failed or was stopped; undefined: it has not ended. */
export function messageAfter(items: readonly TimelineItem[], promptId: string): Answer {
  // The process that took it may have died: then it was sent again.
  const from = items.findLastIndex(({ id }) => id === promptId)
  const after = from === -1 ? [] : items.slice(from + 1)
  const end = after.findIndex(({ kind }) => kind === 'turn' || kind === 'status')
  const ended = after[end]
  if (ended === undefined) {
    return undefined
  }
  if (ended.kind !== 'turn' || ended.is_error || ended.reason !== 'completed') {
    return null
  }
  const last = after.slice(0, end).findLast((item) => item.kind === 'text' && !item.aborted)
  const text = last?.kind === 'text' ? unfenced(last.text) : ''
  return text === '' ? null : text
}

/**
 * What stands in the code block, where there is one: around it is what Claude says of it. It ends at the last line that can close
 * it: a message may hold a block of its own, and what is too much is seen, what was cut is not.
 */
function unfenced(text: string): string {
  const lines = text.split('\n')
  const open = lines.findIndex((line) => fenceOf(line) > 0)
  const length = fenceOf(lines[open] ?? '')
  const close = lines.findLastIndex((line, at) => at > open && fenceOf(line) >= length && isBare(line))
  return (open === -1 || close === -1 ? text : lines.slice(open + 1, close).join('\n')).trim()
}

/** How many backticks a line begins with, which opens or closes a block; 0: it does neither (CommonMark 4.5). */
function fenceOf(line: string): number {
  const [fence = ''] = /^`+/.exec(line) ?? []
  return fence.length < 3 || line.includes('`', fence.length) ? 0 : fence.length
}

function isBare(line: string): boolean {
  return line.trim() === '`'.repeat(fenceOf(line))
}
