import type { UserId } from '#shared/ids.ts'
import type { SessionSetup } from '#shared/session/setup.ts'

/** Sent along to MCP servers of people who are not the machine's owner. */
const PERSON_HEADER = 'X-Homeport-Person'

/**
 * The MCP servers of a session as `--mcp-config` takes them; null: it has none. Claude Code itself puts the session's
 * variables in the place of `${NAME}` (measured), so that no secret is in the arguments.
 *
 * Claude Code keeps what a server was signed in with under its name, address and headers, for everybody on the machine
 * (measured). A header that names the person keeps others, who could set the same server, from using their sign-in.
 */
export function serverConfig(
  { mcp_servers: servers = {} }: SessionSetup = {},
  { user_id, isOwners }: { readonly user_id: UserId; readonly isOwners: boolean },
): string | null {
  const entries = Object.entries(servers)
  if (entries.length === 0) {
    return null
  }
  const mcpServers = Object.fromEntries(
    entries.map(([name, server]) => [
      name,
      server.type === 'stdio' || isOwners
        ? server
        : { ...server, headers: { ...server.headers, [PERSON_HEADER]: user_id } },
    ]),
  )
  return JSON.stringify({ mcpServers })
}
