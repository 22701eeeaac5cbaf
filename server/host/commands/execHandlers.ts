import { HomeportError } from '#shared/errors.ts'
import type { HostHandlers } from '../hostHandlers.ts'
import { maySeeSession } from '../sessions/access.ts'
import type { SessionRegistry } from '../sessions/registry.ts'
import type { Commands } from './commands.ts'

export interface ExecHandlerDeps {
  readonly registry: SessionRegistry
  readonly commands: Pick<Commands, 'start' | 'read' | 'cancel' | 'list' | 'stopWhere'>
}

/** Answers for commands. Who may see a session may see its commands, nobody else. */
export function execHandlers({
  registry,
  commands,
}: ExecHandlerDeps): Pick<HostHandlers, Extract<keyof HostHandlers, `exec.${string}`>> {
  return {
    'exec.start': async (asked, actor) => {
      const { state } = registry.find(asked.session_id, actor)
      if (state.status === 'TERMINATED') {
        throw new HomeportError(
          'SESSION_003',
          'This session has ended. Nothing was run; start another one in its folder.',
        )
      }
      const { exec_id } = await commands.start(state, asked)
      return { exec_id }
    },
    'exec.read': ({ session_id, exec_id, after }, actor) =>
      commands.read(registry.find(session_id, actor).state.id, exec_id, after),
    'exec.cancel': async ({ session_id, exec_id }, actor) => {
      await commands.cancel(registry.find(session_id, actor).state.id, exec_id)
      return { success: true }
    },
    'exec.stop_all': async (_params, actor) => {
      await commands.stopWhere((session) => maySeeSession(actor, session))
      return { success: true }
    },
    'exec.list': ({ session_id }, actor) => ({ commands: commands.list(registry.find(session_id, actor).state.id) }),
  }
}
