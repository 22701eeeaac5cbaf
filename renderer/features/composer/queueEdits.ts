import * as z from 'zod'
import type { SessionId } from '#shared/ids.ts'
import type { QueuedMessage } from '#shared/session/session.ts'
import { draftOf, storeDraft } from '#renderer/state/writing/drafts.ts'
import { removeUnsentText, addUnsentText } from '#renderer/state/writing/unsentTexts.ts'
import { keepAlways, useDraft } from '#renderer/state/writing/useDraft.ts'
import { editQueued } from '#renderer/state/session/sessionActions.ts'
import * as words from './laterWords.ts'

/** By message. `before`: what it says as long as the edit is not saved. */
const Edits = z.record(z.string(), z.object({ before: z.string(), text: z.string() }))
type Edits = Readonly<z.infer<typeof Edits>>

/** The edited text of a queued message; null while it is not edited. It survives reloads, as drafts do. */
export function useQueueEdit(
  session_id: SessionId,
  { message_id, content: before }: QueuedMessage,
): readonly [string | null, (text: string | null) => void] {
  const [all, setAll] = useDraft(targetOf(session_id), joinEdits)
  return [
    read(all)[message_id]?.text ?? null,
    (next) =>
      setAll(
        written(
          withEdit(read(draftOf(targetOf(session_id))), message_id, next === null ? null : { before, text: next }),
        ),
      ),
  ]
}

/** Saves the edit. False when it was refused: the edited text is kept. */
export async function saveQueueEdit(session_id: SessionId, message_id: string, text: string): Promise<boolean> {
  const isSaved = await editQueued(session_id, message_id, { content: text })
  if (isSaved) {
    forget(session_id, message_id)
    // The message may have been sent before the response arrived.
    removeUnsentText(message_id)
  }
  return isSaved
}

/** Compares the edits with the current queue: edits of messages that are no longer queued become unsent text. */
export function reconcileQueueEdits(session_id: SessionId, queue: readonly QueuedMessage[]): void {
  const waiting = new Set<string>(queue.map(({ message_id }) => message_id))
  for (const [id, { before, text }] of Object.entries(read(draftOf(targetOf(session_id))))) {
    if (!waiting.has(id)) {
      keepAlways(targetOf(session_id), joinEdits)
      forget(session_id, id)
      if (text.trim() !== '' && text !== before) {
        addUnsentText({ id, session_id, text, reason: words.theMessageThatYouWere, isPrivate: false })
      }
    }
  }
}

/** Where edits of queued messages are kept, as a draft. */
function targetOf(session_id: SessionId): string {
  return `queue/${session_id}`
}

function joinEdits(here: string, there: string): string {
  return written({ ...read(there), ...read(here) })
}

function forget(session_id: SessionId, message_id: string): void {
  storeDraft(targetOf(session_id), written(withEdit(read(draftOf(targetOf(session_id))), message_id, null)), 'page')
}

function withEdit(all: Edits, message_id: string, edit: Edits[string] | null): Edits {
  const { [message_id]: _before, ...others } = all
  return edit === null ? others : { ...others, [message_id]: edit }
}

function written(all: Edits): string {
  return Object.keys(all).length === 0 ? '' : JSON.stringify(all)
}

/** Empty where it is none of ours. */
function read(text: string): Edits {
  try {
    return Edits.parse(JSON.parse(text))
  } catch {
    return {}
  }
}
