import * as z from 'zod'
import type { AgentServers, AgentUpdate } from '#server/host/sessions/ports/agent.ts'
import { excerpt } from './unknownMessages.ts'

export interface ServerWatchDeps {
  readonly servers: Pick<AgentServers, 'list'>
  readonly onUpdate: (update: AgentUpdate) => void
}

const Server = z.looseObject({ name: z.string(), status: z.string() })
const Servers = z.array(Server)
type Server = z.infer<typeof Server>

/** Nothing to report: it works, it is switched off, or it is about to work. */
const FINE: ReadonlySet<string> = new Set(['connected', 'disabled', 'pending'])

/** More servers than these are not reported one by one. */
const MAX_REPORTED = 10

/**
 * Says which MCP servers of a session do not work, why, and what to do: their tools are missing without a word otherwise.
 * Claude Code lists them at the start of each turn; each is reported once, and again when it failed anew.
 */
export class ServerWatch {
  readonly #deps: ServerWatchDeps
  /** Those that are known not to work, with their status. */
  #down = new Map<string, string>()
  #isFirst = true

  constructor(deps: ServerWatchDeps) {
    this.#deps = deps
  }

  /** `listed`: the servers as `init` names them, unchecked. */
  check(listed: unknown): void {
    const servers = Servers.safeParse(listed).data ?? []
    const down = servers.filter(({ status }) => !FINE.has(status))
    const failed = down.filter(({ name, status }) => this.#down.get(name) !== status)
    this.#down = new Map(down.map(({ name, status }) => [name, status]))
    if (failed.length > 0) {
      void this.#report(failed, this.#isFirst)
    }
    this.#isFirst = false
  }

  /** `init` gives no reasons; they are requested. */
  async #report(failed: readonly Server[], isFirst: boolean): Promise<void> {
    const detailed = await this.#deps.servers.list().catch(() => [])
    for (const { name, status } of failed.slice(0, MAX_REPORTED)) {
      this.#notice(
        { name, status, error: detailed.find((server) => server.name === excerpt(name, 100))?.error ?? '' },
        isFirst,
      )
    }
    if (failed.length > MAX_REPORTED) {
      this.#notice({ name: `${failed.length - MAX_REPORTED} others`, status: 'failed', error: '' }, isFirst)
    }
  }

  #notice(
    { name, status, error }: Required<Pick<Server, 'name' | 'status'>> & { error: string },
    isFirst: boolean,
  ): void {
    const server = excerpt(name, 100)
    const why = error === '' ? '' : ` (${excerpt(error, 300)})`
    const text =
      status === 'needs-auth'
        ? `The MCP server “${server}” wants you to sign in, so its tools are missing here${why}. Sign in under “MCP servers” in the session's details.`
        : `The MCP server “${server}” does not work: ${excerpt(status, 40)}${why}. Its tools are missing here. In a terminal on this machine, “claude mcp list” shows how it is set up.`
    this.#deps.onUpdate({
      kind: 'notice',
      level: 'warning',
      code: 'mcp_server_down',
      // At the start of a process it is not new to a session that has the notice already.
      ...(isFirst ? { is_lasting: true as const } : {}),
      text,
      details: { server, status: status.slice(0, 40) },
    })
  }
}
