import type { Session } from '#shared/session/session.ts'
import { focusedColumn } from '#renderer/state/browser/columns.ts'
import { now } from '#renderer/state/workstation/now.ts'
import { link } from '#renderer/state/workstation/connection.ts'
import { useStore } from '#renderer/state/store.ts'
import { Marked } from '#renderer/ui/Marked.tsx'
import { dollars, duration } from '#renderer/format/numbers.ts'
import { withMarks } from '#shared/text/hiddenCharacters.ts'
import { retryText } from './retryText.ts'
import * as words from './words.ts'

/** What Claude does right now: "editing src/app.ts · 2 m 10 s · $0.34"; without a connection, what it did last as far as is known. */
export function ActivityLine({ session }: { session: Session }) {
  const time = useStore(now, (value) => value)
  const isOfTwo = useStore(focusedColumn, (focused) => focused !== null)
  const activity = session.status === 'WAITING' ? words.needsYou : (session.activity ?? words.working)
  const isAway = useStore(link, ({ kind }) => kind === 'offline' || kind === 'reconnecting')
  const { retry } = session
  const since =
    session.turn_started_at === null ? null : duration(Math.max(0, time - Date.parse(session.turn_started_at)))
  return (
    <p className="flex min-w-0 gap-1.5 px-1 pb-1.5 text-xs text-muted">
      <span
        dir="auto"
        title={withMarks(activity)}
        role="status"
        className={`min-w-0 truncate ${session.status === 'WAITING' ? 'text-attention' : 'text-accent'}`}
      >
        {isOfTwo && <span className="sr-only">{withMarks(session.name)}: </span>}
        {isAway && `${words.lastSeen} `}
        <Marked text={activity} />
      </span>
      <span className="shrink-0">
        {[
          retry === null || isAway ? null : retryText(retry, time),
          isAway ? null : since,
          session.cost_usd > 0 ? dollars(session.cost_usd) : null,
        ]
          .filter((part) => part !== null && part !== '')
          .map((part) => ` · ${part}`)}
      </span>
    </p>
  )
}
