import { once } from 'node:events'
import { onTestFinished } from 'vitest'
import { WebSocket } from 'ws'

const DEADLINE_MS = 8_000

export interface Frame {
  readonly type: string
  readonly reply_to?: string | number
  readonly session_id?: string
  readonly seq?: number
  readonly content?: string
  readonly data: Record<string, unknown>
  readonly timestamp: string
}

/** A bare client: sends what it is told, right or wrong, and keeps all that comes. */
export class TestSocket {
  readonly frames: Frame[] = []
  /** What is done with binary frames. */
  onBytes: (bytes: Buffer) => void = () => {}
  /** What is done with each other frame, in its place between the binary ones. */
  onFrame: (frame: Frame) => void = () => {}
  readonly #socket: WebSocket
  readonly #looks = new Set<() => void>()
  #close: { readonly code: number; readonly reason: string } | null = null
  #nextId = 0

  constructor(socket: WebSocket) {
    this.#socket = socket
    socket.on('message', (bytes: Buffer, isBinary) => {
      if (isBinary) {
        this.onBytes(bytes)
      } else {
        const frame = JSON.parse(String(bytes)) as Frame
        this.frames.push(frame)
        this.onFrame(frame)
      }
      this.#wake()
    })
    socket.on('close', (code, reason) => {
      this.#close = { code, reason: String(reason) }
      this.#wake()
    })
    socket.on('error', () => {})
  }

  /** A frame as an object, or anything as text or bytes. */
  send(frame: object | string | Buffer): void {
    this.#socket.send(typeof frame === 'string' || Buffer.isBuffer(frame) ? frame : JSON.stringify(frame), {
      binary: false,
    })
  }

  sendBinary(bytes: Buffer): void {
    this.#socket.send(bytes, { binary: true })
  }

  /** Sends with an id of its own; resolves with the reply. */
  async ask(type: string, fields: Readonly<Record<string, unknown>> = {}): Promise<Frame> {
    this.#nextId += 1
    const id = `t${this.#nextId}`
    this.send({ type, id, ...fields })
    return this.next((frame) => frame.reply_to === id)
  }

  repliesTo(id: string | number): Frame[] {
    return this.frames.filter((frame) => frame.reply_to === id)
  }

  /** The first frame, come or to come, that matches. @throws Error when time runs out or the socket closed. */
  async next(matches: (frame: Frame) => boolean): Promise<Frame> {
    return this.until(() => this.frames.find(matches))
  }

  async until<T>(look: () => T | undefined | false): Promise<T> {
    const deadline = AbortSignal.timeout(DEADLINE_MS)
    for (;;) {
      const found = look()
      if (found !== undefined && found !== false) {
        return found
      }
      if (this.#close !== null || deadline.aborted) {
        throw new Error(`${JSON.stringify(this.#close ?? 'Time ran out')} after ${JSON.stringify(this.frames)}`)
      }
      await new Promise<void>((resolve) => {
        const wake = () => {
          this.#looks.delete(wake)
          resolve()
        }
        this.#looks.add(wake)
        deadline.addEventListener('abort', wake, { once: true })
      })
    }
  }

  /** Resolves with the code and reason when the server (or anybody) closed it. */
  async closed(): Promise<{ readonly code: number; readonly reason: string }> {
    if (this.#close === null) {
      await Promise.race([
        once(this.#socket, 'close'),
        once(AbortSignal.timeout(DEADLINE_MS), 'abort').then(() => Promise.reject(new Error('The socket stays open.'))),
      ])
    }
    return this.#close ?? { code: 0, reason: 'never' }
  }

  get isOpen(): boolean {
    return this.#socket.readyState === WebSocket.OPEN
  }

  /** Takes nothing from the network until `resume`. */
  pause(): void {
    this.#socket.pause()
  }

  resume(): void {
    this.#socket.resume()
  }

  terminate(): void {
    this.#socket.terminate()
  }

  #wake(): void {
    for (const look of this.#looks) {
      look()
    }
  }
}

/** An open socket, ended when the running test is over. @throws Error with the status of a refused upgrade. */
export async function openSocket(
  url: string,
  headers: Readonly<Record<string, string>> = {},
  tls: { readonly ca?: string } = {},
): Promise<TestSocket> {
  const socket = new WebSocket(url, { headers, ...tls })
  const client = new TestSocket(socket)
  onTestFinished(() => client.terminate())
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve())
    socket.once('unexpected-response', (_request, response) => {
      reject(new Error(`refused with ${response.statusCode}`))
      response.resume()
    })
    socket.once('error', reject)
  })
  return client
}

/** The same, signed in with a bearer token by the first frame. */
export async function openSignedIn(url: string, token: string): Promise<TestSocket> {
  const client = await openSocket(url)
  await client.ask('auth', { data: { token } })
  return client
}
