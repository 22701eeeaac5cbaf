import { overview } from '#renderer/state/session/overview.ts'
import { resources } from './resources.ts'
import { useStore } from '#renderer/state/store.ts'
import { statusLabel } from '#renderer/format/statusLabel.ts'
import { Link } from '#renderer/ui/Link.tsx'
import { StatusSign } from '#renderer/ui/StatusSign.tsx'
import { baseName } from '#shared/session/paths.ts'
import { bytes, percent } from '#renderer/format/bytes.ts'
import { UsageRow } from './UsageRow.tsx'
import * as words from './words.ts'

/** The load of each running session: Claude Code and its child processes. */
export function SessionLoads() {
  const samples = useStore(resources, (value) => value)
  const state = useStore(overview, (value) => value)
  const sessions = state.kind === 'ready' ? state.sessions : []
  const last = samples.at(-1)?.sessions ?? []
  const spares = samples.at(-1)?.spares ?? []
  if (last.length === 0 && spares.length === 0) {
    return <p className="text-muted">{samples.length === 0 ? words.measuring : words.noSessionHasAProcess}</p>
  }
  return (
    <ul className="divide-y divide-line">
      {last.map(({ session_id, cpu_percent, rss_bytes }) => {
        const session = sessions.find(({ id }) => id === session_id)
        return (
          <UsageRow
            key={session_id}
            name={
              <Link
                href={`/session/${session_id}`}
                className="inline-flex max-w-full items-center gap-2 hover:underline touch:min-h-11"
              >
                {session !== undefined && <StatusSign sign={statusLabel(session).sign} />}
                <bdi className="truncate">{session?.name ?? words.aSession}</bdi>
                {session !== undefined && (
                  <bdi className="truncate text-muted max-md:hidden">{baseName(session.workspace_path)}</bdi>
                )}
              </Link>
            }
            values={samples.flatMap(
              (sample) => sample.sessions.find((one) => one.session_id === session_id)?.cpu_percent ?? [],
            )}
            most={100}
            now={percent(cpu_percent)}
            beside={bytes(rss_bytes)}
          />
        )
      })}
      {spares.map(({ project, cpu_percent, rss_bytes }) => (
        <UsageRow
          key={project}
          name={
            <span
              className="inline-flex max-w-full items-center gap-2 text-muted"
              title={words.keptStartedFor(project)}
            >
              <span className="truncate">{words.keptStarted}</span>
              <bdi className="truncate">{baseName(project)}</bdi>
            </span>
          }
          values={samples.flatMap((sample) => sample.spares.find((one) => one.project === project)?.cpu_percent ?? [])}
          most={100}
          now={percent(cpu_percent)}
          beside={bytes(rss_bytes)}
        />
      ))}
    </ul>
  )
}
