import { Plus, Search } from 'lucide-react'
import { type ReactNode, useRef, useState } from 'react'
import { ApprovalCard } from '#renderer/features/approvals/ApprovalCard.tsx'
import { dangersOf } from '#renderer/features/approvals/dangers.ts'
import { NO_TAPS, useStill } from './useStill.ts'
import { WaitingCards } from './WaitingCards.tsx'
import { UnsentTextCards } from '#renderer/features/approvals/UnsentTextCards.tsx'
import { ApprovalRow } from '#renderer/features/home/ApprovalRow.tsx'
import { EmptyHome } from '#renderer/features/home/EmptyHome.tsx'
import { FirstWays } from '#renderer/features/home/FirstWays.tsx'
import { ListKeys } from '#renderer/features/home/ListKeys.tsx'
import { sectionsOf } from '#renderer/features/home/sections.ts'
import { SessionSection } from '#renderer/features/home/SessionSection.tsx'
import { StartComposer } from '#renderer/features/home/StartComposer.tsx'
import { recentFolders } from '#renderer/features/newSession/workspaceChoice.ts'
import { showOverlay } from '#renderer/state/browser/overlay.ts'
import { overview } from '#renderer/state/session/overview.ts'
import { control } from '#renderer/state/session/sessionActions.ts'
import { screenSize } from '#renderer/state/browser/screen.ts'
import { useStore } from '#renderer/state/store.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { Button, IconButton } from '#renderer/ui/Button.tsx'
import { classes } from '#renderer/ui/classes.ts'
import { Unfetched } from '#renderer/ui/lazyComponent.tsx'
import { Link } from '#renderer/ui/Link.tsx'
import { Loaded } from '#renderer/views/page/Loaded.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { LoadOlder } from '#renderer/views/LoadOlder.tsx'
import { PersonMenu } from '#renderer/views/page/PersonMenu.tsx'
import { ScrollingPage } from '#renderer/views/page/ScrollingPage.tsx'
import { needsYouCount, type PendingApproval, type ReadyOverview } from '#shared/session/overviewState.ts'
import type { Session } from '#shared/session/session.ts'
import * as words from '#renderer/app/laterWords.ts'

const newSessionCode = async () => (await import('#renderer/features/newSession/NewSessionPage.tsx')).NewSession

/** Of what waits so many stand on a phone's first screen, with room for the sessions below. */
const SHOWN_ON_PHONES = 2

/** Needs you, running, finished, recent: in this order, on every screen. */
export function HomePage() {
  const state = useStore(overview, (value) => value)
  const isPhone = useStore(screenSize, (size) => size === 'phone')
  const mayStart = useMay('drive')
  const folders =
    state.kind === 'ready' && mayStart && !isPhone ? recentFolders(state.sessions).map(({ path }) => path) : []
  return (
    <ScrollingPage
      title={isPhone ? words.sessions : words.home}
      width="list"
      isRoot
      isWaiting={state.kind === 'loading'}
      status={state.kind === 'ready' ? summary(state) : undefined}
      actions={isPhone && <PhoneActions />}
      foot={folders.length > 0 && <StartComposer folders={folders} />}
    >
      {state.kind === 'loading' ? (
        <Loading what={words.fetchingSessionsFromTheWorkstation} />
      ) : (
        <Sections state={state} />
      )}
    </ScrollingPage>
  )
}

function summary(state: ReadyOverview): string | undefined {
  const { running, unread } = sectionsOf(state)
  const waiting = needsYouCount(state)
  const parts = [
    waiting > 0 ? words.needingYou(waiting) : '',
    running.length > 0 ? words.runningRunning(running.length) : '',
    unread.length > 0 ? words.unreadFinished(unread.length) : '',
  ].filter((part) => part !== '')
  return parts.length === 0 ? undefined : parts.join(' · ')
}

/** What the rail offers on wide screens. */
function PhoneActions() {
  const mayStart = useMay('drive')
  return (
    <>
      <PersonMenu opens="down" />
      <IconButton label={words.search} data-shortcut="search" onClick={() => showOverlay({ kind: 'palette' })}>
        <Search className="size-5" />
      </IconButton>
      {mayStart && (
        <Link
          href="/new"
          aria-label={words.newSession}
          className="flex size-11 shrink-0 items-center justify-center rounded-control bg-accent text-on-accent"
        >
          <Plus className="size-5" aria-hidden="true" />
        </Link>
      )}
    </>
  )
}

function Sections({ state }: { state: ReadyOverview }) {
  const { running, unread, pinned, recent } = sectionsOf(state)
  const mayDrive = useMay('drive')
  const isPhone = useStore(screenSize, (size) => size === 'phone')
  if (state.sessions.length === 0) {
    return mayDrive ? <FirstSession /> : <EmptyHome />
  }
  return (
    <>
      <UnsentTextCards />
      {state.approvals.length > 0 &&
        (isPhone ? <WaitingCards state={state} most={SHOWN_ON_PHONES} /> : <NeedsYou state={state} />)}
      <SessionSection title={words.running} sessions={running} canStop={mayDrive} />
      <SessionSection
        title={words.finished}
        sessions={unread}
        note={
          <span className="rounded-control bg-accent-ground px-1.5 text-xs font-medium text-accent">
            {words.unreadUnread(unread.length)}
          </span>
        }
        action={mayDrive && <MarkAllRead sessions={unread} />}
      />
      <SessionSection title={words.pinned} sessions={pinned} />
      <SessionSection title={words.recent} sessions={recent} />
      {state.next_cursor !== null && <LoadOlder />}
    </>
  )
}

/** No session yet: where the first one begins. On phones the folders, which it needs, come before the other ways. */
function FirstSession() {
  const isPhone = useStore(screenSize, (size) => size === 'phone')
  return (
    <div className="mx-auto max-w-190">
      {/* Together: what comes later above the ways would push them down. */}
      <Loaded load={newSessionCode} props={{ between: isPhone ? null : <FirstWays /> }} Instead={WaysAlone}>
        {isPhone && <FirstWays />}
      </Loaded>
    </div>
  )
}

/** The form's code did not come: one can begin in the other ways all the same. */
function WaysAlone({ between }: { between?: ReactNode }) {
  return (
    <div className="space-y-5 md:pt-12">
      <Unfetched />
      {between}
    </div>
  )
}

/** One line for each approval, opened in place. The first is open from the start; none opens by itself after that. */
function NeedsYou({ state }: { state: ReadyOverview }) {
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set(state.approvals.slice(0, 1).map(keyOf)))
  const list = useRef<HTMLUListElement>(null)
  const isStill = useStill(list, state.approvals.map(keyOf).join(' '))
  return (
    <section aria-label={words.needsYou}>
      <h2 className="flex min-h-8 items-center gap-2 font-semibold text-attention">
        {words.needsYou}
        <span className="rounded-full bg-attention-ground px-1.5 text-xs">{state.approvals.length}</span>
        <ListKeys />
      </h2>
      <ul ref={list} className={classes('rounded-card border border-attention-line bg-surface', !isStill && NO_TAPS)}>
        {state.approvals.map((pending) => {
          const key = keyOf(pending)
          const session = state.sessions.find((one) => one.id === pending.session_id)
          const card = (
            <ApprovalCard
              approval={pending.approval}
              context={{ session_id: pending.session_id, workspace: session?.workspace_path ?? '' }}
            />
          )
          return session === undefined ? (
            <li key={key}>{card}</li>
          ) : (
            <ApprovalRow
              key={key}
              approval={pending.approval}
              session={session}
              risks={dangersOf(pending.approval).length}
              isOpen={open.has(key)}
              onToggle={() => setOpen(toggled(open, key))}
            >
              {card}
            </ApprovalRow>
          )
        })}
      </ul>
    </section>
  )
}

function keyOf({ session_id, approval }: PendingApproval): string {
  return `${session_id} ${approval.approval_id}`
}

function toggled(all: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(all)
  if (!next.delete(key)) {
    next.add(key)
  }
  return next
}

/** Marks ended sessions as read. */
function MarkAllRead({ sessions }: { sessions: readonly Session[] }) {
  const markAll = () => sessions.forEach(({ id }) => void control(id, { action: 'mark_read' }))
  return (
    <Button variant="ghost" onClick={markAll}>
      {words.markAllAsRead}
    </Button>
  )
}
