/** What a client stands on. Both are handed in: it runs in a browser, in the desktop program and in tests. */

/** What a socket tells. `onClose` comes at most once, last; on a phone it may never come. */
export interface SocketListener {
  onOpen(): void
  onText(text: string): void
  onBytes?(bytes: ArrayBuffer): void
  onClose(code: number, reason?: string): void
}

export interface Socket {
  /** False: it closes already, though `onClose` may still be on its way; nothing was sent. */
  send(frame: string | Uint8Array<ArrayBuffer>): boolean
  close(): void
}

export type OpenSocket = (listener: SocketListener) => Socket

export interface Timers {
  /** Runs it later, once. Returns the stop. */
  readonly after: (ms: number, run: () => void) => () => void
  /** Milliseconds by a clock that nobody can set. */
  readonly elapsed: () => number
}
