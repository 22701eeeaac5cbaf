import { Pencil, X } from 'lucide-react'
import type { SessionId } from '#shared/ids.ts'
import type { QueuedMessage } from '#shared/session/session.ts'
import { saveQueueEdit, useQueueEdit } from './queueEdits.ts'
import { cancelQueued } from '#renderer/state/session/sessionActions.ts'
import { Button, IconButton } from '#renderer/ui/Button.tsx'
import { fieldClass } from '#renderer/ui/Field.tsx'
import { GrowingText } from '#renderer/ui/GrowingText.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { withMarks } from '#shared/text/hiddenCharacters.ts'

/**
 * One queued message. An edit stays in its field when the server refuses it, and is kept as unsent text when the
 * message is sent first.
 */
export function QueuedPrompt({ session_id, message }: { session_id: SessionId; message: QueuedMessage }) {
  const { message_id, content } = message
  const [draft, setDraft] = useQueueEdit(session_id, message)
  if (draft !== null) {
    return (
      <li className="space-y-1 py-1 pl-2">
        <GrowingText
          autoFocus
          aria-label="Text of the queued message"
          rows={1}
          value={draft}
          onChange={(event) => setDraft(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') {
              event.stopPropagation()
              setDraft(null)
            }
          }}
          className={`${fieldClass} max-h-32 w-full resize-none py-1`}
        />
        <div className="flex gap-2">
          <Button disabled={draft.trim() === ''} onClick={() => void save(draft)}>
            Save
          </Button>
          <Button variant="ghost" onClick={() => setDraft(null)}>
            Cancel
          </Button>
        </div>
      </li>
    )
  }
  return (
    <li className="flex items-center gap-2 pl-2">
      <span dir="auto" className="min-w-0 flex-1 truncate" title={withMarks(content)}>
        <Marked text={content} />
      </span>
      <IconButton label="Edit this message" onClick={() => setDraft(content)}>
        <Pencil className="size-4" />
      </IconButton>
      <IconButton label="Remove this message" onClick={() => void cancelQueued(session_id, message_id)}>
        <X className="size-4" />
      </IconButton>
    </li>
  )

  async function save(text: string): Promise<void> {
    if (text === content || (await saveQueueEdit(session_id, message_id, text))) {
      setDraft(null)
    }
  }
}
