import { overview } from '#renderer/state/session/overview.ts'
import { resources } from './resources.ts'
import { useStore } from '#renderer/state/store.ts'
import { Link } from '#renderer/ui/Link.tsx'
import { bytes, percent } from '#renderer/format/bytes.ts'
import { UsageRow } from './UsageRow.tsx'
import * as words from './words.ts'

/** The load of each running session: Claude Code and its child processes. */
export function SessionLoads() {
  const samples = useStore(resources, (value) => value)
  const state = useStore(overview, (value) => value)
  const sessions = state.kind === 'ready' ? state.sessions : []
  const last = samples.at(-1)?.sessions ?? []
  if (last.length === 0) {
    return <p className="text-muted">{samples.length === 0 ? words.measuring : words.noSessionHasAProcess}</p>
  }
  return (
    <ul className="divide-y divide-line">
      {last.map(({ session_id, cpu_percent, rss_bytes }) => (
        <UsageRow
          key={session_id}
          name={
            <Link href={`/session/${session_id}`} className="text-accent underline">
              <bdi>{sessions.find(({ id }) => id === session_id)?.name ?? words.aSession}</bdi>
            </Link>
          }
          values={samples.flatMap(
            (sample) => sample.sessions.find((one) => one.session_id === session_id)?.cpu_percent ?? [],
          )}
          most={100}
          now={percent(cpu_percent)}
          beside={bytes(rss_bytes)}
        />
      ))}
    </ul>
  )
}
