import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useRef, useState } from 'react'
import { ApprovalCard } from '#renderer/features/approvals/ApprovalCard.tsx'
import { screenSize } from '#renderer/state/browser/screen.ts'
import { overview } from '#renderer/state/session/overview.ts'
import { useStore } from '#renderer/state/store.ts'
import { IconButton } from '#renderer/ui/Button.tsx'
import { buttonLink, Link } from '#renderer/ui/Link.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { ScrollingPage } from '#renderer/views/page/ScrollingPage.tsx'
import type { PendingApproval, ReadyOverview } from '#shared/session/overviewState.ts'
import { HomePage } from './HomePage.tsx'
import { useDeadTime } from './useDeadTime.ts'
import { useSwipe } from './useSwipe.ts'
import * as words from '#renderer/app/laterWords.ts'

/** What waits for the person, one at a time on phones; where there is room, Home lists it all. */
export function NeedsYouPage() {
  const state = useStore(overview, (value) => value)
  const isPhone = useStore(screenSize, (size) => size === 'phone')
  if (!isPhone) {
    return <HomePage />
  }
  return state.kind === 'loading' ? (
    <ScrollingPage title={words.needsYou} isRoot isWaiting>
      <Loading what={words.fetchingSessionsFromTheWorkstation} />
    </ScrollingPage>
  ) : (
    <Queue state={state} />
  )
}

function Queue({ state }: { state: ReadyOverview }) {
  const { approvals } = state
  const [chosen, setChosen] = useState(0)
  // An answered one leaves the list: the next takes its place.
  const index = Math.min(chosen, approvals.length - 1)
  const swipe = useSwipe((step) => setChosen(within(index + step, approvals.length)))
  const shown = approvals[index]
  if (shown === undefined) {
    return (
      <ScrollingPage title={words.needsYou} isRoot>
        <div className="py-12 text-center">
          <p className="mb-4 text-base text-muted">{words.nothingNeedsYou}</p>
          <Link href="/" className={buttonLink}>
            {words.allSessions}
          </Link>
        </div>
      </ScrollingPage>
    )
  }
  const step = (by: number) => (
    <IconButton
      label={by < 0 ? words.previous : words.next}
      disabled={within(index + by, approvals.length) === index}
      onClick={() => setChosen(within(index + by, approvals.length))}
    >
      {by < 0 ? <ChevronLeft className="size-5" /> : <ChevronRight className="size-5" />}
    </IconButton>
  )
  return (
    <ScrollingPage
      title={words.needsYou}
      isRoot
      isAtFoot
      actions={
        <>
          <span role="status" className="text-muted">
            {words.indexOfApprovals(index + 1, approvals.length)}
          </span>
          {step(-1)}
          {step(1)}
        </>
      }
    >
      <div {...swipe}>
        <Waiting key={`${shown.session_id} ${shown.approval.approval_id}`} pending={shown} state={state} />
      </div>
    </ScrollingPage>
  )
}

function Waiting({ pending, state }: { pending: PendingApproval; state: ReadyOverview }) {
  const element = useRef<HTMLDivElement>(null)
  const { isDead } = useDeadTime(element)
  const session = state.sessions.find((one) => one.id === pending.session_id)
  return (
    <div ref={element} inert={isDead} className="space-y-2">
      <Link
        href={`/session/${pending.session_id}`}
        className="flex min-h-11 min-w-0 items-center text-base font-semibold text-accent"
      >
        <bdi className="truncate">
          <Marked text={session?.name ?? words.session} />
        </bdi>
      </Link>
      <ApprovalCard
        approval={pending.approval}
        context={{ session_id: pending.session_id, workspace: session?.workspace_path ?? '' }}
      />
    </div>
  )
}

function within(index: number, length: number): number {
  return Math.max(0, Math.min(length - 1, index))
}
