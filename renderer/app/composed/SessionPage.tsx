import { useCallback, useEffect, useMemo } from 'react'
import type { SessionId } from '#shared/ids.ts'
import { ApprovalCard } from '#renderer/features/approvals/ApprovalCard.tsx'
import { Conversation } from '#renderer/features/conversation/Conversation.tsx'
import { isMissing } from '#renderer/features/conversation/rows.ts'
import { SessionHeader } from '#renderer/features/session/SessionHeader.tsx'
import { SessionList } from '#renderer/features/session/SessionList.tsx'
import { useMarkAsRead } from '#renderer/features/session/useMarkAsRead.ts'
import { useOpenSession } from '#renderer/state/session/openSessions.ts'
import { openSessions } from '#renderer/state/session/pageSessions.ts'
import type { OpenSession } from '#renderer/state/session/openSession.ts'
import { forget, outbox } from '#renderer/state/session/outbox.ts'
import { useStore } from '#renderer/state/store.ts'
import { buttonLink, Link } from '#renderer/ui/Link.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { SessionFooter } from './SessionFooter.tsx'

/** One session: its conversation, what it waits for, and the composer. */
export function SessionPage({ id }: { id: SessionId }) {
  const state = useOpenSession(openSessions, id)
  return (
    <div className="flex min-h-0 flex-1">
      <SessionList current={id} />
      <main className="flex min-w-0 flex-1 flex-col">
        {state.kind === 'loading' && <Loading what="Opening the conversation…" />}
        {state.kind === 'refused' && <Refused message={state.message} />}
        {state.kind === 'open' && <Opened key={id} id={id} state={state} />}
      </main>
    </div>
  )
}

function Opened({ id, state }: { id: SessionId; state: Extract<OpenSession, { kind: 'open' }> }) {
  const { header, timeline } = state
  const { session } = header
  useMarkAsRead(session)
  const all = useStore(outbox, (value) => value)
  const outgoing = useMemo(() => all.filter((one) => one.session_id === id), [all, id])
  const context = useMemo(
    () => ({
      workspace: session.workspace_path,
      renderApproval: (approval: (typeof header.approvals)[number]) => (
        <ApprovalCard approval={approval} context={{ session_id: id, workspace: session.workspace_path }} />
      ),
    }),
    [id, session.workspace_path],
  )
  const loadOlder = useCallback(() => void openSessions.loadOlder(id), [id])
  useEffect(() => {
    outgoing.filter((one) => !isMissing(one, timeline, header)).forEach((one) => forget(one.key))
  }, [outgoing, timeline, header])
  return (
    <>
      <SessionHeader session={session} />
      <Conversation
        sources={{ timeline, header, outgoing }}
        context={context}
        older={state.older}
        onLoadOlder={loadOlder}
      />
      <SessionFooter header={header} timeline={timeline} />
    </>
  )
}

function Refused({ message }: { message: string }) {
  return (
    <div className="mx-auto w-full max-w-120 space-y-4 p-6">
      <Problem>{message}</Problem>
      <Link href="/" className={buttonLink}>
        All sessions
      </Link>
    </div>
  )
}
