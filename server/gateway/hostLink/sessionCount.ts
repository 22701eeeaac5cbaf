import type { Clock } from '#server/platform/clock.ts'
import { statusCounts } from '#shared/session/snapshots.ts'
import type { Actor } from '#shared/operations/session.ts'
import type { SessionStatus } from '#shared/session/status.ts'
import type { HostLink } from '#server/link/link.ts'

const FRESH_MS = 5_000
const running: readonly SessionStatus[] = ['STARTING', 'ACTIVE', 'WORKING', 'WAITING']

/**
 * How many of an actor's sessions have a process. At most FRESH_MS old; while the host is away the last number known.
 */
export interface SessionCount {
  of(actor: Actor): Promise<number>
}

export function createSessionCount(deps: {
  readonly link: HostLink
  readonly clock: Pick<Clock, 'monotonic'>
}): SessionCount {
  const known = new Map<string, { at: number; count: number }>()

  const count = async (actor: Actor): Promise<number> => {
    let active = 0
    await deps.link.overview(actor, (overview) => {
      const counts = statusCounts(overview)
      active = running.reduce((sum, status) => sum + (counts[status] ?? 0), 0)
    })
    return active
  }

  return {
    of: async (actor) => {
      const last = known.get(actor.user_id)
      if (last !== undefined && deps.clock.monotonic() - last.at < FRESH_MS) {
        return last.count
      }
      try {
        const fresh = await count(actor)
        known.set(actor.user_id, { at: deps.clock.monotonic(), count: fresh })
        return fresh
      } catch {
        // The host is away; its sessions are not.
        return last?.count ?? 0
      }
    },
  }
}
