import { useState } from 'react'
import type { MemberSession } from '#shared/operations/memberSession.ts'
import { withMarks } from '#shared/text/hiddenCharacters.ts'
import { endMemberSession, memberSessions, stopMemberSession } from '#renderer/state/memberSessions.ts'
import { useStore } from '#renderer/state/store.ts'
import { Ago } from '#renderer/ui/Ago.tsx'
import { Button } from '#renderer/ui/Button.tsx'
import { Dialog } from '#renderer/ui/Dialog.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { statusWords } from '#renderer/words/statusWords.ts'

/** What other people run here, and the way to stop and end it. Nothing while there is none. */
export function MemberSessions() {
  const sessions = useStore(memberSessions, (value) => value)
  if (sessions.length === 0) {
    return null
  }
  return (
    <section className="space-y-2" aria-label="Sessions of others">
      <h3 className="font-medium">Sessions of others</h3>
      <p className="text-muted">
        What was said in them is not shown to you. A stopped one is kept, and its person can go on with it, if they may.
      </p>
      <ul className="rounded-control border border-line px-3">
        {sessions.map((session) => (
          <MemberRow key={session.id} session={session} />
        ))}
      </ul>
    </section>
  )
}

const whyWords = { removed: 'may not enter any more', viewer: 'may only look on' } as const

/** Those with a process. */
const runs: ReadonlySet<MemberSession['status']> = new Set(['STARTING', 'ACTIVE', 'WORKING', 'WAITING'])

function MemberRow({ session }: { session: MemberSession }) {
  const [isAsking, setAsking] = useState(false)
  const { user, why, status, workspace_path } = session
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line py-2.5 last:border-b-0">
      <div className="min-w-0 flex-1 basis-40">
        <p dir="auto" className="font-medium break-words">
          {user.username}
        </p>
        <p className="text-sm wrap-anywhere text-muted">
          {statusWords({ status, outcome: 'none', unread: false }).word} · {why !== null && `${whyWords[why]} · `}
          <Marked text={workspace_path} code /> · <Ago at={session.last_activity} />
        </p>
      </div>
      {runs.has(status) && (
        <Button
          aria-label={`Stop the session of ${user.username} in ${withMarks(workspace_path)}`}
          onClick={() => void stopMemberSession(session)}
        >
          Stop
        </Button>
      )}
      <Button
        aria-label={`End the session of ${user.username} in ${withMarks(workspace_path)}`}
        onClick={() => setAsking(true)}
      >
        End
      </Button>
      {isAsking && (
        <Dialog title={`End the session of ${user.username}?`} onClose={() => setAsking(false)}>
          <p className="mb-4 text-muted">It cannot be resumed afterwards. Its files stay where they are.</p>
          <div className="flex justify-end gap-2">
            <Button onClick={() => setAsking(false)}>Cancel</Button>
            <Button
              look="danger"
              onClick={() => {
                setAsking(false)
                void endMemberSession(session)
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
