import { useState } from 'react'
import type { SessionId } from '#shared/ids.ts'
import type { QueuedMessage } from '#shared/session/session.ts'
import { removeUnsentText, addUnsentText } from '#renderer/state/writing/unsentTexts.ts'
import { editQueued } from '#renderer/state/session/sessionActions.ts'
import * as words from './words.ts'

interface Edit {
  readonly session_id: SessionId
  readonly before: string
  readonly text: string
}

const edits = new Map<string, Edit>()

/** The edited text of a queued message; null while it is not edited. Kept in memory for as long as the tab lives. */
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

/** Saves the edit. False when it was refused: the edited text is kept. */
export async function saveQueueEdit(session_id: SessionId, message_id: string, text: string): Promise<boolean> {
  const isSaved = await editQueued(session_id, message_id, { content: text })
  if (isSaved) {
    edits.delete(message_id)
    // The message may have been sent before the response arrived.
    removeUnsentText(message_id)
  }
  return isSaved
}

/** Compares the edits with the current queue: edits of messages that are no longer queued become unsent text. */
export function reconcileQueueEdits(session_id: SessionId, queue: readonly QueuedMessage[]): void {
  const waiting = new Set<string>(queue.map(({ message_id }) => message_id))
  for (const [id, edit] of edits) {
    if (edit.session_id === session_id && !waiting.has(id)) {
      edits.delete(id)
      if (edit.text.trim() !== '' && edit.text !== edit.before) {
        const reason = words.theMessageThatYouWere
        addUnsentText({ id, session_id, text: edit.text, reason, isPrivate: false })
      }
    }
  }
}
