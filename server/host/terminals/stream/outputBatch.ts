import type { Timers } from '../../sessions/ports/sessionPorts.ts'

/** What is typed is answered at once; a flood leaves in few large pieces. */
const WAIT_MS = 5
const FULL_BYTES = 64 * 1024

/** Joins a terminal's output: the first chunk after a pause leaves at once, then what comes within some milliseconds together. */
export class OutputBatch {
  readonly #timers: Timers
  readonly #send: (bytes: Buffer) => void
  #chunks: Buffer[] = []
  #size = 0
  #stopTimer: (() => void) | null = null

  constructor(timers: Timers, send: (bytes: Buffer) => void) {
    this.#timers = timers
    this.#send = send
  }

  push(chunk: Buffer): void {
    this.#chunks.push(chunk)
    this.#size += chunk.length
    if (this.#stopTimer === null || this.#size >= FULL_BYTES) {
      this.flush()
      this.#wait()
    }
  }

  /** Sends what waits, now. */
  flush(): void {
    if (this.#size > 0) {
      const bytes = this.#chunks.length === 1 ? this.#chunks[0] : Buffer.concat(this.#chunks, this.#size)
      this.#chunks = []
      this.#size = 0
      this.#send(bytes ?? Buffer.alloc(0))
    }
  }

  /** Flushes; nothing is sent later. */
  end(): void {
    this.flush()
    this.#stopTimer?.()
    this.#stopTimer = null
  }

  #wait(): void {
    this.#stopTimer?.()
    this.#stopTimer = this.#timers.after(WAIT_MS, () => {
      this.#stopTimer = null
      if (this.#size > 0) {
        this.flush()
        this.#wait()
      }
    })
  }
}
