import { HomeportError } from '#shared/errors.ts'
import type { Actor } from '#shared/operations/session.ts'
import type { HostHandlers } from '../../hostHandlers.ts'
import type { AgentServers } from '../../sessions/ports/agent.ts'
import type { SessionRegistry } from '../../sessions/registry.ts'
import type { Session } from '../../sessions/session.ts'

export type ServerHandlers = Pick<HostHandlers, Extract<keyof HostHandlers, `mcp.${string}`>>

/** Answers for the MCP servers of sessions. */
export function serverHandlers({ registry }: { readonly registry: Pick<SessionRegistry, 'find'> }): ServerHandlers {
  return {
    'mcp.list': async ({ session_id }, actor) => {
      const session = registry.find(session_id, actor)
      const own = session.state.setup?.mcp_servers ?? {}
      const { servers } = session.options
      if (servers === null) {
        const waiting = Object.entries(own).map(([name, { type }]) => ({
          name,
          status: 'not_started' as const,
          error: null,
          transport: type,
          is_of_session: true,
          tools: [],
        }))
        return { is_running: false, servers: waiting }
      }
      const listed = await servers.list()
      return {
        is_running: true,
        servers: listed.map((server) => ({ ...server, is_of_session: Object.hasOwn(own, server.name) })),
      }
    },
    'mcp.reconnect': async ({ session_id, server }, actor) => {
      await running(registry.find(session_id, actor)).reconnect(server)
      return { success: true }
    },
    'mcp.sign_in': async ({ session_id, server }, actor) => {
      const session = registry.find(session_id, actor)
      assertMaySignIn(session, server, actor)
      return { url: await running(session).signIn(server) }
    },
    'mcp.finish_sign_in': async ({ session_id, server, callback_url }, actor) => {
      const session = registry.find(session_id, actor)
      assertMaySignIn(session, server, actor)
      await running(session).finishSignIn(server, callback_url)
      return { success: true }
    },
  }
}

/** @throws HomeportError SESSION_003 while no process is there. */
function running({ options }: Session): AgentServers {
  if (options.servers === null) {
    throw new HomeportError(
      'SESSION_003',
      'Claude Code does not run in this session, so nothing is connected. Resume it first.',
    )
  }
  return options.servers
}

/**
 * Claude Code keeps what a server was signed in with for the whole machine. Servers of a session are told apart by person;
 * those of settings and folders are not, so what another person signed in there would be used by all.
 * @throws HomeportError AUTH_006
 */
function assertMaySignIn({ state }: Session, server: string, actor: Actor): void {
  if (actor.is_local_owner !== true && !Object.hasOwn(state.setup?.mcp_servers ?? {}, server)) {
    throw new HomeportError(
      'AUTH_006',
      'This server is not of your session but of the folder or the machine, and everybody here would use your sign-in. Nothing was begun. Add it to the session itself, or ask the owner of the machine.',
    )
  }
}
