import type { AgentListener } from '#server/host/sessions/ports/agent.ts'
import type { ProcessRequests } from './processRequests.ts'

export interface CostSoFarDeps {
  readonly requests: Pick<ProcessRequests, 'cost'>
  /** What it had cost when the last turn of this process ended; null: none has ended. */
  readonly settled: () => number | null
  readonly isBudgeted: () => boolean
  readonly listener: Pick<AgentListener, 'onUpdate'>
}

/**
 * What a turn that runs has cost so far. Claude Code counts on from what earlier processes of the conversation cost (measured),
 * so the count from before the first turn is taken off.
 */
export class CostSoFar {
  readonly #deps: CostSoFarDeps
  #before: Promise<number | null> = Promise.resolve(0)

  constructor(deps: CostSoFarDeps) {
    this.#deps = deps
  }

  /** Behind `initialize` and before the first prompt: Claude Code takes them in that order. */
  begin(): void {
    this.#before = this.#deps.requests.cost()
  }

  /** Never fails. Reports nothing where no budget asks, or where Claude Code does not say. */
  async tell(): Promise<void> {
    if (!this.#deps.isBudgeted()) {
      return
    }
    const [now, before] = [await this.#deps.requests.cost(), this.#deps.settled() ?? (await this.#before)]
    if (now !== null && before !== null) {
      this.#deps.listener.onUpdate({ kind: 'cost_so_far', cost_usd: Math.max(0, now - before) })
    }
  }
}
