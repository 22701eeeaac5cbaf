import { X } from 'lucide-react'
import type { SessionHeader } from '#shared/session/header.ts'
import { cancelQueued, control } from '#renderer/state/sessionActions.ts'
import { Button, IconButton } from '#renderer/ui/Button.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { withMarks } from '#shared/text/hiddenCharacters.ts'

/** Prompts that wait for their turn, each of them to be taken back. In a session that is asleep they wait for a person. */
export function Queue({ header: { session, queue } }: { header: SessionHeader }) {
  const session_id = session.id
  return queue.length === 0 ? null : (
    <section aria-label="Queued prompts" className="mb-2 rounded-card border border-line bg-surface">
      <div className="flex items-center gap-2 px-3 pt-2">
        <h3 className="flex-1 text-xs font-semibold text-muted">Queued ({queue.length})</h3>
        {session.status === 'SUSPENDED' && (
          <Button onClick={() => void control(session_id, { action: 'resume' })}>Go on</Button>
        )}
      </div>
      <ol className="quiet-scroll max-h-40 overflow-y-auto px-1 pb-1">
        {queue.map(({ message_id, content }) => (
          <li key={message_id} className="flex items-center gap-2 pl-2">
            <span dir="auto" className="min-w-0 flex-1 truncate" title={withMarks(content)}>
              <Marked text={content} />
            </span>
            <IconButton label="Take this prompt back" onClick={() => void cancelQueued(session_id, message_id)}>
              <X className="size-4" />
            </IconButton>
          </li>
        ))}
      </ol>
    </section>
  )
}
