import { closeCodes } from '#shared/protocol/closeCodes.ts'
import type { Socket, SocketListener } from '#shared/client/port.ts'

/** RFC 6455: there was no close. */
const ABNORMAL = 1006
/** Frames that wait for the page's code; where it does not come, nobody follows what was asked for early. */
const MOST_UNTOLD = 2_000

/**
 * A WebSocket to the server of this page, which opens while the proof is being made: its first frame is the proof that
 * the cookie needs. What happens before somebody listens is told then, in its order.
 */
export class SignedSocket implements Socket {
  readonly #socket: WebSocket
  /** A frame up to the value of its id, which was sent before anybody asked it; empty once somebody has. */
  #asked: string
  /** Under which id somebody has; until it is answered. */
  #askedId: string | null = null
  #isSigned = false
  #isOver = false
  #listener: SocketListener | null = null
  readonly #untold: ((listener: SocketListener) => void)[] = []

  /**
   * `prove` is called at once, so that it hears all that the socket says. null when there is no proof for it, which would
   * count as not signed in without one. `asked`: a frame up to the value of its id, which leaves with the proof: whoever sends
   * the same first gets that answer.
   */
  constructor(prove: (socket: WebSocket) => Promise<string | null>, asked = '') {
    this.#asked = asked
    const url = new URL('/ws', location.href)
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
    this.#socket = new WebSocket(url)
    this.#socket.binaryType = 'arraybuffer'
    // A server that waited in vain for the proof says "not signed in", which is not known yet. All else it says holds, and is heard
    // before whoever makes the proof gives up for it.
    this.#socket.addEventListener('close', ({ code, reason }) =>
      this.#end(code === closeCodes.unauthenticated && !this.#isSigned ? ABNORMAL : code, reason),
    )
    const proof = prove(this.#socket)
    const opened = new Promise((resolve) => this.#socket.addEventListener('open', resolve))
    this.#socket.addEventListener('message', ({ data }) => {
      this.#tell((listener) =>
        typeof data === 'string' ? listener.onText(this.#named(data)) : listener.onBytes?.(data),
      )
    })
    void this.#sign(proof, opened)
  }

  /** Told from the next microtask on. Once. */
  listen(listener: SocketListener): void {
    queueMicrotask(() => {
      this.#listener = listener
      this.#untold.splice(0).forEach((tell) => tell(listener))
    })
  }

  send(frame: string | Uint8Array<ArrayBuffer>): boolean {
    const isOpen = this.#socket.readyState === WebSocket.OPEN
    if (isOpen && !this.#wasAsked(frame)) {
      this.#socket.send(frame)
    }
    return isOpen
  }

  close(): void {
    this.#isOver = true
    this.#socket.close()
  }

  async #sign(made: Promise<string | null>, opened: Promise<unknown>): Promise<void> {
    const proof = await made
    if (proof === null) {
      this.#end(ABNORMAL)
      return
    }
    await opened
    this.#isSigned = this.send(JSON.stringify({ type: 'auth', data: { proof } }))
    if (this.#isSigned) {
      if (this.#asked !== '') {
        this.#socket.send(`${this.#asked}"early"}`)
      }
      this.#tell((listener) => listener.onOpen())
    }
  }

  #wasAsked(frame: string | Uint8Array<ArrayBuffer>): boolean {
    if (this.#asked === '' || typeof frame !== 'string' || !frame.startsWith(this.#asked)) {
      return false
    }
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written a moment ago, by this page
    this.#askedId = (JSON.parse(frame) as { id: string }).id
    this.#asked = ''
    return true
  }

  /** An answer with the id that somebody waits for. In the texts of a frame no quote stands bare. */
  #named(text: string): string {
    if (this.#askedId === null) {
      return text
    }
    const named = text.replace('"reply_to":"early"', `"reply_to":"${this.#askedId}"`)
    this.#askedId = named === text ? this.#askedId : null
    return named
  }

  #end(code: number, reason = ''): void {
    if (!this.#isOver) {
      this.close()
      this.#tell((listener) => listener.onClose(code, reason))
    }
  }

  #tell(tell: (listener: SocketListener) => void): void {
    if (this.#listener === null) {
      if (this.#untold.push(tell) > MOST_UNTOLD) {
        this.#end(ABNORMAL)
      }
    } else {
      tell(this.#listener)
    }
  }
}
