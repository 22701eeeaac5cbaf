import { useState } from 'react'
import type { SessionId } from '#shared/ids.ts'
import type { QueuedMessage } from '#shared/session/session.ts'
import { forgetLeftWords, leaveWords } from '#renderer/state/writing/leftWords.ts'
import { editQueued } from '#renderer/state/session/sessionActions.ts'

interface Edit {
  readonly session_id: SessionId
  readonly before: string
  readonly text: string
}

const edits = new Map<string, Edit>()

/** What a queued prompt is being changed to; null: it is not. It outlives the page that it was begun on, not the tab. */
export function useQueueEdit(
  session_id: SessionId,
  { message_id, content: before }: QueuedMessage,
): readonly [string | null, (text: string | null) => void] {
  const [text, setText] = useState(() => edits.get(message_id)?.text ?? null)
  return [
    text,
    (next) => {
      setText(next)
      if (next === null) {
        edits.delete(message_id)
      } else {
        edits.set(message_id, { session_id, before, text: next })
      }
    },
  ]
}

/** Saves it. False: it was refused, and what was written is still there. */
export async function saveQueueEdit(session_id: SessionId, message_id: string, text: string): Promise<boolean> {
  const isSaved = await editQueued(session_id, message_id, text)
  if (isSaved) {
    edits.delete(message_id)
    // Its turn may have come before the answer did.
    forgetLeftWords(message_id)
  }
  return isSaved
}

/** What waits in a session now: edits of prompts that are not among it are left for the person to use. */
export function queueIs(session_id: SessionId, queue: readonly QueuedMessage[]): void {
  const waiting = new Set<string>(queue.map(({ message_id }) => message_id))
  for (const [id, edit] of edits) {
    if (edit.session_id === session_id && !waiting.has(id)) {
      edits.delete(id)
      if (edit.text.trim() !== '' && edit.text !== edit.before) {
        const said = 'The prompt that you were changing no longer waits: its turn came, or it was taken back.'
        leaveWords({ id, session_id, words: edit.text, said, isPrivate: false })
      }
    }
  }
}
