import type { SessionId } from '#shared/ids.ts'
import { overview } from '#renderer/state/session/overview.ts'
import { useStore } from '#renderer/state/store.ts'
import { classes } from '#renderer/ui/classes.ts'
import { Link } from '#renderer/ui/Link.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { ToneLabel } from '#renderer/ui/ToneLabel.tsx'
import { baseName } from '#shared/session/paths.ts'
import { withMarks } from '#shared/text/hiddenCharacters.ts'
import { statusLabel } from '#renderer/format/statusLabel.ts'

/** All sessions beside the one that is open, on wide screens. */
export function SessionList({ current }: { current: SessionId }) {
  const state = useStore(overview, (value) => value)
  const sessions = state.kind === 'ready' ? state.sessions.filter((session) => !session.archived) : []
  return (
    <nav
      aria-label="Sessions"
      className="thin-scroll w-60 flex-none overflow-y-auto border-r border-line p-2 max-lg:hidden"
    >
      <ul className="space-y-0.5">
        {sessions.map((session) => {
          const { label, tone } = statusLabel(session)
          return (
            <li key={session.id}>
              <Link
                href={`/session/${session.id}`}
                aria-current={session.id === current ? 'page' : undefined}
                className={classes(
                  'smooth block rounded-control px-2 py-1.5 hover:bg-raised',
                  session.id === current && 'bg-raised',
                )}
              >
                <span
                  dir="auto"
                  title={withMarks(session.name)}
                  className={classes('block truncate', session.unread ? 'font-bold' : 'font-medium')}
                >
                  <Marked text={session.name} />
                </span>
                <span className="flex items-center justify-between gap-2 text-xs text-muted">
                  <span dir="ltr" title={withMarks(session.workspace_path)} className="min-w-0 truncate font-mono">
                    <Marked text={baseName(session.workspace_path)} code />
                  </span>
                  <ToneLabel tone={tone}>{label}</ToneLabel>
                </span>
              </Link>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}
