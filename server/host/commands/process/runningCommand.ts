import type { ExecEnd, ExecOutput } from '#shared/operations/exec.ts'
import type { Clock } from '#server/platform/clock.ts'
import { createDeferred } from '../../claude/protocol/deferred.ts'
import type { Program, ProgramEnd, Runner, RunnerMark, RunningProgram } from '../../runners/runner.ts'
import type { Timers } from '../../sessions/ports/sessionPorts.ts'
import { CommandOutput, type Keeping, type OutputStream } from './commandOutput.ts'

/** How long a command may take to leave by itself when it is ended. */
const GRACE_MS = 2_000

/** A read that finds nothing waits so long; shorter than anything between here and a browser. */
export const READ_WAITS_MS = 20_000

export interface RunningCommandDeps {
  readonly runner: Runner
  readonly clock: Pick<Clock, 'monotonic'>
  readonly timers: Timers
}

export interface CommandPlan {
  readonly program: Program
  /** All that carries it ends with the command. */
  readonly mark: RunnerMark
  readonly timeout_ms: number
  readonly max_bytes: number
  readonly keeping: Keeping
}

/**
 * One command while it runs, and what is left of its output afterwards.
 *
 * Invariants: it ends once · after `ended` nothing that it started runs any more · at most UNREAD_BYTES and what its pipes
 * hold lie unread.
 */
export class RunningCommand {
  readonly #deps: RunningCommandDeps
  readonly #plan: CommandPlan
  readonly #output: CommandOutput
  readonly #running: RunningProgram
  readonly #startedAt: number
  readonly #callOffTimeout: () => void
  readonly #waiting = new Set<() => void>()
  #reason: ExecEnd['reason'] = 'exited'
  #end: ExecEnd | null = null
  #problem: string | null = null
  readonly #over = createDeferred()

  constructor(deps: RunningCommandDeps, plan: CommandPlan) {
    this.#deps = deps
    this.#plan = plan
    this.#output = new CommandOutput({ keeping: plan.keeping, maxBytes: plan.max_bytes })
    this.#startedAt = deps.clock.monotonic()
    this.#running = deps.runner.start(plan.program, {
      onStdout: (bytes) => this.#take('stdout', bytes),
      onStderr: (bytes) => this.#take('stderr', bytes),
      onGone: (end) => void this.#gone(end),
    })
    this.#callOffTimeout = deps.timers.after(plan.timeout_ms, () => void this.stop('timed_out'))
  }

  /** Resolves with how it ended, when nothing of it runs; with null when it never ran. */
  get ended(): Promise<ExecEnd | null> {
    return this.#over.promise.then(() => (this.#problem === null ? this.#end : null))
  }

  /** Why it never ran, in the system's words; null: it runs, or did. Known once it was started or `ended` has resolved. */
  async problem(): Promise<string | null> {
    if (this.#running.handle === null) {
      await this.ended
    }
    return this.#problem
  }

  /** Ends it with all that it started. Resolves when nothing of it runs. No-op when it has ended. */
  async stop(reason: Exclude<ExecEnd['reason'], 'exited'>): Promise<void> {
    const { handle } = this.#running
    if (this.#end === null && this.#reason === 'exited' && handle !== null) {
      this.#reason = reason
      // What waits for a reader must be able to leave.
      this.#running.resume()
      await this.#deps.runner.stop(handle, { grace_ms: GRACE_MS, mark: this.#plan.mark })
    }
    await this.ended
  }

  /** What follows `after`; waits for it, or for the end. `end` comes with the last of it. */
  async read(after: number): Promise<ExecOutput> {
    if (!this.#output.hasMore(after) && this.#end === null) {
      await this.#news()
    }
    const part = this.#output.read(after)
    if (!this.#output.isFull) {
      this.#running.resume()
    }
    return { ...part, end: this.#output.hasMore(part.next) ? null : this.#end }
  }

  #take(stream: OutputStream, bytes: Buffer): void {
    // Nobody waits for what a program prints while it is ended.
    if (this.#reason === 'exited' || !this.#output.isFull) {
      this.#output.push(stream, bytes)
    }
    if (this.#output.isFull && this.#reason === 'exited') {
      this.#running.pause()
    }
    this.#tell()
  }

  async #gone({ code, signal, problem }: ProgramEnd): Promise<void> {
    this.#callOffTimeout()
    this.#problem = problem
    const duration_ms = Math.round(this.#deps.clock.monotonic() - this.#startedAt)
    const { handle } = this.#running
    if (handle !== null) {
      await this.#deps.runner.kill(handle, this.#plan.mark)
    }
    const reason = this.#reason
    this.#end = { reason, exit_code: code, signal, truncated: this.#output.isTruncated, duration_ms }
    this.#tell()
    this.#over.resolve()
  }

  #news(): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        callOff()
        this.#waiting.delete(done)
        resolve()
      }
      const callOff = this.#deps.timers.after(READ_WAITS_MS, done)
      this.#waiting.add(done)
    })
  }

  #tell(): void {
    for (const done of this.#waiting) {
      done()
    }
  }
}
