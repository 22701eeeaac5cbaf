import type { Timers } from '../../sessions/ports/sessionPorts.ts'

/** What is typed is answered at once; a flood leaves in few large pieces. */
const WAIT_MS = 5
const FULL_BYTES = 64 * 1024

/** Joins a terminal's output: the first chunk after a pause leaves at once, then what comes within some milliseconds together. */
export class OutputBatch {
  readonly #timers: Timers
  readonly #send: (bytes: Buffer) => void
  /** Filled by one chunk after the other, and sent as it is: a flood makes no other copies. */
  #room = Buffer.alloc(0)
  #size = 0
  #stopTimer: (() => void) | null = null

  constructor(timers: Timers, send: (bytes: Buffer) => void) {
    this.#timers = timers
    this.#send = send
  }

  /** The chunk is copied: whoever read it may read into it again. */
  push(chunk: Buffer): void {
    if (this.#size + chunk.length > this.#room.length) {
      this.flush()
      this.#room = Buffer.allocUnsafe(this.#stopTimer === null ? chunk.length : Math.max(FULL_BYTES, chunk.length))
    }
    this.#size += chunk.copy(this.#room, this.#size)
    if (this.#stopTimer === null) {
      this.flush()
      this.#wait()
    }
  }

  /** Sends what waits, now. */
  flush(): void {
    if (this.#size > 0) {
      const bytes = this.#room.subarray(0, this.#size)
      // What was sent stays as it is; a room that is nearly empty still takes what comes next.
      this.#room = this.#room.subarray(this.#size)
      this.#size = 0
      this.#send(bytes)
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
