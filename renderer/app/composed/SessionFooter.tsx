import { type ReactNode, Suspense, useEffect, useMemo } from 'react'
import type { SessionHeader } from '#shared/session/header.ts'
import type { Session } from '#shared/session/session.ts'
import type { Timeline } from '#shared/session/timeline/timeline.ts'
import { tasksOf, type Task } from '#shared/session/timeline/tasks.ts'
import { needsTrust } from '#shared/session/trust.ts'
import { Composer } from '#renderer/features/composer/Composer.tsx'
import { ActivityLine } from '#renderer/features/session/ActivityLine.tsx'
import { unsentTexts } from '#renderer/state/writing/unsentTexts.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { reconcileQueueEdits } from '#renderer/features/composer/queueEdits.ts'
import { useStore } from '#renderer/state/store.ts'
import { lazyComponent } from '#renderer/ui/lazyComponent.tsx'
import { Link } from '#renderer/ui/Link.tsx'
import { canPrompt, isBusy } from '#renderer/format/statusLabel.ts'
import { Marked } from '#renderer/ui/Marked.tsx'
import { Tasks } from '#renderer/content/Tasks.tsx'

// Most sessions show none of these: their code is loaded on demand.
const Queue = lazyComponent(async () => (await import('#renderer/features/composer/Queue.tsx')).Queue)
const BackgroundTasks = lazyComponent(
  async () => (await import('#renderer/features/session/BackgroundTasks.tsx')).BackgroundTasks,
)
const UnsentTextCards = lazyComponent(
  async () => (await import('#renderer/features/approvals/UnsentTextCards.tsx')).UnsentTextCards,
)
const LostConversation = lazyComponent(
  async () => (await import('#renderer/features/session/LostConversation.tsx')).LostConversation,
)
const TrustCard = lazyComponent(async () => (await import('#renderer/features/session/TrustCard.tsx')).TrustCard)

/** Below the conversation: queued messages, background tasks and the composer. Viewers see no controls. */
export function SessionFooter({ header, timeline }: { header: SessionHeader; timeline: Timeline }) {
  const { session, queue } = header
  const mayDrive = useMay('drive')
  const isLeft = useStore(unsentTexts, (words) => words.some((one) => one.session_id === session.id))
  useEffect(() => reconcileQueueEdits(session.id, queue), [session.id, queue])
  const tasks = useMemo(() => tasksOf(timeline.items), [timeline.items])
  return (
    <div className="mx-auto w-full max-w-190 flex-none px-3 pb-[max(12px,env(safe-area-inset-bottom))] md:px-5">
      {mayDrive && (
        <Suspense fallback={null}>
          {session.status_reason === 'conversation_gone' && <LostConversation session={session} waits={queue.length} />}
          {needsTrust(session.trust) && <TrustCard session={session} />}
        </Suspense>
      )}
      <Suspense fallback={null}>{isLeft && <UnsentTextCards session_id={session.id} />}</Suspense>
      {isBusy(session) && <ActivityLine session={session} />}
      <Suspense fallback={null}>
        {tasks.length > 0 && <TaskProgress tasks={tasks} />}
        {mayDrive && <Waiting header={header} />}
      </Suspense>
      {mayDrive ? <Writing session={session} /> : <Line>You can only look.</Line>}
    </div>
  )
}

/** What runs in the background, and the prompts that wait. */
function Waiting({ header }: { header: SessionHeader }) {
  return (
    <>
      {header.session.background_tasks.length > 0 && <BackgroundTasks session={header.session} />}
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

/** The progress of Claude's to-do list, expandable; nothing when there is none or all is done. */
function TaskProgress({ tasks }: { tasks: readonly Task[] }) {
  const done = tasks.filter((task) => task.status === 'completed').length
  const current = tasks.find((task) => task.status === 'in_progress')
  return tasks.length === 0 || done === tasks.length ? null : (
    <details className="mb-2 rounded-card border border-line bg-surface">
      <summary className="flex min-h-9 touch:min-h-11 items-center gap-2 px-3 text-xs text-muted">
        <span className="shrink-0 font-semibold">
          Tasks {done} of {tasks.length}
        </span>
        <span dir="auto" className="min-w-0 truncate">
          <Marked text={current?.subject ?? ''} />
        </span>
      </summary>
      <div className="thin-scroll max-h-50 overflow-y-auto px-3 pb-2">
        <Tasks tasks={tasks} />
      </div>
    </details>
  )
}
