import type { Actor } from '#shared/operations/session.ts'
import type { HostOperationName, ParamsOf, ResultOf } from '#shared/operations/table.ts'
import type { SessionStore } from '../sessions/ports.ts'
import type { SessionRegistry } from '../sessions/registry.ts'
import { claudeHandlers } from './claudeHandlers.ts'
import type { ClaudeDoor, TokenKeeper } from './claudeHandlers.ts'
import { sessionHandlers } from './sessionHandlers.ts'
import { turnHandlers } from './turnHandlers.ts'

/** A handler for every operation the host answers: a row of the table without one does not compile. */
export type HostHandlers = {
  readonly [N in HostOperationName]: (params: ParamsOf<N>, actor: Actor) => ResultOf<N> | Promise<ResultOf<N>>
}

export interface HandlerDeps {
  readonly registry: SessionRegistry
  readonly store: SessionStore
  readonly claude: ClaudeDoor
  readonly token: TokenKeeper
}

export function createHandlers(deps: HandlerDeps): HostHandlers {
  return { ...sessionHandlers(deps), ...turnHandlers(deps), ...claudeHandlers(deps) }
}
