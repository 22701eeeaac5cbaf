import { rm } from 'node:fs/promises'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { TerminalId } from '#shared/ids.ts'
import type { TerminalEnd } from '#shared/session/terminal.ts'
import { failureText } from '#server/platform/failure.ts'
import { replacePrivateFile } from '#server/platform/files/privateFile.ts'
import type { Claude } from '../../claude/claude.ts'
import type { AgentLaunch } from '../../sessions/ports/agent.ts'
import { type SpawnRequest, terminalCommand } from '../../claude/process/spawnClaude.ts'
import type { Runner, RunnerHandle } from '../../runners/runner.ts'
import type { SessionLog, Timers } from '../../sessions/ports/sessionPorts.ts'
import type { Session } from '../../sessions/session.ts'
import type { Writers } from '../../writers/writers.ts'
import type { ShellPlan } from '../pty/launchShell.ts'
import { onTerminal } from '../pty/terminalEnvironment.ts'
import { hooksTo } from './hookEvents.ts'
import { type HookAddress, HookListener } from './hookListener.ts'
import { offerSecret, withSecretPipe } from './secretPipe.ts'
import { type TerminalHooksDeps, rulesSince, takeHook } from './takeHook.ts'

export interface ClaudeTerminalsDeps extends Pick<TerminalHooksDeps, 'conversations' | 'isFreeFor' | 'ids'> {
  readonly claude: Pick<Claude, 'planTerminal' | 'heldNow' | 'costOf'>
  readonly writers: Pick<Writers, 'lookNow' | 'finish'>
  readonly runner: Pick<Runner, 'stop'>
  readonly dataDir: string
  readonly timers: Timers
  readonly log: Pick<SessionLog, 'error'>
}

/** A session's conversation in a terminal. */
export interface LentTerminal {
  readonly plan: ShellPlan
  /** The terminal has ended, or never began (null): the session goes on, once nothing of it runs. */
  readonly ended: (end: { readonly reason: TerminalEnd['reason']; readonly process: RunnerHandle } | null) => void
}

/** How long what is left of a Claude Code may take to end. */
const GRACE_MS = 3_000

/** Claude Code's own interface in terminals of sessions, which are lent to them meanwhile. */
export class ClaudeTerminals {
  readonly #deps: ClaudeTerminalsDeps
  readonly #hooks = new HookListener()

  constructor(deps: ClaudeTerminalsDeps) {
    this.#deps = deps
  }

  /** What a host that died left of terminals that are gone. */
  async sweep(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true })
  }

  get #folder(): string {
    return path.join(this.#deps.dataDir, 'terminals')
  }

  /**
   * Lends a session's conversation to a terminal. `end` ends that.
   * @throws HomeportError as `Writing.toTerminal` and `Claude.planTerminal`; nothing is lent then.
   */
  async lend(session: Session, terminalId: TerminalId, end: () => Promise<void>): Promise<LentTerminal> {
    const launch = await session.writing.toTerminal(terminalId, end)
    let address: HookAddress | null = null
    const folder = this.#folder
    const files = { settings: path.join(folder, `${terminalId}.json`), pipe: path.join(folder, `${terminalId}.pipe`) }
    const clear = async () => {
      address?.close()
      await Promise.all(Object.values(files).map((file) => rm(file, { force: true })))
    }
    try {
      const { claude } = this.#deps
      const newerRule = rulesSince(() => claude.heldNow(launch).rules)
      const costBefore = (await claude.costOf(launch)) ?? 0
      const request = await claude.planTerminal(launch)
      address = await this.#hooks.open((call) => takeHook({ ...this.#hookDeps(), session, newerRule }, call))
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      replacePrivateFile(files.settings, JSON.stringify({ ...request.plan.settings, hooks: hooksTo(address) }))
      const plan = await this.#planOf(request, files)
      return {
        plan,
        ended: (ended) => void this.#giveBack(session, { ended, mark: plan.mark, clear, launch, costBefore }),
      }
    } catch (error) {
      await clear()
      session.writing.giveBack('terminal_closed')
      throw error
    }
  }

  async #planOf(
    request: SpawnRequest,
    { settings, pipe }: { readonly settings: string; readonly pipe: string },
  ): Promise<ShellPlan> {
    const program = terminalCommand(request, settings)
    const { cwd } = request
    const { env, secret } = request.plan
    const surroundings = onTerminal(env)
    if (secret === null) {
      return { ...program, cwd, ...surroundings, title: 'Claude' }
    }
    await offerSecret(pipe, secret, this.#deps.timers)
    return { ...withSecretPipe(program, pipe), cwd, ...surroundings, title: 'Claude' }
  }

  async #giveBack(
    session: Session,
    how: {
      readonly ended: Parameters<LentTerminal['ended']>[0]
      readonly mark: ShellPlan['mark']
      readonly clear: () => Promise<void>
      readonly launch: AgentLaunch
      readonly costBefore: number
    },
  ): Promise<void> {
    const { runner, writers, claude, log } = this.#deps
    const { ended, mark, clear, launch, costBefore } = how
    try {
      if (ended !== null) {
        await runner.stop(ended.process, { grace_ms: GRACE_MS, mark })
      }
      await clear()
      writers.finish(session.state.id)
      const cost = ((await claude.costOf(launch)) ?? 0) - costBefore
      if (cost > 0) {
        session.writing.noteSpent(cost)
      }
      session.writing.giveBack(ended?.reason === 'session_ended' ? null : 'terminal_closed')
    } catch (error) {
      log.error('a session could not go on after its terminal', { reason: failureText(error) })
    }
  }

  #hookDeps(): Omit<TerminalHooksDeps, 'session' | 'newerRule'> {
    const { conversations, isFreeFor, ids, writers, timers, log } = this.#deps
    return { conversations, isFreeFor, ids, writers, timers, log }
  }
}
