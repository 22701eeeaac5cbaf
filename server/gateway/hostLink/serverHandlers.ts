import type { ServerCheck, ServerInfo } from '#shared/operations/admin.ts'
import { type GatewayHandlers, actorOf } from '../kernel/call.ts'
import type { UserId } from '#shared/ids.ts'

export interface AdminHandlersDeps {
  /** Where the server is; makes a fresh sign-in link for the user. */
  readonly info: (userId: UserId) => ServerInfo
  readonly check: () => Promise<ServerCheck>
  /** Resolves when everything but the control socket is stopped. */
  readonly stop: (options: { readonly keepSessions: boolean }) => Promise<void>
}

export function createAdminHandlers(
  deps: AdminHandlersDeps,
): Pick<GatewayHandlers, 'server.info' | 'server.check' | 'server.stop'> {
  return {
    'server.info': (_params, call) => deps.info(actorOf(call.caller).user_id),
    'server.check': () => deps.check(),
    'server.stop': async ({ keep_sessions }) => {
      await deps.stop({ keepSessions: keep_sessions })
      return { success: true }
    },
  }
}
