import * as z from 'zod'
import { SessionId } from '../ids.ts'
import { defineOperation } from './operation.ts'

/** A server of tools as Claude Code reports it in a session. */
export const McpServerState = z.object({
  name: z.string(),
  /** not_started: no process of the session runs. Others are Claude Code's words; a newer one may be unknown to a client. */
  status: z.enum(['connected', 'pending', 'needs_sign_in', 'failed', 'disabled', 'not_started', 'unknown']),
  /** Why it does not work; null where nothing was said. Values of the session's variables are taken out. */
  error: z.string().nullable(),
  /** stdio, http, sse …; null where it was not said. */
  transport: z.string().nullable(),
  /** Whether it is of the session's own set-up; the others come from Claude Code's settings and the folder. */
  is_of_session: z.boolean(),
  tools: z.array(z.string()),
})
export type McpServerState = z.infer<typeof McpServerState>

const sessionId = { session_id: SessionId }
const server = { ...sessionId, server: z.string().min(1).max(200) }
const done = z.object({ success: z.literal(true) })

export const mcpOperations = {
  'mcp.list': defineOperation({
    summary: 'The MCP servers of a session, whether they work, and the tools they bring.',
    params: z.strictObject(sessionId),
    result: z.object({ is_running: z.boolean(), servers: z.array(McpServerState) }),
    scope: 'drive',
    owner: 'host',
    http: { method: 'GET', path: '/api/session/:session_id/mcp' },
  }),
  'mcp.reconnect': defineOperation({
    summary: 'Connect to an MCP server of a running session anew.',
    params: z.strictObject(server),
    result: done,
    scope: 'drive',
    owner: 'host',
    http: { method: 'POST', path: '/api/session/:session_id/mcp/reconnect' },
    audit: 'mcp.reconnect',
  }),
  'mcp.sign_in': defineOperation({
    summary:
      'Begin to sign in to an MCP server: the page to open. It leads back to the workstation; a browser elsewhere ends on an address that `mcp.finish_sign_in` takes.',
    params: z.strictObject(server),
    /** null: nothing is to be opened, it is signed in. */
    result: z.object({ url: z.string().nullable() }),
    scope: 'drive',
    owner: 'host',
    http: { method: 'POST', path: '/api/session/:session_id/mcp/sign_in' },
    audit: 'mcp.sign_in',
  }),
  'mcp.finish_sign_in': defineOperation({
    summary: 'Hand over the address on which the browser ended after a sign-in elsewhere.',
    params: z.strictObject({ ...server, callback_url: z.string().min(1).max(8000) }),
    result: done,
    scope: 'drive',
    owner: 'host',
    http: { method: 'POST', path: '/api/session/:session_id/mcp/finish_sign_in' },
    audit: 'mcp.finish_sign_in',
  }),
} as const
