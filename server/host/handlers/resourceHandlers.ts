import type { Clock } from '#server/platform/clock.ts'
import { createUsageSampler } from '#server/platform/processes/usageSampler.ts'
import { whoseSessions } from '../sessions/access.ts'
import type { SessionStore } from '../sessions/ports.ts'
import type { HostHandlers } from '../hostHandlers.ts'

/** Answers for what sessions take of the machine. Measures when asked, at most once a second. */
export function resourceHandlers(deps: {
  readonly store: Pick<SessionStore, 'processes'>
  readonly clock: Clock
}): Pick<HostHandlers, 'resources.sessions'> {
  const sampler = createUsageSampler(deps)
  return {
    'resources.sessions': async (_params, actor) => {
      const measured = await Promise.all(
        deps.store
          .processes(whoseSessions(actor))
          .map(async ({ session_id, pid }) => ({ session_id, ...(await sampler.of(pid, 'tree')) })),
      )
      // A row may be left of a process that ended with its host.
      return { sessions: measured.filter(({ processes }) => processes > 0) }
    },
  }
}
