import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import type { Actor } from '#shared/operations/session.ts'

/** Above this nothing more is queued for a socket's subscriptions; they catch up when it is drained. */
export const SLOW_BYTES = 1024 * 1024

/** What a catch-up may queue at once; the rest waits until that has left. */
export const CATCH_UP_BYTES = 8 * 1024 * 1024

/** A client that sends requests and never reads is disconnected before it costs more than this. */
const MAX_BUFFERED_BYTES = 32 * 1024 * 1024

/** The sending side of one socket: what its subscriptions need of it. */
export interface Viewer {
  readonly actor: Actor
  /** Passes serialised frames on unread. One Buffer may go to many viewers. No-op once closed. */
  send(payload: Buffer): void
  /** As `send`, as a binary frame. `onSent` is called once nobody reads the payload any more; never where that is not known. */
  sendBytes(payload: Uint8Array<ArrayBuffer>, onSent?: () => void): void
  bufferedBytes(): number
  /** Calls once, later, when what was queued has left; never once the socket is closed. */
  onceDrained(listener: () => void): void
}

export interface SocketViewerDeps {
  readonly actor: Actor
  readonly socket: WebSocket
  readonly transport: Duplex
  /** Hears of every frame that was handed to the socket. */
  readonly onSent: () => void
}

/**
 * Writes of one turn of the event loop leave together: a hundred streaming sessions cost one system call per socket,
 * not a hundred.
 */
export class SocketViewer implements Viewer {
  readonly actor: Actor
  readonly #socket: WebSocket
  readonly #transport: Duplex
  readonly #onSent: () => void
  #corked = false

  constructor(deps: SocketViewerDeps) {
    this.actor = deps.actor
    this.#socket = deps.socket
    this.#transport = deps.transport
    this.#onSent = deps.onSent
  }

  send(payload: Buffer): void {
    this.#write(payload, false)
  }

  sendBytes(payload: Uint8Array<ArrayBuffer>, onSent?: () => void): void {
    this.#write(payload, true, onSent)
  }

  bufferedBytes(): number {
    return this.#transport.writableLength
  }

  #write(payload: Uint8Array, binary: boolean, onSent?: () => void): void {
    if (this.#socket.readyState !== this.#socket.OPEN) {
      return
    }
    if (this.#transport.writableLength > MAX_BUFFERED_BYTES) {
      this.#socket.terminate()
      return
    }
    this.#holdUntilEndOfTurn()
    this.#socket.send(payload, { binary }, onSent && ifSent(onSent))
    this.#onSent()
  }

  onceDrained(listener: () => void): void {
    if (this.#transport.writableNeedDrain) {
      this.#transport.once('drain', listener)
    } else {
      setImmediate(listener)
    }
  }

  #holdUntilEndOfTurn(): void {
    if (this.#corked) {
      return
    }
    this.#corked = true
    this.#transport.cork()
    process.nextTick(() => {
      this.#corked = false
      this.#transport.uncork()
    })
  }
}

/** A stream says `null` where all went well, or nothing: which of them is its version's affair. */
function ifSent(onSent: () => void): (error?: Error | null) => void {
  return (error) => {
    if (error === null || error === undefined) {
      onSent()
    }
  }
}
