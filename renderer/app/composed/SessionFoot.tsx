import { type ReactNode, Suspense, useEffect, useMemo } from 'react'
import type { SessionHeader } from '#shared/session/header.ts'
import type { Session } from '#shared/session/session.ts'
import type { Timeline } from '#shared/session/timeline/timeline.ts'
import { tasksOf } from '#shared/session/timeline/tasks.ts'
import { needsTrust } from '#shared/session/trust.ts'
import { Composer } from '#renderer/features/composer/Composer.tsx'
import { TaskStrip } from '#renderer/features/session/TaskStrip.tsx'
import { ActivityLine } from '#renderer/features/session/ActivityLine.tsx'
import { leftWords } from '#renderer/state/writing/leftWords.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { queueIs } from '#renderer/features/composer/queueEdits.ts'
import { useStore } from '#renderer/state/store.ts'
import { later } from '#renderer/ui/later.tsx'
import { Link } from '#renderer/ui/Link.tsx'
import { canPrompt, isBusy } from '#renderer/format/statusWords.ts'

// Most sessions show none of these: their code comes when they do.
const Queue = later(async () => (await import('#renderer/features/composer/Queue.tsx')).Queue)
const BackgroundStrip = later(
  async () => (await import('#renderer/features/session/BackgroundStrip.tsx')).BackgroundStrip,
)
const LeftWords = later(async () => (await import('#renderer/features/approvals/LeftWords.tsx')).LeftWords)
const LostConversation = later(
  async () => (await import('#renderer/features/session/LostConversation.tsx')).LostConversation,
)
const TrustCard = later(async () => (await import('#renderer/features/session/TrustCard.tsx')).TrustCard)

/** Below the conversation: what waits, what runs, and where to write. Who may look on only is offered nothing to do. */
export function SessionFoot({ header, timeline }: { header: SessionHeader; timeline: Timeline }) {
  const { session, queue } = header
  const mayDrive = useMay('drive')
  const isLeft = useStore(leftWords, (words) => words.some((one) => one.session_id === session.id))
  useEffect(() => queueIs(session.id, queue), [session.id, queue])
  const tasks = useMemo(() => tasksOf(timeline.items), [timeline.items])
  return (
    <div className="mx-auto w-full max-w-190 flex-none px-3 pb-[max(12px,env(safe-area-inset-bottom))] md:px-5">
      {mayDrive && (
        <Suspense fallback={null}>
          {session.status_reason === 'conversation_gone' && <LostConversation session={session} waits={queue.length} />}
          {needsTrust(session.trust) && <TrustCard session={session} />}
        </Suspense>
      )}
      <Suspense fallback={null}>{isLeft && <LeftWords session_id={session.id} />}</Suspense>
      {isBusy(session) && <ActivityLine session={session} />}
      <Suspense fallback={null}>
        {tasks.length > 0 && <TaskStrip tasks={tasks} />}
        {mayDrive && <Waiting header={header} />}
      </Suspense>
      {mayDrive ? <Writing session={session} /> : <Line>You may look on only.</Line>}
    </div>
  )
}

/** What runs in the background, and the prompts that wait. */
function Waiting({ header }: { header: SessionHeader }) {
  return (
    <>
      {header.session.background_tasks.length > 0 && <BackgroundStrip session={header.session} />}
      {header.queue.length > 0 && <Queue header={header} />}
    </>
  )
}

function Writing({ session }: { session: Session }) {
  return canPrompt(session.status) ? (
    <Composer session_id={session.id} isBusy={isBusy(session)} />
  ) : (
    <Line>
      This session has ended.{' '}
      <Link href="/new" className="text-accent underline">
        Start a new one
      </Link>
    </Line>
  )
}

function Line({ children }: { children: ReactNode }) {
  return <p className="py-3 text-center text-muted">{children}</p>
}
