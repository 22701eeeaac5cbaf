import type { SessionStore } from '../sessions/ports/sessionPorts.ts'
import { claudeHandlers } from './claude/claudeHandlers.ts'
import type { ClaudeAccess } from './claude/claudeAccess.ts'
import type { HostHandlers } from '../hostHandlers.ts'
import type { Runner } from '../runners/runner.ts'
import { resourceHandlers } from './resourceHandlers.ts'
import { sessionHandlers } from './sessionHandlers.ts'
import { sessionTokenHandlers } from './claude/sessionTokenHandlers.ts'
import { trustHandlers } from './trustHandlers.ts'
import type { TrustHandlerDeps } from './trustHandlers.ts'
import { turnHandlers } from './turnHandlers.ts'
import { usageHandlers } from '../usage/usageHandlers.ts'
import type { UsageDeps } from '../usage/usageHandlers.ts'

export interface HandlerDeps extends UsageDeps, TrustHandlerDeps {
  readonly store: SessionStore
  readonly claude: ClaudeAccess
  /** Where sessions run. */
  readonly runner: Pick<Runner, 'usage'>
}

/** Handlers for every operation that a gateway may call on the host. */
export function createHandlers(deps: HandlerDeps): HostHandlers {
  return {
    ...sessionHandlers(deps),
    ...turnHandlers(deps),
    ...trustHandlers(deps),
    ...claudeHandlers(deps),
    ...sessionTokenHandlers(deps),
    ...resourceHandlers(deps),
    ...usageHandlers(deps),
  }
}
