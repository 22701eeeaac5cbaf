import type { MessageId, SessionId } from '#shared/ids.ts'
import type { TimelineItem } from '#shared/session/timeline/items.ts'
import { openSessions } from '#renderer/state/session/pageSessions.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import * as words from '../words.ts'

/**
 * Has Claude write the message of the next commit, as a prompt in the session, which waits its turn as any other. Resolves with what
 * it wrote; null: its turn ended without, or somebody took the prompt back. @throws HomeportError where it cannot be sent.
 */
export async function askForMessage(
  session_id: SessionId,
  { isStaged, signal }: { readonly isStaged: boolean; readonly signal: AbortSignal },
): Promise<string | null> {
  const release = openSessions.hold(session_id)
  try {
    const { message_id } = await connection.client.call('message.send', {
      session_id,
      content: isStaged ? words.writeAMessageForStaged : words.writeAMessageForAll,
      when: 'queue',
      idempotency_key: crypto.randomUUID(),
    })
    return await answerTo(session_id, { message_id, signal })
  } finally {
    release()
  }
}

function answerTo(
  session_id: SessionId,
  { message_id, signal }: { readonly message_id: MessageId; readonly signal: AbortSignal },
): Promise<string | null> {
  return new Promise((resolve) => {
    let wasQueued = false
    const end = (message: string | null) => {
      stop()
      signal.removeEventListener('abort', left)
      resolve(message)
    }
    const left = () => end(null)
    const look = () => {
      const now = openSessions.get(session_id)
      if (now.kind !== 'open') {
        return
      }
      const isQueued = now.header.queue.some((one) => one.message_id === message_id)
      const answer = messageAfter(now.timeline.items, message_id)
      if (answer !== undefined || (wasQueued && !isQueued && !hasItem(now.timeline.items, message_id))) {
        end(answer ?? null)
      }
      wasQueued ||= isQueued
    }
    const stop = openSessions.subscribe(session_id, look)
    signal.addEventListener('abort', left)
    look()
  })
}

function hasItem(items: readonly TimelineItem[], id: string): boolean {
  return items.some((item) => item.id === id)
}

/** What Claude wrote in answer to a prompt; null: nothing; undefined: its turn has not ended. */
export function messageAfter(items: readonly TimelineItem[], promptId: string): string | null | undefined {
  const from = items.findIndex(({ id }) => id === promptId)
  const end = from === -1 ? -1 : items.findIndex(({ kind }, at) => at > from && kind === 'turn')
  if (end === -1) {
    return undefined
  }
  const turn = items.slice(from + 1, end)
  const last = turn.findLast((item) => item.kind === 'text' && !item.aborted)
  const text = last?.kind === 'text' ? unfenced(last.text) : ''
  return text === '' ? null : text
}

const FENCE = '```'

/** What stands in the code block, where there is one: around it is what Claude says of it. */
function unfenced(text: string): string {
  const open = text.indexOf(FENCE)
  const from = open === -1 ? -1 : text.indexOf('\n', open)
  const end = from === -1 ? -1 : text.indexOf(`\n${FENCE}`, from)
  return (end === -1 ? text : text.slice(from + 1, end)).trim()
}
