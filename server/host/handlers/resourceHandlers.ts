import { whoseSessions } from '../sessions/access.ts'
import type { SessionStore } from '../sessions/ports/sessionPorts.ts'
import type { HostHandlers } from '../hostHandlers.ts'
import type { Runner } from '../runners/runner.ts'

/** Answers for what sessions take of the machine they run on. */
export function resourceHandlers({
  store,
  runner,
}: {
  readonly store: Pick<SessionStore, 'processes'>
  readonly runner: Pick<Runner, 'usage'>
}): Pick<HostHandlers, 'resources.sessions'> {
  return {
    'resources.sessions': async (_params, actor) => {
      const measured = await Promise.all(
        store
          .processes(whoseSessions(actor))
          .map(async ({ session_id, process }) => ({ session_id, ...(await runner.usage(process)) })),
      )
      // A row may be left of a process that ended with its host.
      return { sessions: measured.filter(({ processes }) => processes > 0) }
    },
  }
}
