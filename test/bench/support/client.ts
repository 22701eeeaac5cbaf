import { performance } from 'node:perf_hooks'
import { WebSocket } from 'ws'
import * as z from 'zod'
import type { ServerFrame } from '#shared/protocol/frames.ts'
import type { ServerInfo } from '#shared/operations/admin.ts'

/** Signed in as the person who opened the one-time link. */
export interface Account {
  readonly info: ServerInfo
  /** `Cookie` header of the browser session. */
  readonly cookie: string
}

/** Trades the one-time link for the cookie, as the page does. @throws Error when it is refused. */
export async function signIn(info: ServerInfo): Promise<Account> {
  const secret = new URLSearchParams(new URL(info.sign_in_url).hash.slice(1)).get('secret')
  const response = await fetch(`${info.local_url}/auth/local`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: info.local_url },
    body: JSON.stringify({ secret }),
  })
  const [cookie] = response.headers.getSetCookie()
  if (!response.ok || cookie === undefined) {
    throw new Error(`Signing in failed: ${response.status} ${await response.text()}`)
  }
  return { info, cookie: cookie.split(';')[0] ?? '' }
}

/** Stores a Claude token that the stand-in accepts. */
export async function storeToken(account: Account): Promise<void> {
  const response = await fetch(`${account.info.local_url}/api/claude/token`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', origin: account.info.local_url, cookie: account.cookie },
    body: JSON.stringify({ token: 'sk-ant-api03-homeport-bench' }),
  })
  if (!response.ok) {
    throw new Error(`The token was refused: ${response.status} ${await response.text()}`)
  }
}

export interface Frame {
  readonly frame: ServerFrame
  /** `performance.now()` when its last byte was here. */
  readonly at: number
}

const Created = z.object({ session_id: z.string() })

/** A program at `/ws`: asks, and sees every frame with the time it came. */
export class Client {
  readonly #socket: WebSocket
  readonly #listeners = new Set<(frame: Frame) => void>()
  #nextId = 0

  private constructor(socket: WebSocket) {
    this.#socket = socket
    socket.on('message', (data: Buffer) => {
      const at = performance.now()
      // The conformance tests check what frames hold; here it would cost.
      const frame = JSON.parse(data.toString('utf8')) as ServerFrame
      for (const listener of this.#listeners) {
        listener({ frame, at })
      }
    })
  }

  static async open({ info, cookie }: Account): Promise<Client> {
    const socket = new WebSocket(info.ws_url, { headers: { cookie }, origin: info.local_url, perMessageDeflate: false })
    const client = new Client(socket)
    await new Promise((resolve, reject) => {
      socket.once('open', resolve)
      socket.once('error', reject)
    })
    return client
  }

  listen(listener: (frame: Frame) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** The first frame that fits. @throws Error when none comes in time. */
  next(fits: (frame: ServerFrame) => boolean, timeoutMs = 60_000): Promise<Frame> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        stop()
        reject(new Error('The frame that was waited for did not come.'))
      }, timeoutMs)
      const stop = this.listen((frame) => {
        if (fits(frame.frame)) {
          clearTimeout(timer)
          stop()
          resolve(frame)
        }
      })
    })
  }

  /** Sends a frame and waits for its reply. @throws Error with the code and message of an `error` reply. */
  async ask(type: string, fields: Readonly<Record<string, unknown>> = {}): Promise<ServerFrame> {
    this.#nextId += 1
    const id = `b${this.#nextId}`
    const reply = this.next((frame) => frame.reply_to === id)
    this.send({ type, id, ...fields })
    const { frame } = await reply
    if (frame.type === 'error') {
      throw new Error(`${type} failed: ${JSON.stringify(frame.data)}`)
    }
    return frame
  }

  send(frame: Readonly<Record<string, unknown>>): void {
    this.#socket.send(JSON.stringify(frame))
  }

  /** Starts a session in the folder and follows it. */
  async createSession(projectPath: string): Promise<string> {
    const { data } = await this.ask('create_session', { data: { project_path: projectPath } })
    const id = Created.parse(data).session_id
    await this.ask('subscribe', { session_id: id })
    return id
  }

  /** Sends a prompt and waits until its turn is over. */
  async runTurn(sessionId: string, content: string): Promise<void> {
    const done = this.next((frame) => frame.type === 'turn_completed' && frame.session_id === sessionId)
    await this.ask('chat_message', { session_id: sessionId, content })
    await done
  }

  close(): void {
    this.#socket.close()
  }
}

/** Whether the frame is new text that streams. */
export function isDelta(frame: ServerFrame): boolean {
  return frame.type === 'claude_response' && frame.data?.['is_complete'] === false
}
