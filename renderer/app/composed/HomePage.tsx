import { UnsentTextCards } from '#renderer/features/approvals/UnsentTextCards.tsx'
import { ApprovalCard } from '#renderer/features/approvals/ApprovalCard.tsx'
import { HomeFooter } from '#renderer/features/home/HomeFooter.tsx'
import { OlderSessions } from '#renderer/features/home/OlderSessions.tsx'
import { EmptyHome } from '#renderer/features/home/EmptyHome.tsx'
import { sectionsOf } from '#renderer/features/home/sections.ts'
import { SessionSection } from '#renderer/features/home/SessionSection.tsx'
import { overview } from '#renderer/state/session/overview.ts'
import type { PendingApproval, ReadyOverview } from '#shared/session/overviewState.ts'
import { useStore } from '#renderer/state/store.ts'
import { Link } from '#renderer/ui/Link.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { ScrollingPage } from '#renderer/ui/ScrollingPage.tsx'
import type { Session } from '#shared/session/session.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { control } from '#renderer/state/session/sessionActions.ts'
import { Button } from '#renderer/ui/Button.tsx'

/** Needs you, running, finished, recent: in this order, on every screen. */
export function HomePage() {
  const state = useStore(overview, (value) => value)
  return (
    <ScrollingPage>
      <div className="mx-auto w-full max-w-220 space-y-6 px-3 py-6 md:px-6">
        {state.kind === 'loading' ? (
          <Loading what="Fetching sessions from the workstation…" />
        ) : (
          <Sections state={state} />
        )}
      </div>
    </ScrollingPage>
  )
}

function Sections({ state }: { state: ReadyOverview }) {
  const { running, unread, recent } = sectionsOf(state)
  if (state.sessions.length === 0) {
    return (
      <>
        <EmptyHome />
        <HomeFooter />
      </>
    )
  }
  return (
    <>
      <h1 className="sr-only">Sessions</h1>
      <UnsentTextCards />
      {state.approvals.length > 0 && (
        <section aria-label="Needs you">
          <h2 className="mb-2 px-2 text-xs font-semibold text-attention">Needs you</h2>
          <div className="space-y-3">
            {state.approvals.map((pending) => (
              <PendingCard
                key={`${pending.session_id} ${pending.approval.approval_id}`}
                pending={pending}
                state={state}
              />
            ))}
          </div>
        </section>
      )}
      <SessionSection title="Running" sessions={running} />
      <SessionSection title="Finished, not read" sessions={unread} action={<MarkAllRead sessions={unread} />} />
      <SessionSection title="Recent" sessions={recent} />
      {state.next_cursor !== null && <OlderSessions />}
      <HomeFooter />
    </>
  )
}

function PendingCard({ pending, state }: { pending: PendingApproval; state: ReadyOverview }) {
  const session = state.sessions.find((one) => one.id === pending.session_id)
  const heading = (
    <Link
      href={`/session/${pending.session_id}`}
      className="mb-1 inline-flex min-h-6 touch:-mt-2 touch:mb-0 touch:min-h-11 items-center text-xs text-accent hover:underline"
    >
      <bdi>
        <Marked text={session?.name ?? 'Session'} />
      </bdi>
    </Link>
  )
  const context = { session_id: pending.session_id, workspace: session?.workspace_path ?? '', heading }
  return <ApprovalCard approval={pending.approval} context={context} />
}

/** Marks ended sessions as read; not shown to viewers. */
function MarkAllRead({ sessions }: { sessions: readonly Session[] }) {
  const markAll = () => sessions.forEach(({ id }) => void control(id, { action: 'mark_read' }))
  if (!useMay('drive')) {
    return null
  }
  return (
    <Button variant="ghost" onClick={markAll}>
      Mark all as read
    </Button>
  )
}
