import { HomeportError, receivedError } from '#shared/errors.ts'
import { closeCodes } from '#shared/protocol/frames.ts'
import { type Incoming, readFrame } from '#shared/protocol/serverFrames.ts'
import type { ServerInfo } from '#shared/operations/admin.ts'

/** Longer than any answer takes that a person waits for. */
const ANSWER_WITHIN_MS = 30_000

/** On loopback even a busy server answers sooner. */
const PONG_WITHIN_MS = 5_000

type Address = Pick<ServerInfo, 'local_url' | 'ws_url' | 'sign_in_url'>
type Pending = { readonly resolve: (data: unknown) => void; readonly reject: (error: Error) => void }

export interface ServerConnectionDeps {
  /** What the program calls itself: `Homeport/0.1.0 (desktop; Linux)`. */
  readonly userAgent: string
  readonly onIncoming: (incoming: Incoming) => void
  /** The socket is gone: `for_good` when the server said that it ends. */
  readonly onLost: (how: 'for_good' | 'unexpectedly') => void
}

/**
 * The program as a client of the gateway, signed in as the owner, following all sessions. One socket at a time; who
 * owns the server says when to open it again.
 */
export class ServerConnection {
  readonly #deps: ServerConnectionDeps
  readonly #pending = new Map<string, Pending>()
  #socket: WebSocket | null = null
  /** One sign-in for the whole life of the program: it outlives gateways. */
  #signIn: { readonly cookie: string; readonly localUrl: string } | null = null
  #lastId = 0

  constructor(deps: ServerConnectionDeps) {
    this.#deps = deps
  }

  /** @throws HomeportError SESSION_003 when the server cannot be reached, or refuses. */
  async open(address: Address): Promise<void> {
    this.close()
    this.#signIn = { cookie: this.#signIn?.cookie ?? (await this.#enter(address)), localUrl: address.local_url }
    const socket = new WebSocket(address.ws_url, {
      headers: { ...this.#headers(), cookie: this.#signIn.cookie },
    })
    this.#socket = socket
    socket.addEventListener('open', () => this.#send({ type: 'subscribe_all', id: this.#nextId() }))
    socket.addEventListener('message', ({ data }) => this.#heard(socket, String(data)))
    socket.addEventListener('close', ({ code }) => this.#closed(socket, code))
  }

  /**
   * Asks for an operation by its frame. @throws HomeportError as the server refuses it, SESSION_003 when there is no
   * connection.
   */
  async ask(type: string, fields: Readonly<Record<string, unknown>>): Promise<unknown> {
    const id = this.#nextId()
    const timer = setTimeout(() => this.#pending.get(id)?.reject(away()), ANSWER_WITHIN_MS)
    try {
      return await new Promise((resolve, reject) => {
        this.#pending.set(id, { resolve, reject })
        if (!this.#send({ type, id, ...fields })) {
          reject(away())
        }
      })
    } finally {
      clearTimeout(timer)
      this.#pending.delete(id)
    }
  }

  /** Asks for a sign of life; a socket that gives none is dropped as lost. The machine may have slept. */
  async probe(): Promise<void> {
    const socket = this.#socket
    if (socket?.readyState === WebSocket.OPEN) {
      const timer = setTimeout(() => this.#lose(socket), PONG_WITHIN_MS)
      await this.ask('ping', {}).catch(() => {})
      clearTimeout(timer)
    }
  }

  /** Idempotent; says nothing to `onLost`. */
  close(): void {
    const socket = this.#socket
    this.#socket = null
    this.#dropPending()
    socket?.close()
  }

  /** Ends the sign-in, so that it does not stay in the list of devices. Fails silently: it ends by itself too. */
  async signOut(): Promise<void> {
    const signIn = this.#signIn
    this.close()
    this.#signIn = null
    if (signIn !== null) {
      const headers = { ...this.#headers(signIn.localUrl), cookie: signIn.cookie, 'content-type': 'application/json' }
      await fetch(`${signIn.localUrl}/auth/revoke`, { method: 'POST', headers, body: '{}' }).catch(() => {})
    }
  }

  async #enter({ local_url, sign_in_url }: Address): Promise<string> {
    const secret = new URL(sign_in_url).hash.replace('#secret=', '')
    const answer = await fetch(`${local_url}/auth/local`, {
      method: 'POST',
      headers: { ...this.#headers(local_url), 'content-type': 'application/json' },
      body: JSON.stringify({ secret }),
    }).catch(() => null)
    const cookies = answer?.ok ? answer.headers.getSetCookie() : []
    if (cookies.length === 0) {
      throw away()
    }
    return cookies.map((cookie) => cookie.split(';')[0]).join('; ')
  }

  #headers(localUrl = this.#signIn?.localUrl ?? ''): Record<string, string> {
    return { 'user-agent': this.#deps.userAgent, origin: localUrl }
  }

  #heard(socket: WebSocket, text: string): void {
    if (socket !== this.#socket) {
      return
    }
    const incoming = readFrame(text)
    this.#deps.onIncoming(incoming)
    if (incoming.kind === 'reply') {
      this.#pending.get(incoming.reply_to)?.resolve(incoming.data)
    } else if (incoming.kind === 'refusal' && incoming.reply_to !== null) {
      this.#pending.get(incoming.reply_to)?.reject(receivedError(incoming.error))
    }
  }

  #closed(socket: WebSocket, code: number): void {
    if (socket !== this.#socket) {
      return
    }
    if (code === closeCodes.unauthenticated) {
      this.#signIn = null
    }
    this.#lose(socket, code === closeCodes.goingAway ? 'for_good' : 'unexpectedly')
  }

  #lose(socket: WebSocket, how: 'for_good' | 'unexpectedly' = 'unexpectedly'): void {
    if (socket === this.#socket) {
      this.close()
      this.#deps.onLost(how)
    }
  }

  #send(frame: Readonly<Record<string, unknown>>): boolean {
    if (this.#socket?.readyState !== WebSocket.OPEN) {
      return false
    }
    this.#socket.send(JSON.stringify({ ...frame, timestamp: new Date().toISOString() }))
    return true
  }

  #dropPending(): void {
    for (const { reject } of this.#pending.values()) {
      reject(away())
    }
  }

  #nextId(): string {
    this.#lastId += 1
    return String(this.#lastId)
  }
}

function away(): HomeportError {
  return new HomeportError('HOST_001', 'The server does not answer right now. Nothing was changed; try again.', {
    details: { retry_possible: true },
  })
}
