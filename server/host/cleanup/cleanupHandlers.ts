import type { SessionStorage } from '#shared/operations/cleanup.ts'
import type { UserId } from '#shared/ids.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { HostHandlers } from '../hostHandlers.ts'
import type { RetentionRows } from '../store/rows/retentionRows.ts'
import type { OpenCleanup } from './openCleanup.ts'

/** How old an answer may be: to add it up reads all that is kept. */
const FRESH_MS = 60_000

export interface CleanupHandlerDeps {
  readonly cleaning: OpenCleanup
  readonly clock: Clock
}

interface Measured {
  readonly sessions: readonly SessionStorage[]
  readonly measured_at: string
}

/** Answers for what is kept, and what is removed by itself. */
export function cleanupHandlers({
  cleaning: { cleanup, rows },
  clock,
}: CleanupHandlerDeps): Pick<HostHandlers, 'cleanup.read' | 'cleanup.run' | 'storage.sessions'> {
  const known = new Map<UserId, { readonly at: number; readonly measured: Promise<Measured> }>()
  return {
    'cleanup.read': () => ({ jobs: cleanup.reports() }),
    'cleanup.run': async () => ({ jobs: await cleanup.run() }),
    'storage.sessions': async ({ limit }, { user_id }) => {
      const before = known.get(user_id)
      const isFresh = before !== undefined && clock.monotonic() - before.at < FRESH_MS
      const measured = isFresh ? before.measured : measure(rows, user_id, clock.timestamp())
      if (!isFresh) {
        known.set(user_id, { at: clock.monotonic(), measured })
      }
      const { sessions, measured_at } = await measured
      return { sessions: sessions.slice(0, limit), measured_at }
    },
  }
}

/** The largest first. Between two sessions others have their turn. */
async function measure(rows: RetentionRows, userId: UserId, measured_at: string): Promise<Measured> {
  const sessions: SessionStorage[] = []
  for (const session of rows.sessionsOf(userId)) {
    sessions.push({ ...session, ...rows.bytesOf(session.session_id) })
    await new Promise(setImmediate)
  }
  return { sessions: sessions.toSorted((left, right) => size(right) - size(left)), measured_at }
}

function size({ events, attachments }: SessionStorage): number {
  return events + attachments
}
