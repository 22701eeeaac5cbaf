import type { MessageId, SessionId } from '#shared/ids.ts'
import { openSessions } from '#renderer/state/session/pageSessions.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { answerReader } from './claudeAnswer.ts'
import * as words from '../words.ts'

/**
 * Has Claude write the message of the next commit, as a prompt that waits its turn in the session. Resolves with what
 * it wrote; null: its turn ended without, somebody took the prompt back, or `signal` was aborted. @throws HomeportError where it cannot be sent.
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
    const read = answerReader(message_id)
    const end = (message: string | null) => {
      stop()
      signal.removeEventListener('abort', left)
      resolve(message)
    }
    const left = () => end(null)
    const look = () => {
      const answer = read(openSessions.get(session_id))
      if (answer !== undefined) {
        end(answer)
      }
    }
    const stop = openSessions.subscribe(session_id, look)
    signal.addEventListener('abort', left)
    if (signal.aborted) {
      left()
    } else {
      look()
    }
  })
}
