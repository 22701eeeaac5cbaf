import { type ReactNode, Suspense, useEffect } from 'react'
import type { SessionHeader } from '#shared/session/header.ts'
import type { Session } from '#shared/session/session.ts'
import type { Timeline } from '#shared/session/timeline/timeline.ts'
import { needsTrust } from '#shared/session/trust.ts'
import { ActivityLine } from '#renderer/features/session/ActivityLine.tsx'
import { draftOf } from '#renderer/state/writing/drafts.ts'
import { unsentTexts } from '#renderer/state/writing/unsentTexts.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { Composer } from '#renderer/features/composer/Composer.tsx'
import { useStore } from '#renderer/state/store.ts'
import { lazyAfterDrawing, lazyComponent } from '#renderer/ui/lazyComponent.tsx'
import { canPrompt, isBusy } from '#renderer/format/statusLabel.ts'
import * as words from '#renderer/app/words.ts'

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
const WriterCard = lazyComponent(async () => (await import('#renderer/features/session/WriterCard.tsx')).WriterCard)
const EndedLine = lazyComponent(async () => (await import('#renderer/features/session/EndedLine.tsx')).EndedLine)
const TrustCard = lazyComponent(async () => (await import('#renderer/features/session/TrustCard.tsx')).TrustCard)
const TaskProgress = lazyAfterDrawing(
  async () => (await import('#renderer/features/session/TaskProgress.tsx')).TaskProgress,
)

/** Below the conversation: queued messages, background tasks and the composer. Viewers see no controls. */
export function SessionFooter({ header, timeline }: { header: SessionHeader; timeline: Timeline }) {
  const { session, queue } = header
  const mayDrive = useMay('drive')
  const isLeft = useStore(unsentTexts, (left) => left.some((one) => one.session_id === session.id))
  useEffect(() => void reconcile(header), [header])
  return (
    <div
      data-footer=""
      className="mx-auto w-full max-w-200 flex-none px-3 pb-[max(12px,env(safe-area-inset-bottom))] md:px-5"
    >
      {mayDrive && (
        <Suspense fallback={null}>
          {session.status_reason === 'conversation_gone' && <LostConversation session={session} waits={queue.length} />}
          {needsTrust(session.trust) && <TrustCard session={session} />}
        </Suspense>
      )}
      <Suspense fallback={null}>{isLeft && <UnsentTextCards session_id={session.id} />}</Suspense>
      {isBusy(session) && <ActivityLine session={session} />}
      <Suspense fallback={null}>
        <TaskProgress items={timeline.items} />
        {mayDrive && <Waiting header={header} />}
      </Suspense>
      {mayDrive ? <Writing session={session} timeline={timeline} /> : <Line>{words.youCanOnlyLook}</Line>}
    </div>
  )
}

/** What was typed into messages and cards that are gone by now becomes unsent text. */
async function reconcile({ session: { id }, queue, approvals }: SessionHeader): Promise<void> {
  if (draftOf(`queue/${id}`) !== '') {
    const { reconcileQueueEdits } = await import('#renderer/features/composer/queueEdits.ts')
    reconcileQueueEdits(id, queue)
  }
  if (draftOf(`cards/${id}`) !== '') {
    const { reconcileCards } = await import('#renderer/state/writing/keptCards.ts')
    reconcileCards(
      id,
      approvals.map(({ approval_id }) => approval_id),
    )
  }
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

function Writing({ session, timeline }: { session: Session; timeline: Timeline }) {
  if (session.writer !== null) {
    return (
      <Suspense>
        <WriterCard session={session} writer={session.writer} />
      </Suspense>
    )
  }
  return canPrompt(session.status) ? (
    <Composer
      session={session}
      earlier={() => timeline.items.flatMap((item) => (item.kind === 'prompt' ? [item.text] : []))}
    />
  ) : (
    <Suspense>
      <EndedLine session={session} />
    </Suspense>
  )
}

function Line({ children }: { children: ReactNode }) {
  return <p className="py-3 text-center text-muted">{children}</p>
}
