import { setTimeout } from 'node:timers/promises'
import { once } from 'node:events'
import { WebSocket } from 'ws'
import { ServerFrame } from '#shared/protocol/frames.ts'
import { decodeTerminalFrame, encodeTerminalFrame } from '#shared/terminal/frames.ts'
import { Subscribed } from '#shared/session/snapshots.ts'
import { DurableEvent, type DurableEventType } from '#shared/session/events.ts'
import { Followed } from '#test/support/host/followed.ts'

const DEADLINE_MS = 20_000

export type EventOf<T extends DurableEventType> = Extract<DurableEvent, { type: T }>

/**
 * A program at the socket that follows sessions as frames.md tells it to: durable events in order, live text by
 * block and offset. Whatever breaks the numbering makes it fail.
 */
export class Viewer {
  readonly #socket: WebSocket
  readonly #sessions = new Map<string, Followed>()
  readonly #replies = new Map<string, (frame: ServerFrame) => void>()
  readonly #waiting = new Set<() => void>()
  /** Every text frame as it came, for those who look for secrets in them. */
  readonly frames: string[] = []
  /** What terminals that it is attached to have printed, by handle. */
  readonly #printed = new Map<number, string>()
  #nextId = 0
  #typing: Promise<void> = Promise.resolve()

  private constructor(socket: WebSocket) {
    this.#socket = socket
    socket.on('message', (bytes: Buffer, isBinary) =>
      isBinary ? this.#print(bytes) : this.#receive(bytes.toString('utf8')),
    )
    socket.on('close', () => this.#wake())
    socket.on('error', () => this.#wake())
  }

  /** `host`: whom it asks for, where the address is only the way there. */
  static async open(url: string, accessToken: string, host?: string): Promise<Viewer> {
    const socket = new WebSocket(url, host === undefined ? {} : { headers: { host } })
    await once(socket, 'open')
    const viewer = new Viewer(socket)
    await viewer.request('auth', { data: { token: accessToken } })
    return viewer
  }

  /** What it knows of a session it follows. */
  session(id: string): Followed {
    let followed = this.#sessions.get(id)
    if (followed === undefined) {
      followed = new Followed()
      this.#sessions.set(id, followed)
    }
    return followed
  }

  /** Goes on with what another viewer knew when its socket was lost. */
  adopt(id: string, followed: Followed): void {
    this.#sessions.set(id, followed)
  }

  /** @throws Error with code and message when the reply is an error frame. */
  async request(type: string, fields: Readonly<Record<string, unknown>> = {}): Promise<ServerFrame> {
    this.#nextId += 1
    const id = `r${this.#nextId}`
    let reply: ServerFrame | undefined
    this.#replies.set(id, (frame) => (reply = frame))
    this.#socket.send(JSON.stringify({ type, id, ...fields }))
    const frame = await this.until(() => reply, `a reply to ${type}`)
    if (frame.type === 'error') {
      throw new Error(`${type}: ${String(frame.data?.['code'])} ${String(frame.data?.['message'])}`)
    }
    return frame
  }

  async follow(id: string): Promise<Followed> {
    const followed = this.session(id)
    const after = followed.headSeq
    await this.request('subscribe', { session_id: id, data: after === null ? {} : { after_seq: after } })
    return followed
  }

  /** Sends a prompt; resolves when the host has it. */
  async say(id: string, content: string, more: Readonly<Record<string, unknown>> = {}): Promise<string> {
    const reply = await this.request('chat_message', { session_id: id, content, data: more })
    return String(reply.data?.['message_id'])
  }

  answer(id: string, approvalId: string, data: Readonly<Record<string, unknown>>): Promise<ServerFrame> {
    return this.request('approval_answer', { session_id: id, data: { approval_id: approvalId, ...data } })
  }

  /** The next durable event of the type after `afterSeq` (default: any that it ever saw). */
  event<T extends DurableEventType>(
    id: string,
    type: T,
    which: { readonly afterSeq?: number; readonly where?: (event: EventOf<T>) => boolean } = {},
  ): Promise<EventOf<T>> {
    const { afterSeq = 0, where = () => true } = which
    return this.until(
      () =>
        this.session(id).events.find(
          (event): event is EventOf<T> => event.type === type && event.seq > afterSeq && where(event as EventOf<T>),
        ),
      `${type} in ${id}`,
    )
  }

  /** Resolves once a terminal that it is attached to has printed this; what it printed so far does not count any more. */
  async prints(handle: number, wanted: string): Promise<void> {
    await this.until(() => this.#printed.get(handle)?.includes(wanted), `“${wanted}” in the terminal`)
    this.#printed.delete(handle)
  }

  /** Types a line into a terminal that it is attached to, and Enter as soon as a person could. */
  type(handle: number, line: string): void {
    const send = (text: string) =>
      this.#socket.send(encodeTerminalFrame({ kind: 'input', handle, bytes: Buffer.from(text) }))
    // Claude Code takes what comes together for pasted text, in which Enter is a new line: one line waits for the other.
    const before = this.#typing
    const typed = async () => {
      await before
      send(line)
      await setTimeout(500)
      send('\r')
      await setTimeout(500)
    }
    this.#typing = typed()
  }

  /** Says something and waits until the turn that answers it is over. */
  async turn(id: string, content: string): Promise<EventOf<'turn_completed'>> {
    const afterSeq = this.session(id).headSeq ?? 0
    await this.say(id, content)
    return this.event(id, 'turn_completed', { afterSeq })
  }

  /** Resolves with what `look` finds; asks again after each frame. @throws Error after 20 s or when the socket closed. */
  async until<T>(look: () => T | undefined | false | null, what: string): Promise<T> {
    const deadline = AbortSignal.timeout(DEADLINE_MS)
    for (;;) {
      const found = look()
      if (found !== undefined && found !== false && found !== null) {
        return found
      }
      if (this.closed || deadline.aborted) {
        throw new Error(`${this.closed ? 'The socket closed' : 'Time ran out'} while waiting for ${what}.`)
      }
      await new Promise<void>((resolve) => {
        const wake = () => {
          this.#waiting.delete(wake)
          deadline.removeEventListener('abort', wake)
          resolve()
        }
        this.#waiting.add(wake)
        deadline.addEventListener('abort', wake)
      })
    }
  }

  get closed(): boolean {
    return this.#socket.readyState === WebSocket.CLOSED
  }

  /** Cuts the connection without a goodbye, as a lost network does. */
  drop(): void {
    this.#socket.terminate()
  }

  async close(): Promise<void> {
    if (!this.closed) {
      this.#socket.close()
      await Promise.race([once(this.#socket, 'close'), once(AbortSignal.timeout(1_000), 'abort')])
      this.#socket.terminate()
    }
  }

  #print(bytes: Buffer): void {
    const frame = decodeTerminalFrame(bytes)
    if (frame?.kind === 'output') {
      const before = this.#printed.get(frame.handle) ?? ''
      this.#printed.set(frame.handle, before + Buffer.from(frame.bytes).toString('utf8'))
      this.#wake()
    }
  }

  #receive(text: string): void {
    this.frames.push(text)
    const frame = ServerFrame.parse(JSON.parse(text))
    if (frame.type === 'subscribed' && frame.session_id !== undefined) {
      this.session(frame.session_id).onSubscribed(Subscribed.parse(frame.data))
    } else if (frame.session_id !== undefined && frame.seq !== undefined) {
      this.session(frame.session_id).onDurable(DurableEvent.parse(frame))
    } else if (frame.session_id !== undefined && frame.type === 'claude_response') {
      this.session(frame.session_id).onDelta(frame)
    }
    if (frame.reply_to !== undefined) {
      this.#replies.get(String(frame.reply_to))?.(frame)
      this.#replies.delete(String(frame.reply_to))
    }
    this.#wake()
  }

  #wake(): void {
    for (const wake of this.#waiting) {
      wake()
    }
  }
}
