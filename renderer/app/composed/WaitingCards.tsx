import { ChevronRight } from 'lucide-react'
import { Suspense, useRef } from 'react'
import { dangersOf } from '#renderer/features/approvals/dangers.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { ErrorBoundary } from '#renderer/ui/ErrorBoundary.tsx'
import { lazyComponent } from '#renderer/ui/lazyComponent.tsx'
import { Link } from '#renderer/ui/Link.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { RelativeTime } from '#renderer/ui/RelativeTime.tsx'
import { StatusSign } from '#renderer/ui/StatusSign.tsx'
import { approvalLine } from '#renderer/views/approvalLine.ts'
import type { PendingApproval, ReadyOverview } from '#shared/session/overviewState.ts'
import type { Approval, Session } from '#shared/session/session.ts'
import { useStill } from './useStill.ts'
import { beginsWith } from './waitingOrder.ts'
import * as words from '#renderer/app/laterWords.ts'

const BriefCard = lazyComponent(async () => (await import('#renderer/features/approvals/BriefCard.tsx')).BriefCard)

/**
 * What waits, on phones: the first `most` of it as cards, and how many more there are. What is harmless is answered in place; all else
 * in its conversation, to which each card leads. What has just moved under a finger is dead for a moment.
 */
export function WaitingCards({ state, most }: { state: ReadyOverview; most: number }) {
  const list = useRef<HTMLUListElement>(null)
  const shown = state.approvals.slice(0, most)
  const rest = state.approvals.slice(most)
  const isStill = useStill(list, shown.map(keyOf).join(' '))
  const [first] = rest
  return (
    <section aria-label={words.needsYou}>
      <h2 className="flex min-h-8 items-center gap-2 font-semibold text-attention">
        {words.needsYou}
        <span className="rounded-full bg-attention-ground px-1.5 text-xs">{state.approvals.length}</span>
      </h2>
      <ul ref={list} inert={!isStill} className="space-y-2">
        {shown.map((pending) => (
          <li key={keyOf(pending)}>
            <OneWaiting pending={pending} session={state.sessions.find(({ id }) => id === pending.session_id)} />
          </li>
        ))}
      </ul>
      {first !== undefined && (
        <Link
          href="/needs-you"
          onClick={() => beginsWith(first)}
          className="mt-1 flex min-h-11 items-center gap-1.5 text-muted"
        >
          {words.moreThatWaits(rest.map(({ approval }) => approval.kind))}
          <ChevronRight className="size-4 shrink-0 rtl:-scale-x-100" aria-hidden="true" />
        </Link>
      )}
    </section>
  )
}

function keyOf({ session_id, approval }: PendingApproval): string {
  return `${session_id} ${approval.approval_id}`
}

interface OneWaitingProps {
  readonly pending: PendingApproval
  /** Absent: not loaded, one of very many. */
  readonly session: Session | undefined
}

function OneWaiting({ pending, session }: OneWaitingProps) {
  const { session_id, approval } = pending
  const mayAnswer = useMay('drive')
  const risks = dangersOf(approval).length
  const workspace = session?.workspace_path ?? ''
  const href = mayAnswer ? '/needs-you' : `/session/${session_id}`
  const open = () => beginsWith(pending)
  const heading = <Heading session={session} risks={risks} />
  const line = (
    <Link
      href={href}
      data-row=""
      onClick={open}
      className="block min-h-11 rounded-card border border-attention-line bg-surface px-3.5 py-2.5"
    >
      {heading}
      <Wish approval={approval} workspace={workspace} />
    </Link>
  )
  if (approval.kind !== 'tool' || risks > 0 || !mayAnswer) {
    return line
  }
  return (
    <Suspense fallback={line}>
      <ErrorBoundary instead={line} attempt={approval}>
        <BriefCard
          approval={approval}
          context={{ session_id, workspace }}
          heading={heading}
          href={href}
          onOpen={open}
        />
      </ErrorBoundary>
    </Suspense>
  )
}

function Heading({ session, risks }: { session: Session | undefined; risks: number }) {
  return (
    <span className="flex items-center gap-x-2.5">
      <StatusSign sign="needs_you" />
      <bdi className="min-w-0 truncate font-semibold">
        <Marked text={session?.name ?? words.session} />
      </bdi>
      {risks > 0 && (
        <span className="rounded-control bg-bad-ground px-1.5 text-xs font-medium whitespace-nowrap text-bad">
          {words.risks(risks)}
        </span>
      )}
      <span className="ml-auto text-xs whitespace-nowrap text-muted">
        {session !== undefined && <RelativeTime at={session.last_activity} isShort />}
      </span>
      <ChevronRight className="size-4 shrink-0 text-muted rtl:-scale-x-100" aria-hidden="true" />
    </span>
  )
}

/** What it asks for, on one line: it may be cut, so nothing can be allowed on it. */
function Wish({ approval, workspace }: { approval: Approval; workspace: string }) {
  const { verb, object, style } = approvalLine(approval, workspace)
  return (
    <span dir="auto" className="block truncate ps-6.5 text-muted">
      <Marked text={verb} />
      {object !== '' && (
        <>
          {' '}
          <bdi className={style === 'code' ? 'font-mono' : ''}>
            <Marked text={object} code={style === 'code'} />
          </bdi>
        </>
      )}
    </span>
  )
}
