import type { SessionId } from '#shared/ids.ts'
import type { McpServerState } from '#shared/operations/mcp.ts'
import type { ResultOf } from '#shared/operations/table.ts'
import type { Tone } from '#renderer/format/statusLabel.ts'
import { showToast, errorMessage } from '#renderer/state/toasts.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { queries } from '#renderer/state/workstation/queries.ts'

/** How often the servers are looked at while somebody looks. */
export const EVERY_MS = 10_000

/** The MCP servers of a session, and how they stand. */
export function mcpServersOf(session_id: SessionId) {
  return queries.define<ResultOf<'mcp.list'>>({
    key: `mcp.list ${session_id}`,
    fetch: () => connection.client.call('mcp.list', { session_id }),
    needs: 'drive',
  })
}

/** Connects anew; a refusal is a toast. */
export async function reconnect(session_id: SessionId, server: string): Promise<void> {
  await connection.client
    .call('mcp.reconnect', { session_id, server })
    .catch((error: unknown) => showToast(errorMessage(error)))
  await mcpServersOf(session_id).refresh()
}

/** The page where a person signs in; null: nothing is left to do. @throws HomeportError as the workstation refuses. */
export async function signIn(session_id: SessionId, server: string): Promise<string | null> {
  const { url } = await connection.client.call('mcp.sign_in', { session_id, server })
  return url
}

/** @throws HomeportError as the workstation refuses. */
export async function finishSignIn(session_id: SessionId, server: string, callback_url: string): Promise<void> {
  await connection.client.call('mcp.finish_sign_in', { session_id, server, callback_url })
  await mcpServersOf(session_id).refresh()
}

/** The colour of how a server stands. */
export const serverTones: Readonly<Record<McpServerState['status'], Tone>> = {
  connected: 'muted',
  pending: 'accent',
  needs_sign_in: 'attention',
  failed: 'bad',
  disabled: 'muted',
  not_started: 'muted',
  unknown: 'muted',
}
