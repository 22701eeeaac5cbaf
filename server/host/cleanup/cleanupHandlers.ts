import type { SessionStorage } from '#shared/operations/cleanup.ts'
import type { UserId } from '#shared/ids.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { HostHandlers } from '../hostHandlers.ts'
import type { OpenCleanup } from './openCleanup.ts'

/** How old an answer may be: to add it up reads all that is kept. */
const FRESH_MS = 60_000

/** Whoever asks is told by then: a socket waits 15 seconds for its answer. */
const ANSWER_MS = 8_000

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
  cleaning,
  clock,
}: CleanupHandlerDeps): Pick<HostHandlers, 'cleanup.read' | 'cleanup.due' | 'cleanup.run' | 'storage.sessions'> {
  const { cleanup } = cleaning
  const known = new Map<UserId, { readonly at: number; readonly measured: Promise<Measured> }>()
  return {
    'cleanup.read': () => ({ jobs: cleanup.reports(), running: cleanup.isRunning }),
    'cleanup.due': async () => ({ jobs: await cleanup.due(ANSWER_MS) }),
    'cleanup.run': async () => {
      const jobs = await cleanup.runFor(ANSWER_MS)
      return { jobs, running: cleanup.isRunning }
    },
    'storage.sessions': async ({ limit }, { user_id }) => {
      const before = known.get(user_id)
      const isFresh = before !== undefined && clock.monotonic() - before.at < FRESH_MS
      const measured = isFresh ? before.measured : measure(cleaning, user_id, clock.timestamp())
      if (!isFresh) {
        known.set(user_id, { at: clock.monotonic(), measured })
      }
      const { sessions, measured_at } = await measured
      return { sessions: sessions.slice(0, limit), measured_at }
    },
  }
}

/** The largest first. Between two sessions others have their turn. */
async function measure({ rows, elsewhere }: OpenCleanup, userId: UserId, measured_at: string): Promise<Measured> {
  const copies = await elsewhere.copyBytes()
  const sessions: SessionStorage[] = []
  for (const session of rows.sessionsOf(userId)) {
    const { session_id: id } = session
    const checkpoints = await elsewhere.checkpointBytes(id)
    const transcript_copies = rows.conversationsOf(id).reduce((sum, one) => sum + (copies.get(one) ?? 0), 0)
    sessions.push({ ...session, ...rows.bytesOf(id), checkpoints, transcript_copies })
  }
  return { sessions: sessions.toSorted((left, right) => size(right) - size(left)), measured_at }
}

function size({ events, attachments, checkpoints = 0, transcript_copies = 0 }: SessionStorage): number {
  return events + attachments + checkpoints + transcript_copies
}
