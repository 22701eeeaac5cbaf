import { haptic } from '#renderer/platform/haptic.ts'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { type TouchEvent, useEffect, useRef, useState } from 'react'
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

/** Ignores the second tap of a double tap on the card that was here before. */
const DEAD_MS = 500

function Waiting({ pending, state }: { pending: PendingApproval; state: ReadyOverview }) {
  const [isDead, setDead] = useState(true)
  useEffect(() => {
    const timer = setTimeout(() => setDead(false), DEAD_MS)
    return () => clearTimeout(timer)
  }, [])
  const session = state.sessions.find((one) => one.id === pending.session_id)
  return (
    <div inert={isDead} className="space-y-2">
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

/** So far a finger goes sideways, and no further up or down, for a swipe. In px. */
const SWIPE_PX = 60
const STRAY_PX = 40

/** Calls back with 1 for a swipe to the left, -1 for one to the right; not for what scrolls sideways by itself. */
function useSwipe(onSwipe: (step: 1 | -1) => void) {
  const start = useRef<{ readonly x: number; readonly y: number } | null>(null)
  return {
    onTouchStart: ({ touches, target }: TouchEvent) => {
      const touch = touches[0]
      const isOne = touch !== undefined && touches.length === 1 && !scrollsSideways(target)
      start.current = isOne ? { x: touch.clientX, y: touch.clientY } : null
    },
    onTouchEnd: ({ changedTouches }: TouchEvent) => {
      const touch = changedTouches[0]
      const from = start.current
      start.current = null
      if (touch === undefined || from === null) {
        return
      }
      const along = touch.clientX - from.x
      if (Math.abs(along) >= SWIPE_PX && Math.abs(touch.clientY - from.y) <= STRAY_PX) {
        haptic()
        onSwipe(along < 0 ? 1 : -1)
      }
    },
  }
}

function scrollsSideways(target: EventTarget): boolean {
  for (let element = target instanceof Element ? target : null; element !== null; element = element.parentElement) {
    if (element.scrollWidth > element.clientWidth + 1 || element.matches('input, textarea, select')) {
      return true
    }
  }
  return false
}
