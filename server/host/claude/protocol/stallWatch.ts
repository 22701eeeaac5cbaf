/**
 * Claude Code itself notices a silent API only after five minutes. This reports earlier: every `afterMs` in which
 * nothing came while an answer was due.
 */
export class StallWatch {
  readonly #afterMs: number
  readonly #onStall: (silentMs: number) => void
  #timer: NodeJS.Timeout | null = null
  #silentMs = 0

  constructor(afterMs: number, onStall: (silentMs: number) => void) {
    this.#afterMs = afterMs
    this.#onStall = onStall
  }

  /** Something came. `waiting`: whether more is due from the API. */
  onActivity(state: { readonly waiting: boolean }): void {
    this.stop()
    if (state.waiting) {
      this.#arm()
    }
  }

  stop(): void {
    if (this.#timer !== null) {
      clearTimeout(this.#timer)
    }
    this.#timer = null
    this.#silentMs = 0
  }

  #arm(): void {
    this.#timer = setTimeout(() => {
      this.#silentMs += this.#afterMs
      this.#onStall(this.#silentMs)
      this.#arm()
    }, this.#afterMs)
    this.#timer.unref()
  }
}
