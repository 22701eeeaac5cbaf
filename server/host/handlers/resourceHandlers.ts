import type { ClaudeSpares } from '../claude/spares/spares.ts'
import { whoseSessions } from '../sessions/access.ts'
import type { SessionStore } from '../sessions/ports/sessionPorts.ts'
import type { HostHandlers } from '../hostHandlers.ts'
import type { Runner } from '../runners/runner.ts'

/** Answers for what sessions take of the machine they run on. */
export function resourceHandlers({
  store,
  runner,
  claude,
}: {
  readonly store: Pick<SessionStore, 'processes'>
  readonly runner: Pick<Runner, 'usage'>
  readonly claude: { readonly spares: Pick<ClaudeSpares, 'of'> }
}): Pick<HostHandlers, 'resources.sessions'> {
  return {
    'resources.sessions': async (_params, actor) => {
      const measured = await Promise.all(
        store
          .processes(whoseSessions(actor))
          .map(async ({ session_id, process }) => ({ session_id, ...(await runner.usage(process)) })),
      )
      // A row may be left of a process that ended with its host.
      const waiting = claude.spares
        .of(whoseSessions(actor))
        .map(async (spare) => ({ ...spare, ...(await runner.usage({ pid: spare.process_id })) }))
      const spares = (await Promise.all(waiting)).filter(({ processes }) => processes > 0)
      return { sessions: measured.filter(({ processes }) => processes > 0), spares }
    },
  }
}
