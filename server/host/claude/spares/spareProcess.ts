import type { ProgramEnd, ProgramListener, RunnerMark } from '../../runners/runner.ts'
import type { Runner } from '../../runners/runner.ts'
import { type RunningClaude, type SpawnRequest, spawnClaude } from '../process/spawnClaude.ts'

/** Of what it says before anybody reads it. More than that is nothing that a session could go on from. */
const MOST_BYTES = 256 * 1024

const GRACE_MS = 1_000

/** A Claude Code that has started and waits for its first line. It belongs to no session yet. */
export class SpareProcess {
  readonly running: RunningClaude
  readonly #held: ['onStdout' | 'onStderr', Buffer][] = []
  #bytes = 0
  #listener: ProgramListener | null = null
  #end: ProgramEnd | null = null

  constructor(request: SpawnRequest, runner: Runner) {
    this.running = spawnClaude(
      { ...request, runner },
      {
        onStdout: (chunk) => this.#take('onStdout', chunk),
        onStderr: (chunk) => this.#take('onStderr', chunk),
        onGone: (end) => {
          this.#end = end
          this.#listener?.onGone(end)
        },
      },
    )
  }

  /** It has ended, or said so much that it cannot be handed over whole. */
  get isUseless(): boolean {
    return this.#end !== null || this.#bytes > MOST_BYTES || this.running.identity === null
  }

  /** From now on the listener hears it, first what it has said so far. Once. */
  handOver(listener: ProgramListener): RunningClaude {
    // Whoever takes it has no hold of it before this returns.
    queueMicrotask(() => {
      this.#listener = listener
      this.#held.splice(0).forEach(([kind, chunk]) => listener[kind](chunk))
      if (this.#end !== null) {
        listener.onGone(this.#end)
      }
    })
    return this.running
  }

  /** Ends it with all that it started. */
  async end(runner: Runner, mark: RunnerMark): Promise<void> {
    const { identity, endInput } = this.running
    if (identity !== null) {
      // The end of its input is the end of a conversation that never began: it goes at once.
      endInput()
      await runner.stop(identity, { grace_ms: GRACE_MS, mark })
    }
  }

  #take(kind: 'onStdout' | 'onStderr', chunk: Buffer): void {
    if (this.#listener !== null) {
      this.#listener[kind](chunk)
      return
    }
    this.#bytes += chunk.length
    if (this.#bytes <= MOST_BYTES) {
      this.#held.push([kind, chunk])
    }
  }
}
