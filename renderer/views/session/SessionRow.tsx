import type { ReactNode } from 'react'
import type { Session } from '#shared/session/session.ts'
import { screenSize } from '#renderer/state/browser/screen.ts'
import { now } from '#renderer/state/workstation/now.ts'
import { useStore } from '#renderer/state/store.ts'
import { Link } from '#renderer/ui/Link.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { StatusSign } from '#renderer/ui/StatusSign.tsx'
import { dollars, duration, tokens } from '#renderer/format/numbers.ts'
import { withMarks } from '#shared/text/hiddenCharacters.ts'
import { SessionMenu } from './SessionMenu.tsx'
import { isBusy, statusLabel } from '#renderer/format/statusLabel.ts'
import { RelativeTime } from '#renderer/ui/RelativeTime.tsx'
import { LoadBars } from './LoadBars.tsx'
import { RowName } from './RowName.tsx'
import * as words from './laterWords.ts'

/** One session as a row: its name, project, what it does or did, and in numbers what that took. `children`: beside it. */
export function SessionRow({ session, children }: { session: Session; children?: ReactNode }) {
  const { label, sign } = statusLabel(session)
  const runs = isBusy(session)
  return (
    <div className="flex h-full items-center pr-2">
      <Link
        href={`/session/${session.id}`}
        data-row=""
        className="smooth flex h-full min-w-0 flex-1 content-center items-center gap-x-2.5 rounded-control px-3 max-md:flex-wrap hover:bg-raised"
      >
        <StatusSign sign={sign} />
        <RowName session={session} />
        {/* The result of one that failed says so itself. */}
        {(sign !== 'failed' || session.outcome_reason === null) && <span className="sr-only">{label}</span>}
        <span className="min-w-0 flex-1 truncate text-muted max-md:order-last max-md:basis-full max-md:pl-6.5">
          {runs ? <Activity session={session} /> : <Result session={session} />}
        </span>
        <span className="flex flex-none items-center gap-x-4 text-xs whitespace-nowrap text-muted">
          {runs ? <Measures session={session} /> : <RelativeTime at={session.last_activity} isShort />}
        </span>
      </Link>
      {children}
      <SessionMenu session={session} />
    </div>
  )
}

function Activity({ session }: { session: Session }) {
  const text = session.status === 'WAITING' ? words.needsYou : (session.activity ?? words.working)
  return (
    <bdi
      title={withMarks(text)}
      className={session.status === 'WAITING' ? 'max-md:text-attention' : 'max-md:text-accent'}
    >
      <Marked text={text} />
    </bdi>
  )
}

/** Time, tokens and cost; on phones the cost alone. */
function Measures({ session }: { session: Session }) {
  const time = useStore(now, (value) => value)
  const isWide = useStore(screenSize, (size) => size === 'wide')
  const started = session.turn_started_at
  const { output_tokens } = session.usage
  return (
    <>
      {isWide && <LoadBars id={session.id} />}
      <span className="w-16 text-right max-md:hidden">
        {started === null ? '' : duration(Math.max(0, time - Date.parse(started)))}
      </span>
      <span className="w-20 text-right max-lg:hidden">
        {output_tokens > 0 ? words.outputTokensTokens(tokens(output_tokens)) : ''}
      </span>
      <span className="text-right md:w-12">{session.cost_usd > 0 ? dollars(session.cost_usd) : ''}</span>
    </>
  )
}

/** That it went two ways, why it failed, what still runs, what it changed. */
function Result({ session }: { session: Session }) {
  const failed = session.outcome === 'failed' ? session.outcome_reason : null
  const behind = session.background_tasks.length
  const parts = [
    behind > 0 ? words.behindInTheBackground(behind) : null,
    session.files_changed > 0 ? words.filesChanged(session.files_changed) : null,
    session.cost_usd > 0 ? dollars(session.cost_usd) : null,
  ].filter((part) => part !== null)
  const facts = parts.join(' · ')
  return (
    <>
      {session.two_ways && <span className="text-attention">{words.writtenInTwoPlaces}</span>}
      {session.two_ways && failed !== null && ' · '}
      {failed !== null && (
        <bdi className="text-bad" title={withMarks(failed)}>
          {words.failedFailed(<Marked text={failed} />)}
        </bdi>
      )}
      {(session.two_ways || failed !== null) && facts !== '' ? ` · ${facts}` : facts}
    </>
  )
}
