import { type FocusEvent, useState } from 'react'
import type { Approval, Session } from '#shared/session/session.ts'
import { withMarks } from '#shared/text/hiddenCharacters.ts'
import { duration } from '#renderer/format/numbers.ts'
import { isBusy, statusLabel } from '#renderer/format/statusLabel.ts'
import { useStore } from '#renderer/state/store.ts'
import { now } from '#renderer/state/workstation/now.ts'
import { classes } from '#renderer/ui/classes.ts'
import { Link } from '#renderer/ui/Link.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { RelativeTime } from '#renderer/ui/RelativeTime.tsx'
import { StatusSign } from '#renderer/ui/StatusSign.tsx'
import { SessionMenu } from '#renderer/views/session/SessionMenu.tsx'
import { approvalLine } from '#renderer/views/approvalLine.ts'
import * as words from './words.ts'

/**
 * A session of the rail. What it waits for, does, or failed of stands on a second line; its menu takes the time's place under
 * the pointer, and with the focus.
 */
export function RailSessionRow(props: {
  session: Session
  approvals: readonly Approval[]
  isCurrent: boolean
  tabIndex: number
  onFollow: () => void
}) {
  const { session, approvals, isCurrent } = props
  const { isNear, handlers } = useNearness()
  const [asked] = approvals
  const { label, sign } = asked === undefined ? statusLabel(session) : WAITS
  return (
    <div {...handlers} className="relative h-full">
      <Link
        href={`/session/${session.id}`}
        aria-current={isCurrent ? 'page' : undefined}
        tabIndex={props.tabIndex}
        onClick={props.onFollow}
        className={classes(
          'smooth grid h-full grid-cols-[16px_minmax(0,1fr)_auto] content-center items-center gap-x-2 rounded-control px-1.5 hover:bg-selected',
          isCurrent && 'bg-selected',
        )}
      >
        <StatusSign sign={sign} />
        <span
          dir="auto"
          title={withMarks(session.name)}
          className={classes(
            'truncate',
            session.unread && 'font-semibold',
            (sign === 'asleep' || sign === 'ended') && !session.unread && 'text-muted',
          )}
        >
          <Marked text={session.name} />
        </span>
        <span className={classes('min-w-7 text-right text-xs text-muted', isNear && 'invisible touch:visible')}>
          <RelativeTime at={session.last_activity} isShort />
        </span>
        {/* The second line of one that failed says so itself. */}
        {sign !== 'failed' && <span className="sr-only">{label}</span>}
        {hasSecondLine(session, approvals) && (
          <span dir="auto" className="col-span-2 col-start-2 truncate text-xs text-muted">
            <SecondLine session={session} asked={asked} />
          </span>
        )}
      </Link>
      {isNear && (
        <div className="absolute top-0 right-0 touch:hidden">
          <SessionMenu session={session} tabIndex={-1} />
        </div>
      )}
    </div>
  )
}

/** Whether the pointer is over the row, or the focus in it or in its menu. */
function useNearness() {
  const [isOver, setOver] = useState(false)
  const [hasFocus, setFocus] = useState(false)
  const handlers = {
    onPointerEnter: () => setOver(true),
    onPointerLeave: () => setOver(false),
    onFocus: () => setFocus(true),
    onBlur: ({ currentTarget, relatedTarget }: FocusEvent<HTMLElement>) =>
      setFocus(relatedTarget instanceof Node && currentTarget.contains(relatedTarget)),
  }
  return { isNear: isOver || hasFocus, handlers }
}

const WAITS = { label: words.needsYou, sign: 'needs_you' } as const

/** Whether the row takes two lines. */
export function hasSecondLine(session: Session, approvals: readonly Approval[]): boolean {
  return approvals.length > 0 || isBusy(session) || session.two_ways || failure(session) !== null
}

function SecondLine({ session, asked }: { session: Session; asked: Approval | undefined }) {
  if (asked !== undefined) {
    const { verb, object } = approvalLine(asked, session.workspace_path)
    return <Marked text={`${verb} ${object}`.trim()} />
  }
  const reason = failure(session)
  if (isBusy(session)) {
    return <Working session={session} />
  }
  return reason === null ? (
    <span className="text-attention">{words.writtenInTwoPlaces}</span>
  ) : (
    <span className="text-bad" title={withMarks(reason)}>
      {words.failedReason(<Marked text={reason} />)}
    </span>
  )
}

function Working({ session }: { session: Session }) {
  const time = useStore(now, (value) => value)
  const started = session.turn_started_at
  const since = started === null ? '' : duration(Math.max(0, time - Date.parse(started)))
  return (
    <span className="text-accent">
      <Marked text={session.activity ?? words.working} />
      {since !== '' && ` · ${since}`}
    </span>
  )
}

function failure(session: Session): string | null {
  return statusLabel(session).sign === 'failed' ? (session.outcome_reason ?? words.claudeCodeStopped) : null
}
