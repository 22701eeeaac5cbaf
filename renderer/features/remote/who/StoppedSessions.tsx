import { useState } from 'react'
import type { StoppedSession } from '#shared/operations/stoppedSession.ts'
import { endStopped, stoppedSessions } from '#renderer/state/stoppedSessions.ts'
import { useStore } from '#renderer/state/store.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Dialog } from '#renderer/ui/Dialog.tsx'
import { Ago } from '#renderer/ui/Ago.tsx'

/** What was running for people who may not run anything any more, and the way to end it. Nothing while there is none. */
export function StoppedSessions() {
  const sessions = useStore(stoppedSessions, (value) => value)
  if (sessions.length === 0) {
    return null
  }
  return (
    <section className="space-y-2" aria-label="Stopped sessions">
      <h3 className="font-medium">Stopped sessions</h3>
      <p className="text-muted">
        Of people who may not run Claude here any more. Nothing runs in them; what was said is kept, and is not shown to
        you.
      </p>
      <ul className="rounded-control border border-line px-3">
        {sessions.map((session) => (
          <StoppedRow key={session.id} session={session} />
        ))}
      </ul>
    </section>
  )
}

const whyWords = { removed: 'may not enter any more', viewer: 'may only look on' } as const

function StoppedRow({ session }: { session: StoppedSession }) {
  const [isAsking, setAsking] = useState(false)
  const { user, why, workspace_path } = session
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line py-2.5 last:border-b-0">
      <div className="min-w-0 flex-1 basis-40">
        <p dir="auto" className="font-medium break-words">
          {user.username}
        </p>
        <p className="text-sm wrap-anywhere text-muted">
          {whyWords[why]} · <bdi>{workspace_path}</bdi> · <Ago at={session.last_activity} />
        </p>
      </div>
      <Button aria-label={`End the session of ${user.username} in ${workspace_path}`} onClick={() => setAsking(true)}>
        End
      </Button>
      {isAsking && (
        <Dialog title={`End the session of ${user.username}?`} onClose={() => setAsking(false)}>
          <p className="mb-4 text-muted">It cannot be resumed afterwards. Its files stay where they are.</p>
          <div className="flex justify-end gap-2">
            <Button onClick={() => setAsking(false)}>Keep it</Button>
            <Button
              look="danger"
              onClick={() => {
                setAsking(false)
                void endStopped(session)
              }}
            >
              End it
            </Button>
          </div>
        </Dialog>
      )}
    </li>
  )
}
