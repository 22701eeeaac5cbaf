import * as z from 'zod'
import { HomeportError } from '#shared/errors.ts'
import type { McpServerState } from '#shared/operations/mcp.ts'
import type { AgentServers } from '#server/host/sessions/ports/agent.ts'
import type { ControlChannel } from '../protocol/control.ts'
import { excerpt } from '../mapping/unknownMessages.ts'

export interface ServerRequestsDeps {
  readonly control: ControlChannel
  /** Takes secrets out. */
  readonly clean: (text: string) => string
}

/** What Claude Code says of its configuration, with every variable in its place, is not read. */
const Listed = z.looseObject({
  name: z.string(),
  status: z.string(),
  error: z.string().nullish().catch(null),
  transport: z.string().nullish().catch(null),
  tools: z
    .array(z.looseObject({ name: z.string().transform((name) => excerpt(name, 100)) }))
    .catch([])
    .default([]),
})
const Answer = z.looseObject({ mcpServers: z.array(Listed).catch([]) })
const SignIn = z.looseObject({ authUrl: z.string().nullish().catch(null) })

/** More than anybody reads. */
const MOST_SERVERS = 100
const MOST_TOOLS = 200

/** A server may be far away, or start slowly. */
const TIMEOUT_MS = 60_000

const statuses: Readonly<Record<string, McpServerState['status']>> = {
  connected: 'connected',
  pending: 'pending',
  'needs-auth': 'needs_sign_in',
  failed: 'failed',
  disabled: 'disabled',
}

/** What is asked of a running Claude Code about its MCP servers. */
export class ServerRequests implements AgentServers {
  readonly #deps: ServerRequestsDeps

  constructor(deps: ServerRequestsDeps) {
    this.#deps = deps
  }

  async list(): Promise<Omit<McpServerState, 'is_of_session'>[]> {
    const { mcpServers } = Answer.parse(await this.#deps.control.request({ subtype: 'mcp_status' }))
    return mcpServers.slice(0, MOST_SERVERS).map(({ name, status, error, transport, tools }) => ({
      name: excerpt(name, 100),
      status: statuses[status] ?? 'unknown',
      error: error === null || error === undefined ? null : excerpt(this.#deps.clean(error), 500),
      transport: transport === null || transport === undefined ? null : excerpt(transport, 40),
      tools: tools.slice(0, MOST_TOOLS).map((tool) => tool.name),
    }))
  }

  async reconnect(name: string): Promise<void> {
    await this.#ask({ subtype: 'mcp_reconnect', serverName: name })
  }

  async signIn(name: string): Promise<string | null> {
    const { authUrl } = SignIn.parse(await this.#ask({ subtype: 'mcp_authenticate', serverName: name }))
    if (authUrl === null || authUrl === undefined) {
      return null
    }
    // The server wrote it, and a person will click it.
    const protocol = URL.parse(authUrl)?.protocol
    if (protocol !== 'https:' && protocol !== 'http:') {
      throw new HomeportError('SESSION_003', 'The server named no page to sign in at that a browser may open.')
    }
    return authUrl
  }

  async finishSignIn(name: string, callbackUrl: string): Promise<void> {
    await this.#ask({ subtype: 'mcp_oauth_callback_url', serverName: name, callbackUrl })
    // It keeps what it was given, and uses it when it connects again (measured).
    await this.reconnect(name)
  }

  /** @throws HomeportError SESSION_003 with Claude's reason, secrets taken out. */
  async #ask(request: { readonly subtype: string; readonly serverName: string } & Record<string, unknown>) {
    try {
      return await this.#deps.control.request(request, { timeoutMs: TIMEOUT_MS })
    } catch (error) {
      const reason = error instanceof HomeportError ? error.message : String(error)
      throw new HomeportError('SESSION_003', this.#deps.clean(reason).slice(0, 600))
    }
  }
}
