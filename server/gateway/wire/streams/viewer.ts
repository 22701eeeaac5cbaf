import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import type { Actor } from '#shared/operations/session.ts'
import type { Sending } from './sending.ts'

/** Above this nothing more is queued for a socket's subscriptions; they catch up when it is drained. */
export const SLOW_BYTES = 1024 * 1024

/** What a catch-up may queue at once; the rest waits until that has left. */
export const CATCH_UP_BYTES = 8 * 1024 * 1024

/** A client that sends requests and never reads is disconnected before it costs more than this. */
const MAX_BUFFERED_BYTES = 32 * 1024 * 1024

/** Above this a frame of its own costs more than it saves: what is so large goes to one socket alone, mostly. */
const SHARED_BYTES = 64 * 1024

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
  /** The one below `socket`, which compresses nothing: frames are written to it in its place. */
  readonly transport: Duplex
  readonly sending: Sending
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
  readonly #sending: Sending
  readonly #onSent: () => void

  constructor(deps: SocketViewerDeps) {
    this.actor = deps.actor
    this.#socket = deps.socket
    this.#transport = deps.transport
    this.#sending = deps.sending
    this.#onSent = deps.onSent
  }

  send(payload: Buffer): void {
    this.#write(() => {
      if (payload.length > SHARED_BYTES) {
        this.#socket.send(payload, { binary: false })
      } else {
        this.#transport.write(this.#sending.frameOf(payload))
      }
    })
  }

  sendBytes(payload: Uint8Array<ArrayBuffer>, onSent?: () => void): void {
    this.#write(() => this.#socket.send(payload, { binary: true }, onSent && ifSent(onSent)))
  }

  bufferedBytes(): number {
    return this.#transport.writableLength
  }

  #write(write: () => void): void {
    if (this.#socket.readyState !== this.#socket.OPEN) {
      return
    }
    if (this.#transport.writableLength > MAX_BUFFERED_BYTES) {
      this.#socket.terminate()
      return
    }
    this.#sending.hold(this.#transport)
    write()
    this.#onSent()
  }

  onceDrained(listener: () => void): void {
    if (this.#transport.writableNeedDrain) {
      this.#transport.once('drain', listener)
    } else {
      setImmediate(listener)
    }
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
