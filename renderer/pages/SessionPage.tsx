import { Suspense, useCallback, useEffect, useMemo } from 'react'
import type { SessionId } from '#shared/ids.ts'
import { ApprovalCard } from '#renderer/features/approvals/ApprovalCard.tsx'
import { Composer } from '#renderer/features/composer/Composer.tsx'
import { Conversation } from '#renderer/features/conversation/Conversation.tsx'
import { isMissing } from '#renderer/features/conversation/rows.ts'
import { ActivityLine } from '#renderer/features/session/ActivityLine.tsx'
import { SessionHeader } from '#renderer/features/session/SessionHeader.tsx'
import { SessionList } from '#renderer/features/session/SessionList.tsx'
import { useReading } from '#renderer/features/session/useReading.ts'
import { leftWords } from '#renderer/state/cardEntries.ts'
import { feedOf } from '#renderer/state/currentSession.ts'
import type { OpenSession } from '#renderer/state/openSession.ts'
import { forget, outbox } from '#renderer/state/outbox.ts'
import { useStore } from '#renderer/state/store.ts'
import { later } from '#renderer/ui/later.tsx'
import { buttonLink, Link } from '#renderer/ui/Link.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { canPrompt, isBusy } from '#renderer/words/statusWords.ts'
import { asksForTrust } from '#shared/session/trust.ts'
import { tasksOf } from '#shared/session/timelineTasks.ts'

// Most sessions show none of these: their code comes when they do.
const Queue = later(async () => (await import('#renderer/features/composer/Queue.tsx')).Queue)
const BackgroundStrip = later(
  async () => (await import('#renderer/features/session/BackgroundStrip.tsx')).BackgroundStrip,
)
const LeftWords = later(async () => (await import('#renderer/features/approvals/LeftWords.tsx')).LeftWords)
const LostConversation = later(
  async () => (await import('#renderer/features/session/LostConversation.tsx')).LostConversation,
)
const TaskStrip = later(async () => (await import('#renderer/features/session/TaskStrip.tsx')).TaskStrip)
const TrustCard = later(async () => (await import('#renderer/features/session/TrustCard.tsx')).TrustCard)

/** One session: its conversation, what it waits for, and the composer. */
export function SessionPage({ id }: { id: SessionId }) {
  const state = useStore(feedOf(id).store, (value) => value)
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
  useReading(session)
  const all = useStore(outbox, (value) => value)
  const outgoing = useMemo(() => all.filter((one) => one.session_id === id), [all, id])
  const isLeft = useStore(leftWords, (words) => words.some((one) => one.session_id === id))
  const tasks = useMemo(() => tasksOf(timeline.items), [timeline.items])
  const place = useMemo(
    () => ({
      workspace: session.workspace_path,
      renderApproval: (approval: (typeof header.approvals)[number]) => (
        <ApprovalCard approval={approval} place={{ session_id: id, workspace: session.workspace_path }} />
      ),
    }),
    [id, session.workspace_path],
  )
  const loadOlder = useCallback(() => void feedOf(id).loadOlder(), [id])
  useEffect(() => {
    outgoing.filter((one) => !isMissing(one, timeline, header)).forEach((one) => forget(one.key))
  }, [outgoing, timeline, header])
  return (
    <>
      <SessionHeader session={session} />
      <Conversation
        sources={{ timeline, header, outgoing }}
        place={place}
        older={state.older}
        onLoadOlder={loadOlder}
      />
      <div className="mx-auto w-full max-w-190 flex-none px-3 pb-[max(12px,env(safe-area-inset-bottom))] md:px-5">
        <Suspense fallback={null}>
          {session.status_reason === 'conversation_gone' && (
            <LostConversation session={session} waits={header.queue.length} />
          )}
          {asksForTrust(session.trust) && <TrustCard session={session} />}
        </Suspense>
        <Suspense fallback={null}>{isLeft && <LeftWords session_id={id} />}</Suspense>
        {isBusy(session) && <ActivityLine session={session} />}
        <Suspense fallback={null}>
          {tasks.length > 0 && <TaskStrip tasks={tasks} />}
          {session.background_tasks.length > 0 && <BackgroundStrip session={session} />}
          {header.queue.length > 0 && <Queue header={header} />}
        </Suspense>
        {canPrompt(session.status) ? (
          <Composer session_id={id} isBusy={isBusy(session)} />
        ) : (
          <p className="py-3 text-center text-muted">
            This session has ended.{' '}
            <Link href="/new" className="text-accent underline">
              Start a new one
            </Link>
          </p>
        )}
      </div>
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
