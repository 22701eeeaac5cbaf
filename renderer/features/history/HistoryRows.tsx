import { Folder } from 'lucide-react'
import type { HistoryHit, Snippet } from '#shared/operations/history.ts'
import { baseName } from '#shared/session/paths.ts'
import { now } from '#renderer/state/workstation/now.ts'
import { screenSize } from '#renderer/state/browser/screen.ts'
import { useStore } from '#renderer/state/store.ts'
import { dollars, exactTime } from '#renderer/format/numbers.ts'
import { classes } from '#renderer/ui/classes.ts'
import { Link } from '#renderer/ui/Link.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { RelativeTime } from '#renderer/ui/RelativeTime.tsx'
import { SnippetText } from '#renderer/views/history/SnippetText.tsx'
import * as words from './words.ts'

/** Conversations that were found. `hrefOf`: where one is opened. */
export function HistoryRows(props: {
  conversations: readonly HistoryHit[]
  opened: string
  hrefOf: (one: HistoryHit) => string
}) {
  return (
    <ul aria-label={words.conversations} className="divide-y divide-line">
      {props.conversations.map((one) => (
        <li key={one.conversation_id}>
          <Link
            href={props.hrefOf(one)}
            aria-current={one.conversation_id === props.opened ? 'true' : undefined}
            className={classes(
              'flex flex-col gap-0.5 px-3.5 py-2.5 outline-offset-[-2px] max-md:px-4',
              one.conversation_id === props.opened ? 'bg-accent-ground' : 'hover:bg-raised',
            )}
          >
            <Conversation one={one} />
          </Link>
        </li>
      ))}
    </ul>
  )
}

function Conversation({ one }: { one: HistoryHit }) {
  const { title, last_at, snippet, project } = one
  const isPhone = useStore(screenSize, (size) => size === 'phone')
  return (
    <>
      <span className="flex items-baseline gap-2">
        <bdi className="min-w-0 flex-1 truncate font-medium">
          <Marked text={title === '' ? words.withoutATitle : title} />
        </bdi>
        <span className="shrink-0 text-xs text-muted">
          <When at={last_at} />
        </span>
      </span>
      {snippet !== null && (
        <span dir="auto" className="truncate text-muted">
          <SnippetText snippet={isPhone ? nearTo(snippet) : snippet} />
        </span>
      )}
      <span className="flex min-w-0 items-center gap-1.5 text-xs text-muted">
        <Folder className="size-3.5 shrink-0" aria-hidden="true" />
        <span className="truncate">
          <Marked text={[project === null ? words.noFolder : baseName(project), ...factsOf(one)].join(' · ')} />
        </span>
      </span>
    </>
  )
}

/** So many letters stand before what was found, where the line is short. */
const LEAD = 24

/** The snippet from a word shortly before the first place that was found. */
function nearTo(snippet: Snippet): Snippet {
  const { text, marks } = snippet
  const first = marks[0]?.from ?? 0
  const cut = first <= LEAD ? 0 : text.indexOf(' ', first - LEAD) + 1
  if (cut === 0 || cut > first) {
    return snippet
  }
  const moved = (at: number) => at - cut + 1
  return { text: `…${text.slice(cut)}`, marks: marks.map(({ from, to }) => ({ from: moved(from), to: moved(to) })) }
}

const WEEK_MS = 7 * 24 * 60 * 60_000

/** How long ago; of what is older than a week, the day. */
function When({ at }: { at: string }) {
  const isOld = useStore(now, (time) => time - Date.parse(at) > WEEK_MS)
  return isOld ? (
    <time dateTime={at} title={exactTime(at)}>
      {words.day(new Date(at), new Date(now.get()))}
    </time>
  ) : (
    <RelativeTime at={at} isShort />
  )
}

function factsOf({ source, writer, cost_usd, matches, turns }: HistoryHit): readonly string[] {
  return [
    ...(writer === null ? [] : [words.writers[writer.kind]]),
    ...(source === 'terminal' ? ['terminal'] : []),
    ...(cost_usd === null || cost_usd === 0 ? [] : [dollars(cost_usd)]),
    matches > 0 ? words.matchCount(matches) : words.turns(turns),
  ]
}
