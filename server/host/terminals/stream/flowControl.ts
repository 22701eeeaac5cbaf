/** So much may be on its way to the viewer that owns the size, or wait to be drawn, before the program waits too. */
const UNACKED_HIGH = 512 * 1024
const UNACKED_LOW = 256 * 1024
const UNDRAWN_HIGH = 1024 * 1024
const UNDRAWN_LOW = 512 * 1024

/** Decides when a program has to wait: for its viewer, and for the mirror of its screen. */
export class FlowControl {
  /** Up to where the owner of the size has got it; null: nobody owns it. */
  #acked: number | null = null
  #isPaused = false

  /** A new owner, or one that begins anew: it has what was before. */
  ownedFrom(offset: number): void {
    this.#acked = offset
  }

  /** Never goes back. */
  acked(offset: number): void {
    if (this.#acked !== null && offset > this.#acked) {
      this.#acked = offset
    }
  }

  nobody(): void {
    this.#acked = null
  }

  /** What to do now; null: nothing. */
  next({ end, undrawn }: { readonly end: number; readonly undrawn: number }): 'pause' | 'resume' | null {
    const unacked = this.#acked === null ? 0 : end - this.#acked
    if (!this.#isPaused && (unacked > UNACKED_HIGH || undrawn > UNDRAWN_HIGH)) {
      this.#isPaused = true
      return 'pause'
    }
    if (this.#isPaused && unacked <= UNACKED_LOW && undrawn <= UNDRAWN_LOW) {
      this.#isPaused = false
      return 'resume'
    }
    return null
  }
}
