import type { SessionStore } from '../sessions/ports.ts'
import type { SessionRegistry } from '../sessions/registry.ts'
import { claudeHandlers } from './claudeHandlers.ts'
import type { ClaudeDoor } from './claudeDoor.ts'
import type { HostHandlers } from './hostHandlers.ts'
import { resourceHandlers } from './resourceHandlers.ts'
import { sessionHandlers } from './sessionHandlers.ts'
import { sessionTokenHandlers } from './sessionTokenHandlers.ts'
import { turnHandlers } from './turnHandlers.ts'
import { usageHandlers } from './usageHandlers.ts'
import type { UsageDeps } from './usageHandlers.ts'

export interface HandlerDeps extends UsageDeps {
  readonly registry: SessionRegistry
  readonly store: SessionStore
  readonly claude: ClaudeDoor
}

/** Answers for everything a gateway may ask of the host. */
export function createHandlers(deps: HandlerDeps): HostHandlers {
  return {
    ...sessionHandlers(deps),
    ...turnHandlers(deps),
    ...claudeHandlers(deps),
    ...sessionTokenHandlers(deps),
    ...resourceHandlers(deps),
    ...usageHandlers(deps),
  }
}
