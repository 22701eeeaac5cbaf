/** After how long a process that died in mid-turn is started again: each death in the same turn waits longer. */
const RESTART_AFTER_MS = [500, 5_000, 30_000]

/** How often a process died in the turn that runs. */
export class TurnDeaths {
  #count = 0

  /** The turn has ended, or a person wants another try. */
  reset(): void {
    this.#count = 0
  }

  /** One more. In how many milliseconds another process is to go on with the turn; null: no more tries. */
  next(): number | null {
    this.#count += 1
    return RESTART_AFTER_MS[this.#count - 1] ?? null
  }
}
