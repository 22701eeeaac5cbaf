import type { Timers } from '../../sessions/ports/sessionPorts.ts'

/** What is typed is answered at once; a flood leaves in few large pieces. */
const WAIT_MS = 5
const FULL_BYTES = 64 * 1024

/** Joins a terminal's output: the first chunk after a pause leaves at once, then what comes within some milliseconds together. */
export class OutputBatch {
  readonly #timers: Timers
  readonly #send: (bytes: Buffer) => void
  /** Filled by one chunk after the other, and again once it was sent. */
  #room = NOTHING
  #size = 0
  #stopTimer: (() => void) | null = null

  /** What `send` is given is only valid until it returns. */
  constructor(timers: Timers, send: (bytes: Buffer) => void) {
    this.#timers = timers
    this.#send = send
  }

  /** The chunk is copied: whoever read it may read into it again. */
  push(chunk: Buffer): void {
    if (this.#size + chunk.length > FULL_BYTES) {
      this.flush()
    }
    const isAlone = this.#stopTimer === null || chunk.length > FULL_BYTES
    if (isAlone) {
      this.#send(chunk)
    } else {
      this.#room = this.#room.length === 0 ? Buffer.allocUnsafeSlow(FULL_BYTES) : this.#room
      this.#size += chunk.copy(this.#room, this.#size)
    }
    if (this.#stopTimer === null) {
      this.#wait()
    }
  }

  /** Sends what waits, now. */
  flush(): void {
    if (this.#size > 0) {
      const bytes = this.#room.subarray(0, this.#size)
      this.#size = 0
      this.#send(bytes)
    }
  }

  /** Flushes; nothing is sent later. */
  end(): void {
    this.flush()
    this.#stopTimer?.()
    this.#stopTimer = null
    this.#room = NOTHING
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

const NOTHING = Buffer.alloc(0)
