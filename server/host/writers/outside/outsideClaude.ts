import { HomeportError } from '#shared/errors.ts'
import { pidExists } from '#server/platform/processes/processSigns.ts'
import type { Runner } from '../../runners/runner.ts'
import { type Asked, askProcess, isCertainly } from './certainty.ts'
import { ClaudeSessions, type RunningClaude } from './claudeSessions.ts'

/** How long a Claude Code outside may take to end when it is told to. */
const END_MS = 3_000

/** Pids that were looked at; more than run at once. */
const MOST_PIDS = 1_000

/** The Claude Codes of this machine that are no session's own. */
export class OutsideClaude {
  readonly #runner: Pick<Runner, 'stop' | 'startedBy'>
  readonly #sessions: ClaudeSessions
  readonly #ask: (pid: number) => Asked
  /** Whether a process was started by a session's own one: where that is a script around Claude Code. */
  readonly #isOwns = new Map<string, boolean>()

  constructor(configDir: string, runner: Pick<Runner, 'stop' | 'startedBy'>, ask: (pid: number) => Asked = askProcess) {
    this.#runner = runner
    this.#ask = ask
    this.#sessions = new ClaudeSessions(configDir)
  }

  /** Whether Claude Code of this machine tells of itself at all. */
  get isTold(): boolean {
    return this.#sessions.isTold
  }

  running(): readonly RunningClaude[] {
    return this.#sessions.running()
  }

  /** One of `running` that has the conversation and that `own` is not, nor has started. */
  with(conversation: string, own: number | null, running = this.running()): RunningClaude | null {
    return (
      running.find(
        ({ conversation_id, pid }) => conversation_id === conversation && (own === null || !this.#isOwn(pid, own)),
      ) ?? null
    )
  }

  /**
   * Resolves when it has ended, with all that it started. @throws HomeportError SESSION_003 where the process may be another
   * program that got its number.
   */
  async end(claude: RunningClaude): Promise<void> {
    const { pid } = claude
    const process = this.#ask(pid)
    if (isCertainly(claude, process)) {
      await this.#runner.stop({ pid, started: process.mark }, { grace_ms: END_MS })
    } else if (pidExists(pid)) {
      throw new HomeportError(
        'SESSION_003',
        `It is not certain that process ${pid} is the Claude Code that has this conversation. Nothing was ended. End it where it runs; then the session goes on here.`,
      )
    }
  }

  #isOwn(pid: number, own: number): boolean {
    const key = `${own} ${pid}`
    const known = pid === own ? true : this.#isOwns.get(key)
    if (known !== undefined) {
      return known
    }
    const isOwn = this.#runner.startedBy({ pid: own, started: null }).some((one) => one.pid === pid)
    if (this.#isOwns.size >= MOST_PIDS) {
      this.#isOwns.clear()
    }
    this.#isOwns.set(key, isOwn)
    return isOwn
  }
}
