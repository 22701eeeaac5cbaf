import { X } from 'lucide-react'
import type { QueuedMessage } from '#shared/session/session.ts'
import type { SessionId } from '#shared/ids.ts'
import { cancelQueued } from '#renderer/state/sessionActions.ts'
import { IconButton } from '#renderer/ui/Button.tsx'

/** Prompts that wait for their turn, each of them to be taken back. */
export function Queue({ session_id, queue }: { session_id: SessionId; queue: readonly QueuedMessage[] }) {
  return queue.length === 0 ? null : (
    <section aria-label="Queued prompts" className="mb-2 rounded-card border border-line bg-surface">
      <h3 className="px-3 pt-2 text-xs font-semibold text-muted">Queued ({queue.length})</h3>
      <ol className="quiet-scroll max-h-40 overflow-y-auto px-1 pb-1">
        {queue.map(({ message_id, content }) => (
          <li key={message_id} className="flex items-center gap-2 pl-2">
            <span className="min-w-0 flex-1 truncate" title={content}>
              {content}
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
