import { HomeportError } from '#shared/errors.ts'
import type { HostHandlers } from '../hostHandlers.ts'
import type { SessionRegistry } from '../sessions/registry.ts'
import type { ProjectActions } from './projectActions.ts'

export interface ActionHandlerDeps {
  readonly registry: SessionRegistry
  readonly actions: ProjectActions
}

type ActionHandlers = Pick<HostHandlers, Extract<keyof HostHandlers, `project_action.${string}`>>

/** Answers for the named commands of projects. */
export function actionHandlers({ registry, actions }: ActionHandlerDeps): ActionHandlers {
  return {
    'project_action.list': async ({ session_id }, actor) => {
      const session = registry.find(session_id, actor)
      await session.folder.refresh()
      return actions.list(session.state)
    },
    'project_action.save': ({ session_id, ...action }, actor) => ({
      action_id: actions.save(registry.find(session_id, actor).state, action),
    }),
    'project_action.remove': ({ session_id, action_id }, actor) => {
      actions.remove(registry.find(session_id, actor).state, action_id)
      return { success: true }
    },
    'project_action.run': async ({ session_id, ...asked }, actor) => {
      const session = registry.find(session_id, actor)
      if (session.state.status === 'TERMINATED') {
        throw new HomeportError(
          'SESSION_003',
          'This session has ended. Nothing was run; start another one in its folder.',
        )
      }
      // Whether the folder is trusted is asked now, not remembered.
      await session.folder.refresh()
      return actions.run(session.state, asked)
    },
  }
}
