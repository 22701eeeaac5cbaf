import { decodeTerminalFrame, encodeTerminalFrame } from '#shared/terminal/frames.ts'
import type { Frame, TestSocket } from './socket.ts'

/** What a program attached to one terminal has got: all its bytes, in their order. Says what it has got unless told not to. */
export class TerminalClient {
  readonly socket: TestSocket
  readonly handle: number
  readonly terminalId: string
  /** Of the next byte. */
  offset: number
  isAcking = true
  received = 0
  #text = ''
  #acked = 0

  constructor(socket: TestSocket, { terminal_id, handle, offset = 0 }: Readonly<Record<string, unknown>>) {
    this.socket = socket
    this.handle = Number(handle)
    this.terminalId = String(terminal_id)
    this.offset = Number(offset)
    const others = socket.onBytes
    socket.onBytes = (bytes) => (decodeTerminalFrame(bytes)?.handle === this.handle ? this.#take(bytes) : others(bytes))
    const otherFrames = socket.onFrame
    socket.onFrame = (frame) => {
      this.#attachedAnew(frame)
      otherFrames(frame)
    }
  }

  static async open(socket: TestSocket, sessionId: string, fields: object = {}): Promise<TerminalClient> {
    const early: Buffer[] = []
    socket.onBytes = (bytes) => early.push(bytes)
    const data = { kind: 'shell', cols: 80, rows: 24, shell: '/bin/bash', ...fields }
    const reply = await socket.ask('terminal_open', { session_id: sessionId, data })
    if (reply.type !== 'terminal_opened') {
      throw new Error(JSON.stringify(reply))
    }
    const client = new TerminalClient(socket, reply.data)
    early.forEach((bytes) => socket.onBytes(bytes))
    return client
  }

  type(text: string): void {
    const bytes = Buffer.from(text)
    this.socket.sendBinary(Buffer.from(encodeTerminalFrame({ kind: 'input', handle: this.handle, bytes })))
  }

  /** The text from the last `clear` on, once it holds this. */
  async shows(wanted: string | RegExp): Promise<string> {
    return this.socket.until(
      () => (typeof wanted === 'string' ? this.#text.includes(wanted) : wanted.test(this.#text)) && this.#text,
    )
  }

  clear(): void {
    this.#text = ''
  }

  get text(): string {
    return this.#text
  }

  ack(): void {
    this.#acked = this.offset
    this.socket.send({ type: 'terminal_ack', data: { handle: this.handle, offset: this.offset } })
  }

  /** A viewer that was too slow is attached anew: the screen comes in the frame, what follows it by bytes. */
  #attachedAnew({ type, reply_to, data }: Frame): void {
    if (type === 'terminal_attached' && reply_to === undefined && data['handle'] === this.handle) {
      this.offset = Number(data['offset'])
      this.#acked = this.offset
      this.#text = String(data['snapshot']).slice(-64_000)
    }
  }

  #take(bytes: Buffer): void {
    const frame = decodeTerminalFrame(bytes)
    if (frame?.kind !== 'output') {
      throw new Error('no output frame')
    }
    if (frame.offset !== this.offset) {
      throw new Error(`the bytes begin at ${frame.offset} instead of ${this.offset}`)
    }
    this.offset += frame.bytes.length
    this.received += frame.bytes.length
    this.#text = (this.#text + Buffer.from(frame.bytes).toString('latin1')).slice(-64_000)
    if (this.isAcking && this.offset - this.#acked >= 64 * 1024) {
      this.ack()
    }
  }
}
