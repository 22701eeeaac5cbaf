import { createConnection, type Connection } from '#shared/client/connection.ts'
import type { Client } from '#shared/client/calls/client.ts'
import type { LinkState } from '#shared/client/reconnect/linkState.ts'
import type { OpenSocket, Timers } from '#shared/client/port.ts'
import type { OverviewFollower } from '#shared/client/subscriptions.ts'
import type { Pings } from '#shared/client/reconnect/supervisor.ts'
import { HomeportError } from '#shared/errors.ts'
import { operations } from '#shared/operations/table.ts'
import type { ServerInfo } from '#shared/operations/admin.ts'

/** Longer than any answer takes that a person waits for. */
const ANSWER_WITHIN_MS = 30_000

/**
 * On loopback a socket closes by itself when its other end is gone, and even a busy server answers within this time.
 */
const nearPings: Pings = { everyMs: null, pongWithinMs: 5_000, wakePongWithinMs: 5_000 }

type Address = Pick<ServerInfo, 'local_url' | 'ws_url' | 'sign_in_url'>

export interface ServerConnectionDeps {
  /** What the program calls itself: `Homeport/0.1.0 (desktop; Linux)`. */
  readonly userAgent: string
  readonly follower: OverviewFollower
  /** The socket is gone: `for_good` when the server said that it ends. */
  readonly onLost: (how: 'for_good' | 'unexpectedly') => void
}

/**
 * The program as a client of the gateway, signed in as the owner, following all sessions. One socket at a time. It
 * never reconnects by itself: ServerOwner says where the server is, since anybody could listen at the old address and
 * would be sent the owner's cookie.
 */
export class ServerConnection {
  readonly #deps: ServerConnectionDeps
  #connection: Connection | null = null
  #probe: () => void = nothing
  /** One sign-in for the whole life of the program: it outlives gateways. */
  #signIn: { readonly cookie: string; readonly localUrl: string } | null = null

  constructor(deps: ServerConnectionDeps) {
    this.#deps = deps
  }

  /** @throws HomeportError HOST_001 when the server cannot be reached, or refuses. */
  async open(address: Address): Promise<void> {
    this.close()
    const cookie = this.#signIn?.cookie ?? (await this.#enter(address))
    this.close()
    this.#signIn = { cookie, localUrl: address.local_url }
    const connection = createConnection({
      open: socketTo(address.ws_url, { ...this.#headers(address.local_url), cookie }),
      onWake: (probe) => {
        this.#probe = probe
        return nothing
      },
      onOffline: () => nothing,
      isOnline: () => true,
      pings: nearPings,
      timers,
      random: Math.random,
      now: Date.now,
      deviceNow: Date.now,
      requestHttp: () => Promise.reject(away()),
      rowOf: (name) => operations[name],
      answerWithinMs: ANSWER_WITHIN_MS,
      onState: (state) => this.#became(state, connection),
      onWelcome: nothing,
      onServerTime: nothing,
    })
    this.#connection = connection
    connection.subscriptions.followAll(this.#deps.follower)
    connection.start()
  }

  /**
   * Asks for an operation that has a frame. @throws HomeportError as the server refuses it, HOST_001 when there is no
   * connection.
   */
  readonly call: Client['call'] = async (name, params) => {
    if (this.#connection === null) {
      throw away()
    }
    return this.#connection.client.call(name, params)
  }

  /** Pings the server; a socket without a pong is dropped as lost. For when the machine may have slept. */
  probe(): void {
    this.#probe()
  }

  /** Closes the connection. Idempotent; `onLost` is not called. */
  close(): void {
    const connection = this.#connection
    this.#connection = null
    this.#probe = nothing
    connection?.stop()
  }

  /** Ends the sign-in, so that it does not stay in the list of devices. Never rejects: it expires by itself too. */
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

  #headers(localUrl: string): Record<string, string> {
    return { 'user-agent': this.#deps.userAgent, origin: localUrl }
  }

  #became({ kind }: LinkState, connection: Connection): void {
    if (connection !== this.#connection || kind === 'connecting' || kind === 'ready') {
      return
    }
    if (kind === 'signed_out') {
      this.#signIn = null
    }
    this.close()
    this.#deps.onLost(kind === 'gone' ? 'for_good' : 'unexpectedly')
  }
}

const timers: Timers = {
  after: (ms, run) => {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
  elapsed: () => performance.now(),
}

function socketTo(url: string, headers: Readonly<Record<string, string>>): OpenSocket {
  return (listener) => {
    const socket = new WebSocket(url, { headers })
    socket.addEventListener('open', () => listener.onOpen())
    socket.addEventListener('message', ({ data }) => listener.onText(String(data)))
    socket.addEventListener('close', ({ code }) => listener.onClose(code))
    return {
      send: (text) => {
        const isOpen = socket.readyState === WebSocket.OPEN
        if (isOpen) {
          socket.send(text)
        }
        return isOpen
      },
      close: () => socket.close(),
    }
  }
}

function nothing(): void {}

function away(): HomeportError {
  return new HomeportError('HOST_001', 'The server does not answer right now. Nothing was changed; try again.', {
    details: { retry_possible: true },
  })
}
