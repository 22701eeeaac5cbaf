import type { SessionHeader } from '#shared/session/header.ts'
import { cancelQueued, control } from '#renderer/state/session/sessionActions.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { count } from '#renderer/format/numbers.ts'
import { QueuedPrompt } from './QueuedPrompt.tsx'

/**
 * The queue: each message can be edited and removed. Messages held by a stop, and all of a session that is asleep, wait
 * for a person.
 */
export function Queue({ header: { session, queue } }: { header: SessionHeader }) {
  const session_id = session.id
  const held = queue.filter((message) => message.held === true)
  return queue.length === 0 ? null : (
    <section aria-label="Queued messages" className="mb-2 rounded-card border border-line bg-surface">
      <div className="flex flex-wrap items-center gap-2 px-3 pt-2">
        <h3 className="flex-1 text-xs font-semibold text-muted">
          {held.length > 0 ? `${count(held.length, 'message')} held` : `Queued (${queue.length})`}
        </h3>
        {held.length > 0 ? (
          <>
            <Button onClick={() => void control(session_id, { action: 'run_queue' })}>Run</Button>
            <Button
              variant="ghost"
              onClick={() => held.forEach(({ message_id }) => void cancelQueued(session_id, message_id))}
            >
              Discard
            </Button>
          </>
        ) : (
          session.status === 'SUSPENDED' && (
            <Button onClick={() => void control(session_id, { action: 'resume' })}>Resume</Button>
          )
        )}
      </div>
      <ol className="thin-scroll max-h-40 overflow-y-auto px-1 pb-1">
        {queue.map((message) => (
          <QueuedPrompt key={message.message_id} session_id={session_id} message={message} />
        ))}
      </ol>
    </section>
  )
}
