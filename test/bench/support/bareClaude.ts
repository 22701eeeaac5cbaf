import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { performance } from 'node:perf_hooks'
import { SessionId } from '#shared/ids.ts'
import { NOTHING_TO_TRUST } from '#shared/session/trust.ts'
import { planLaunch } from '#server/host/claude/process/launch.ts'
import { Writable } from 'node:stream'

export interface BareClaude {
  /** Sends a prompt; resolves when its turn is over with the milliseconds until its first token. */
  firstToken(prompt: string): Promise<number>
  close(): Promise<void>
}

export interface BareClaudeOptions {
  readonly binary: string
  readonly cwd: string
  readonly apiUrl: string
  readonly version: string
  /** Another home than that of whoever measures. */
  readonly home?: string
}

/** From the start of a process that goes on with a conversation to its first token, in milliseconds. */
export async function resumedBare(options: BareClaudeOptions, conversationId: string): Promise<number> {
  const begin = performance.now()
  const bare = await startBareClaude(options, conversationId)
  const started = performance.now() - begin
  const first = await bare.firstToken('again')
  await bare.close()
  return started + first
}

/** Claude Code without Homeport around it, started with the very same arguments and environment. */
export async function startBareClaude(
  { binary, cwd, apiUrl, version, home }: BareClaudeOptions,
  resumed?: string,
): Promise<BareClaude> {
  const plan = planLaunch({
    launch: {
      session_id: SessionId.parse(randomUUID()),
      cwd,
      model: null,
      permission_mode: 'default',
      permission_mode_chosen: true,
      effort: null,
      start: resumed === undefined ? 'new' : 'resume',
    },
    conversationId: resumed ?? randomUUID(),
    processMark: randomUUID(),
    token: 'sk-ant-api03-homeport-bench',
    apiBaseUrl: apiUrl,
    variables: {},
    servers: null,
    folder: {
      folder: cwd,
      isOwners: true,
      withheldServers: [],
      trust: NOTHING_TO_TRUST,
      isInForce: true,
      allow: [],
      folders: [],
      environment: [],
      rules: [],
      mode: null,
    },
    personal: {
      folder: '/home/me/.claude',
      env: {},
      rules: [],
      apiKeyHelper: null,
      forbidsBypass: false,
      cleanupPeriodDays: null,
    },
    env: { ...process.env, ...(home === undefined ? {} : { HOME: home }) },
    platform: process.platform,
    isRoot: process.getuid?.() === 0,
    version,
  })
  const stdio = ['pipe', 'pipe', 'ignore', 'pipe'] as const
  const child = spawn(binary, plan.args, { cwd, env: plan.env, stdio: [...stdio], windowsHide: true })
  const secret = child.stdio[3]
  if (secret instanceof Writable) {
    secret.end(`${plan.secret ?? ''}\n`)
  }
  const { stdin, stdout } = child
  if (stdin === null || stdout === null) {
    throw new Error('Claude Code has no streams.')
  }
  const lines = new LineListeners()
  stdout.on('data', (chunk: Buffer) => lines.push(chunk))
  const write = (line: object) => stdin.write(`${JSON.stringify(line)}\n`)
  const ready = lines.next((line) => line.includes('"control_response"'))
  write({ type: 'control_request', request_id: 'init', request: { subtype: 'initialize' } })
  await ready

  return {
    firstToken: async (prompt) => {
      const first = lines.next((line) => line.includes('"text_delta"'))
      const over = lines.next((line) => line.startsWith('{"type":"result"') || line.includes('"type":"result"'))
      const sent = performance.now()
      write({
        type: 'user',
        message: { role: 'user', content: prompt },
        parent_tool_use_id: null,
        session_id: '',
        uuid: randomUUID(),
      })
      const at = await first
      await over
      return at - sent
    },
    close: async () => {
      const exited = once(child, 'exit')
      stdin.end()
      await exited
    },
  }
}

/** Tells the moment at which a line that fits was read. */
class LineListeners {
  #rest = ''
  #waiting: { readonly fits: (line: string) => boolean; readonly resolve: (at: number) => void }[] = []

  push(chunk: Buffer): void {
    const at = performance.now()
    const lines = (this.#rest + chunk.toString('utf8')).split('\n')
    this.#rest = lines.pop() ?? ''
    for (const line of lines) {
      const met = this.#waiting.filter(({ fits }) => fits(line))
      this.#waiting = this.#waiting.filter((waiting) => !met.includes(waiting))
      met.forEach(({ resolve }) => resolve(at))
    }
  }

  next(fits: (line: string) => boolean): Promise<number> {
    return new Promise((resolve) => this.#waiting.push({ fits, resolve }))
  }
}
