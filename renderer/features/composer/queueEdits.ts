import * as z from 'zod'
import type { SessionId } from '#shared/ids.ts'
import type { QueuedMessage } from '#shared/session/session.ts'
import { draftOf, storeDraft } from '#renderer/state/writing/drafts.ts'
import { removeUnsentText, addUnsentText } from '#renderer/state/writing/unsentTexts.ts'
import { useDraftHere } from '#renderer/state/writing/useDraft.ts'
import { editQueued } from '#renderer/state/session/sessionActions.ts'
import * as words from './laterWords.ts'

/**
 * By message. `before`: what it says as long as the edit is not saved · `isSent`: it is being saved, and nothing was heard yet: after
 * a reload it is no unsent text.
 */
const Edits = z.record(
  z.string(),
  z.object({ before: z.string(), text: z.string(), isSent: z.boolean().default(false) }),
)
type Edits = Readonly<z.infer<typeof Edits>>

/** Whose answer this page waits for. */
const saving = new Set<string>()

/** The edited text of a queued message; null while it is not edited. It survives reloads, in this browser. */
export function useQueueEdit(
  session_id: SessionId,
  { message_id, content: before }: QueuedMessage,
): readonly [string | null, (text: string | null) => void] {
  const [all, setAll] = useDraftHere(targetOf(session_id))
  return [
    read(all)[message_id]?.text ?? null,
    (next) => {
      const edit = next === null ? null : { before, text: next, isSent: false }
      setAll(written(withEdit(kept(session_id), message_id, edit)))
    },
  ]
}

/** Saves the edit. False when it was refused: the edited text is kept. */
export async function saveQueueEdit(session_id: SessionId, message_id: string, text: string): Promise<boolean> {
  saving.add(message_id)
  markSent(session_id, message_id, true)
  const isSaved = await editQueued(session_id, message_id, { content: text })
  saving.delete(message_id)
  if (isSaved) {
    forget(session_id, message_id)
    // The message may have been sent before the response arrived.
    removeUnsentText(message_id)
  } else {
    markSent(session_id, message_id, false)
  }
  return isSaved
}

/** Compares the edits with the current queue: edits of messages that are no longer queued become unsent text. */
export function reconcileQueueEdits(session_id: SessionId, queue: readonly QueuedMessage[]): void {
  const waiting = new Set<string>(queue.map(({ message_id }) => message_id))
  for (const [id, { before, text, isSent }] of Object.entries(kept(session_id))) {
    if (!waiting.has(id)) {
      forget(session_id, id)
      // What this page is saving comes back from there, if it was saved.
      const isUnsent = !isSent || saving.has(id)
      if (isUnsent && text.trim() !== '' && text !== before) {
        addUnsentText({ id, session_id, text, reason: words.theMessageThatYouWere, isPrivate: false })
      }
    }
  }
}

/** Where edits of queued messages are kept, as a draft of this browser alone: what was saved elsewhere is never here. */
function targetOf(session_id: SessionId): string {
  return `queue/${session_id}`
}

function markSent(session_id: SessionId, message_id: string, isSent: boolean): void {
  const edit = kept(session_id)[message_id]
  if (edit !== undefined) {
    store(session_id, withEdit(kept(session_id), message_id, { ...edit, isSent }))
  }
}

function forget(session_id: SessionId, message_id: string): void {
  store(session_id, withEdit(kept(session_id), message_id, null))
}

function kept(session_id: SessionId): Edits {
  return read(draftOf(targetOf(session_id)))
}

function store(session_id: SessionId, all: Edits): void {
  storeDraft(targetOf(session_id), written(all), 'page')
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
