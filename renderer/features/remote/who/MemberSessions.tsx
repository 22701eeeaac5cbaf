import { useState } from 'react'
import type { MemberSession } from '#shared/operations/memberSession.ts'
import { withMarks } from '#shared/text/hiddenCharacters.ts'
import { endMemberSession, memberSessions, stopMemberSession } from './memberSessions.ts'
import { useStore } from '#renderer/state/store.ts'
import { RelativeTime } from '#renderer/ui/RelativeTime.tsx'
import { Button } from '#renderer/ui/Button.tsx'
import { Dialog } from '#renderer/ui/Dialog.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { statusLabel } from '#renderer/format/statusLabel.ts'
import * as words from '../words.ts'

/** The sessions of other people, with buttons that stop and end them. Nothing when there are none. */
export function MemberSessions() {
  const state = useStore(memberSessions, (value) => value)
  if (state.kind === 'failed') {
    return <p className="text-muted">{state.message}</p>
  }
  const sessions = state.kind === 'ready' ? state.value : []
  if (sessions.length === 0) {
    return null
  }
  return (
    <section className="space-y-2" aria-label={words.sessionsOfOthers}>
      <h3 className="font-medium">{words.sessionsOfOthers}</h3>
      <p className="text-muted">{words.whatWasSaidInThem}</p>
      <ul className="rounded-control border border-line px-3">
        {sessions.map((session) => (
          <MemberRow key={session.id} session={session} />
        ))}
      </ul>
    </section>
  )
}

const reasonTexts = { removed: words.mayNotEnterAnyMore, viewer: words.canOnlyLook } as const

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
          {statusLabel({ status, outcome: 'none', unread: false }).label} · {why !== null && `${reasonTexts[why]} · `}
          <Marked text={workspace_path} code /> · <RelativeTime at={session.last_activity} />
        </p>
      </div>
      {runs.has(status) && (
        <Button
          aria-label={words.stopTheSessionOf(user.username, withMarks(workspace_path))}
          onClick={() => void stopMemberSession(session)}
        >
          {words.stop}
        </Button>
      )}
      <Button
        aria-label={words.endTheSessionOf(user.username, withMarks(workspace_path))}
        onClick={() => setAsking(true)}
      >
        {words.end}
      </Button>
      {isAsking && (
        <Dialog title={words.endTheSessionQuestion(user.username)} onClose={() => setAsking(false)}>
          <p className="mb-4 text-muted">{words.itCannotBeResumedAfterwards}</p>
          <div className="flex justify-end gap-2">
            <Button onClick={() => setAsking(false)}>{words.cancel}</Button>
            <Button
              variant="danger"
              onClick={() => {
                setAsking(false)
                void endMemberSession(session)
              }}
            >
              {words.endIt}
            </Button>
          </div>
        </Dialog>
      )}
    </li>
  )
}
