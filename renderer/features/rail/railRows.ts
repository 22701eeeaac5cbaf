import type { ReadyOverview } from '#shared/session/overviewState.ts'
import { baseName } from '#shared/session/paths.ts'
import type { Approval, Session } from '#shared/session/session.ts'
import { type Sign, statusLabel } from '#renderer/format/statusLabel.ts'

/** A row of the rail. */
export type RailRow =
  | { readonly kind: 'heading'; readonly key: string; readonly label: string; readonly path: string }
  | { readonly kind: 'needs_you'; readonly key: string; readonly count: number }
  | {
      readonly kind: 'session'
      readonly key: string
      readonly session: Session
      /** What it waits for, the oldest first. */
      readonly approvals: readonly Approval[]
    }
  | { readonly kind: 'older'; readonly key: string; readonly count: number }

export interface RailChoices {
  /** Whether ended and archived sessions are listed too. */
  readonly withOlder: boolean
}

/**
 * What the rail lists: sessions that need a person, then projects by last activity, then how many are ended or archived.
 * A session stands in one place only.
 */
export function railRows(
  { sessions, approvals }: Omit<ReadyOverview, 'kind'>,
  choices: RailChoices,
): readonly RailRow[] {
  const asked = grouped(approvals, ({ session_id }) => session_id)
  const waiting = sessions.filter(({ id }) => asked.has(id))
  const rest = sessions.filter(({ id }) => !asked.has(id))
  const older = rest.filter(isOlder)
  const shown = choices.withOlder ? rest : rest.filter((session) => !isOlder(session))
  const row = (session: Session): RailRow => ({
    kind: 'session',
    key: session.id,
    session,
    approvals: (asked.get(session.id) ?? []).map(({ approval }) => approval),
  })
  return [
    ...(waiting.length === 0 ? [] : [{ kind: 'needs_you', key: 'needs_you', count: waiting.length } as const]),
    ...waiting.map(row),
    ...projects(shown, row),
    ...(older.length === 0 ? [] : [{ kind: 'older', key: 'older', count: older.length } as const]),
  ]
}

/** Over, or put away. */
function isOlder({ archived, status }: Session): boolean {
  return archived || status === 'TERMINATED'
}

/** The sessions of each project below its name. `sessions`: most recently active first. */
function projects(sessions: readonly Session[], row: (session: Session) => RailRow): readonly RailRow[] {
  const groups = [...grouped(sessions, ({ workspace_path }) => workspace_path)]
  const names = groups.map(([path]) => baseName(path))
  return groups.flatMap(([path, mine], index) => {
    const name = names[index] ?? path
    const label = names.indexOf(name) === names.lastIndexOf(name) ? name : withParent(path)
    const ranked = mine.toSorted((left, right) => rank(left) - rank(right))
    return [{ kind: 'heading', key: `project ${path}`, label, path } as const, ...ranked.map(row)]
  })
}

function grouped<T, K>(all: readonly T[], keyOf: (one: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>()
  for (const one of all) {
    const group = groups.get(keyOf(one))
    if (group === undefined) {
      groups.set(keyOf(one), [one])
    } else {
      group.push(one)
    }
  }
  return groups
}

/** Two projects of one name are told apart by the folder that they lie in. */
function withParent(path: string): string {
  return path
    .split(/[/\\]/)
    .filter((part) => part !== '')
    .slice(-2)
    .join('/')
}

const order: readonly Sign[] = ['needs_you', 'working', 'starting', 'failed', 'unread', 'ready', 'asleep', 'ended']

function rank(session: Session): number {
  return order.indexOf(statusLabel(session).sign) + (session.archived ? order.length : 0)
}
