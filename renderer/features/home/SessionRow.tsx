import { Fragment } from 'react'
import type { Session } from '#shared/session/session.ts'
import { now } from '#renderer/state/workstation/now.ts'
import { useStore } from '#renderer/state/store.ts'
import { classes } from '#renderer/ui/classes.ts'
import { Link } from '#renderer/ui/Link.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { ToneLabel } from '#renderer/ui/ToneLabel.tsx'
import { count, dollars, duration, usageSummary } from '#renderer/format/numbers.ts'
import { withMarks } from '#shared/text/hiddenCharacters.ts'
import { baseName } from '#shared/session/paths.ts'
import { isBusy, statusLabel } from '#renderer/format/statusLabel.ts'
import { RelativeTime } from '#renderer/ui/RelativeTime.tsx'

/** One session as a row: its name, activity and status. */
export function SessionRow({ session }: { session: Session }) {
  const { label, tone } = statusLabel(session)
  return (
    <li>
      <Link
        href={`/session/${session.id}`}
        className="smooth flex min-h-11 flex-wrap items-baseline gap-x-3 gap-y-0.5 rounded-control px-2 py-2 hover:bg-raised md:flex-nowrap"
      >
        <span
          title={withMarks(session.name)}
          className={classes(
            'min-w-0 shrink-0 truncate max-md:flex-1 md:max-w-1/2',
            session.unread ? 'font-bold' : 'font-medium',
          )}
        >
          <bdi>
            <Marked text={session.name} />
          </bdi>
        </span>
        <span
          title={session.activity === null ? undefined : withMarks(session.activity)}
          className="order-last min-w-0 flex-1 truncate text-muted max-md:basis-full md:order-none"
        >
          {isBusy(session) ? <Running session={session} /> : <Resting session={session} />}
        </span>
        <ToneLabel tone={tone}>{label}</ToneLabel>
      </Link>
    </li>
  )
}

function Running({ session }: { session: Session }) {
  const time = useStore(now, (value) => value)
  const started = session.turn_started_at
  const parts = [
    session.status === 'WAITING' ? 'Needs you' : (session.activity ?? 'Working'),
    started === null ? null : duration(Math.max(0, time - Date.parse(started))),
    usageSummary(session),
  ]
  return parts
    .filter((part) => part !== null && part !== '')
    .map((part, index) => (
      <Fragment key={part}>
        {index > 0 && ' · '}
        <bdi>
          <Marked text={part ?? ''} />
        </bdi>
      </Fragment>
    ))
}

function Resting({ session }: { session: Session }) {
  const failed = session.outcome === 'failed' ? session.outcome_reason : null
  const behind = session.background_tasks.length
  const parts = [
    behind > 0 ? `${behind} in the background` : null,
    baseName(session.workspace_path) === session.name ? null : baseName(session.workspace_path),
    session.files_changed > 0 ? `${count(session.files_changed, 'file')} changed` : null,
    session.cost_usd > 0 ? dollars(session.cost_usd) : null,
  ].filter((part) => part !== null)
  return (
    <>
      {failed !== null && (
        <span className="text-bad" title={withMarks(failed)}>
          <bdi>
            <Marked text={failed} />
          </bdi>
          {' · '}
        </span>
      )}
      <RelativeTime at={session.last_activity} />
      <span title={withMarks(session.workspace_path)}>
        {parts.map((part) => (
          <Fragment key={part}>
            {' · '}
            <bdi>
              <Marked text={part} />
            </bdi>
          </Fragment>
        ))}
      </span>
    </>
  )
}
