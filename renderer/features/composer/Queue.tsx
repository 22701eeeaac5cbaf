import { useState } from 'react'
import type { SessionHeader } from '#shared/session/header.ts'
import { cancelQueued, control, editQueued } from '#renderer/state/session/sessionActions.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { classes } from '#renderer/ui/classes.ts'
import { isBusy as isSessionBusy } from '#renderer/format/statusLabel.ts'
import { QueuedPrompt } from './QueuedPrompt.tsx'
import { landingSide } from './queueOrder.ts'
import * as words from './laterWords.ts'

/**
 * The queue: each message can be edited, moved, sent now and removed. Messages held by a stop, and all of a session that is asleep, wait
 * for a person.
 */
export function Queue({ header: { session, queue } }: { header: SessionHeader }) {
  const session_id = session.id
  const held = queue.filter((message) => message.held === true)
  return queue.length === 0 ? null : (
    <section aria-label={words.queuedMessages} className="mb-2 rounded-card border border-line bg-surface">
      <div className="flex flex-wrap items-center gap-2 px-3 pt-2">
        <h3 className="flex-1 text-xs font-semibold text-muted">
          {held.length > 0 ? words.messagesHeld(held.length) : words.queuedQueue(queue.length)}
        </h3>
        {held.length > 0 ? (
          <>
            <Button onClick={() => void control(session_id, { action: 'run_queue' })}>{words.run}</Button>
            <Button
              variant="ghost"
              onClick={() => held.forEach(({ message_id }) => void cancelQueued(session_id, message_id))}
            >
              {words.discard}
            </Button>
          </>
        ) : (
          session.status === 'SUSPENDED' && (
            <Button onClick={() => void control(session_id, { action: 'resume' })}>{words.resume}</Button>
          )
        )}
      </div>
      <Rows session={session} queue={queue} />
    </section>
  )
}

function Rows({ session, queue }: Pick<SessionHeader, 'session' | 'queue'>) {
  const [drag, setDrag] = useState<{ readonly from: number; readonly to: number } | null>(null)
  const isBusy = isSessionBusy(session)
  return (
    <ol className="thin-scroll max-h-40 overflow-y-auto px-1 pb-1">
      {queue.map((message, index) => (
        <li
          key={message.message_id}
          className={classes(
            drag?.from === index && 'opacity-55',
            landingSide(index, drag) === 'above' && 'shadow-[0_-2px_0_var(--color-accent)]',
            landingSide(index, drag) === 'below' && 'shadow-[0_2px_0_var(--color-accent)]',
          )}
        >
          <QueuedPrompt
            session_id={session.id}
            message={message}
            isBusy={isBusy}
            placing={{
              index,
              count: queue.length,
              onDrag: (to) => setDrag(to === null ? null : { from: index, to }),
              onMove: (position) => void editQueued(session.id, message.message_id, { position }),
            }}
          />
        </li>
      ))}
    </ol>
  )
}
