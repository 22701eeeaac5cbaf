import { Pencil, X } from 'lucide-react'
import type { SessionId } from '#shared/ids.ts'
import type { QueuedMessage } from '#shared/session/session.ts'
import { MoveHandle, type Placing } from './MoveHandle.tsx'
import { saveQueueEdit, useQueueEdit } from './queueEdits.ts'
import { SendNowButton } from './SendNowButton.tsx'
import { cancelQueued, editQueued } from '#renderer/state/session/sessionActions.ts'
import { Button, IconButton } from '#renderer/ui/Button.tsx'
import { fieldClass } from '#renderer/ui/Field.tsx'
import { classes } from '#renderer/ui/classes.ts'
import { GrowingText } from '#renderer/ui/GrowingText.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { withMarks } from '#shared/text/hiddenCharacters.ts'
import * as words from './laterWords.ts'

/**
 * One queued message. An edit stays in its field when the server refuses it, and is kept as unsent text when the
 * message is sent first.
 */
export function QueuedPrompt(props: {
  session_id: SessionId
  message: QueuedMessage
  /** Claude works: to send it now is to steer or to stop the turn. */
  isBusy: boolean
  placing: Placing
}) {
  const { session_id, message, placing } = props
  const { message_id, content } = message
  const [draft, setDraft] = useQueueEdit(session_id, message)
  if (draft !== null) {
    return <EditedText text={draft} onChange={setDraft} onSave={() => void save(draft)} />
  }
  return (
    <div className={classes('flex items-center gap-2 max-md:gap-0', placing.count === 1 && 'pl-2')}>
      {placing.count > 1 && <MoveHandle {...placing} />}
      <span dir="auto" className="min-w-0 flex-1 truncate" title={withMarks(content)}>
        <Marked text={content} />
      </span>
      {message.attachments !== undefined && (
        <span className="shrink-0 text-xs text-muted">{words.files(message.attachments.length)}</span>
      )}
      <IconButton label={words.editThisMessage} onClick={() => setDraft(content)}>
        <Pencil className="size-4" />
      </IconButton>
      <SendNowButton isBusy={props.isBusy} onSend={(when) => void editQueued(session_id, message_id, { when })} />
      <IconButton label={words.removeThisMessage} onClick={() => void cancelQueued(session_id, message_id)}>
        <X className="size-4" />
      </IconButton>
    </div>
  )

  async function save(text: string): Promise<void> {
    if (text === content || (await saveQueueEdit(session_id, message_id, text))) {
      setDraft(null)
    }
  }
}

/** `onChange` null: the edit is given up. */
function EditedText(props: { text: string; onChange: (text: string | null) => void; onSave: () => void }) {
  const { text, onChange, onSave } = props
  return (
    <div className="space-y-1 py-1 pl-2">
      <GrowingText
        autoFocus
        aria-label={words.textOfTheQueuedMessage}
        rows={1}
        value={text}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            event.stopPropagation()
            onChange(null)
          }
        }}
        className={`${fieldClass} max-h-32 w-full resize-none py-1`}
      />
      <div className="flex gap-2">
        <Button disabled={text.trim() === ''} onClick={onSave}>
          {words.save}
        </Button>
        <Button variant="ghost" onClick={() => onChange(null)}>
          {words.cancel}
        </Button>
      </div>
    </div>
  )
}
