import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocketServer, type WebSocket } from 'ws'
import { CHALLENGE_FRAME } from '#shared/browserProof.ts'
import { errorStatus, HomeportError, readDetails } from '#shared/errors.ts'
import type { SecurityNotice } from '#shared/protocol/frames.ts'
import { SNAPSHOT_EVENTS } from '#shared/session/snapshots.ts'
import { operations } from '#shared/operations/table.ts'
import type { TaskRunNews } from '#shared/operations/task.ts'
import type { DurableEvent, LiveEvent } from '#shared/session/events.ts'
import { FakeAnswers } from './fakeAnswers.ts'
import type { FakeSession } from './fakeSession.ts'
import { readCall } from './readCall.ts'
import { serveFolder } from './shippedPage.ts'

type Frame = Readonly<Record<string, unknown>>

/** What serves the page in place of a folder; it sends its own headers. */
export type ServePage = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/**
 * A gateway that speaks the frames (frames.md) without a host: sessions are scripted by the test, sockets are cut and silenced
 * at will. Everybody who has the secret or comes while `isOpen` is signed in.
 */
export class FakeGateway {
  readonly sessions = new Map<string, FakeSession>()
  readonly answers = new FakeAnswers(this)
  /** Every frame that browsers sent, in order. */
  readonly received: Frame[] = []
  isSignedIn = true
  /** Who comes in from then on. */
  userId = 'u1'
  /** What it says it is, to sockets that come from then on. */
  version = '1.0.0'
  /** What browsers may ask for; null: everything, and they are not told. */
  scopes: readonly string[] | null = null
  /** True: sockets stay open but nothing is answered any more. */
  isSilent = false
  /** False: as an older server, which gives its challenge over HTTP alone. */
  tellsChallenge = true
  /** True: whatever is asked is refused, as a gateway does whose session host is away. Nobody is told when it ends. */
  isAway = false
  /** How often it said so. */
  refusals = 0
  readonly #server: Server
  readonly #sockets = new WebSocketServer({ noServer: true })
  readonly #subscribed = new Map<WebSocket, Set<string>>()

  /** `page`: the folder of the built page, or what serves it. */
  constructor(page: string | ServePage) {
    this.#server = createServer((request, response) => void this.#serve(page, request, response))
    this.#server.on('upgrade', (request, socket, head) =>
      // Vite's page asks its own server next.
      request.headers['sec-websocket-protocol']?.startsWith('vite-') === true
        ? socket.destroy()
        : this.#sockets.handleUpgrade(request, socket, head, (client) => this.#welcome(client)),
    )
  }

  /**
   * Listens on a free port of this machine; `port` again after `close` to come back at the same address.
   *
   * @throws Error `EADDRINUSE` when somebody else listens there.
   */
  async listen(port = 0): Promise<string> {
    this.#server.listen(port, '127.0.0.1')
    await once(this.#server, 'listening')
    return this.url
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  get connections(): number {
    return this.#sockets.clients.size
  }

  async close(): Promise<void> {
    this.cut(1001)
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  add(session: FakeSession): FakeSession {
    this.sessions.set(session.id, session)
    return session
  }

  /** Closes every socket with a code, and why. */
  cut(code: number, reason = ''): void {
    this.#sockets.clients.forEach((client) => client.close(code, reason))
  }

  /** As a run of a task is told to who follows the overview. */
  tellRun(data: TaskRunNews): void {
    const frame = JSON.stringify({ type: 'task_run', data, timestamp: now() })
    this.#sockets.clients.forEach((client) => client.send(frame))
  }

  /** Sends an event to everybody who follows its session; approvals and headers to those who follow all. */
  send(event: DurableEvent | LiveEvent): void {
    const toAll = /^(?:session_status|session_updated|approval_requested|approval_resolved)$/.test(event.type)
    for (const [client, followed] of this.#subscribed) {
      if (followed.has(event.session_id) || (toAll && followed.has('*'))) {
        client.send(JSON.stringify(event))
      }
    }
  }

  /** Tells every page that the session host answers again. */
  hostIsBack(): void {
    this.isAway = false
    const frame = JSON.stringify({ type: 'host_state', data: { state: 'ready' }, timestamp: now() })
    this.#sockets.clients.forEach((client) => client.send(frame))
  }

  /** Tells everybody who follows all of something about sign-ins. */
  notice(data: SecurityNotice): void {
    for (const [client, followed] of this.#subscribed) {
      if (followed.has('*')) {
        client.send(JSON.stringify({ type: 'security_notice', data, timestamp: now() }))
      }
    }
  }

  #welcome(client: WebSocket): void {
    if (!this.isSignedIn) {
      // As the real one: who it is is known from the first frame.
      client.once('message', () => client.close(4401))
      return
    }
    if (this.tellsChallenge) {
      const challenge = { type: CHALLENGE_FRAME, data: { challenge: 'a-challenge' }, timestamp: now() }
      client.send(JSON.stringify(challenge))
    }
    this.#subscribed.set(client, new Set())
    const welcome = { version: this.version, user: { id: this.userId }, scopes: this.scopes ?? undefined }
    client.send(JSON.stringify({ type: 'auth_success', data: welcome, timestamp: now() }))
    client.on('close', () => this.#subscribed.delete(client))
    client.on('message', (data: Buffer) => void this.#onFrame(client, JSON.parse(data.toString()) as Frame))
  }

  async #onFrame(client: WebSocket, frame: Frame): Promise<void> {
    this.received.push(frame)
    if (this.isSilent) {
      return
    }
    const { type, id, session_id } = frame
    const followed = this.#subscribed.get(client) ?? new Set()
    const reply = (more: Frame) => client.send(JSON.stringify({ reply_to: id, timestamp: now(), ...more }))
    switch (type) {
      case 'auth':
        // The cookie's other half: whoever came in here has it.
        return
      case 'ping':
        return reply({ type: 'pong', data: {} })
      case 'subscribe_all':
        followed.add('*')
        return reply(this.isAway ? this.#away() : { type: 'subscribed', data: this.#overview() })
      case 'subscribe':
        return this.#subscribe(client, frame)
      case 'unsubscribe':
        followed.delete(String(session_id))
        return reply({ type: 'unsubscribed', data: { session_id } })
    }
    await this.#onCall(frame, reply)
  }

  async #onCall({ type, data, session_id, content }: Frame, reply: (more: Frame) => void): Promise<void> {
    const found = Object.entries(operations).find(([, row]) => 'ws' in row && row.ws.type === type)
    try {
      const params = {
        ...(data as object),
        ...(session_id === undefined ? {} : { session_id }),
        ...(content === undefined ? {} : { content }),
      }
      this.#assertThere(found?.[0] ?? '')
      const result = await this.answers.answer(found?.[0] ?? String(type), params)
      reply({ type: found !== undefined && 'ws' in found[1] ? found[1].ws.reply : 'error', data: result })
    } catch (error) {
      const { code, message, details } = asHomeportError(error)
      reply({ type: 'error', data: { code, message, details } })
    }
  }

  #overview() {
    const all = [...this.sessions.values()]
    return {
      verdict: 'snapshot',
      sessions: all.map(({ header }) => header.session),
      approvals: all.flatMap(({ id, header }) => header.approvals.map((approval) => ({ session_id: id, approval }))),
    }
  }

  #subscribe(client: WebSocket, frame: Frame): void {
    if (this.isAway) {
      client.send(JSON.stringify({ ...this.#away(), reply_to: frame['id'], timestamp: now() }))
      return
    }
    const session = this.sessions.get(String(frame['session_id']))
    if (session === undefined) {
      const data = { code: 'SESSION_002', message: 'There is no such session. It may have been deleted.', details: {} }
      client.send(JSON.stringify({ type: 'error', reply_to: frame['id'], data, timestamp: now() }))
      return
    }
    this.#subscribed.get(client)?.add(session.id)
    const after = (frame['data'] as { after_seq?: number } | undefined)?.after_seq
    const { header, log } = session
    const recent = log.events.slice(-SNAPSHOT_EVENTS)
    const missing = log.events.filter((event) => after !== undefined && event.seq > after)
    const snapshot = { first_seq: recent[0]?.seq ?? 1, events: recent }
    const data = {
      verdict: after === undefined ? 'snapshot' : 'replay',
      head_seq: log.head,
      ...header,
      ...(after === undefined ? { snapshot } : {}),
    }
    client.send(
      JSON.stringify({ type: 'subscribed', reply_to: frame['id'], session_id: session.id, data, timestamp: now() }),
    )
    missing.forEach((event) => client.send(JSON.stringify(event)))
    session.openBlocks().forEach((delta) => client.send(JSON.stringify(delta)))
  }

  #away(): Frame {
    this.refusals += 1
    return { type: 'error', data: AWAY }
  }

  #assertThere(name: string): void {
    if (this.isAway && !name.startsWith('auth.')) {
      this.refusals += 1
      throw new HomeportError(AWAY.code, AWAY.message, { details: AWAY.details })
    }
  }

  async #serve(page: string | ServePage, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://local')
    if (url.pathname === '/live') {
      send(response, 200, { status: 'live' })
      return
    }
    if (!/^\/(?:api|auth)\//.test(url.pathname)) {
      await (typeof page === 'string' ? serveFolder(page, url.pathname, response) : page(request, response))
      return
    }
    try {
      const { name, params } = await readCall(request, url)
      this.#assertThere(name)
      send(response, 200, await this.answers.answer(name, params))
    } catch (error) {
      const { code, message, details } = asHomeportError(error)
      const body = readDetails(error, 'CLAUDE_001')?.validation ?? {
        error: { code, message, details, timestamp: now(), request_id: 'r1' },
      }
      send(response, errorStatus(code), body)
    }
  }
}

const AWAY = {
  code: 'HOST_001',
  message: 'The session host is away for a moment.',
  details: { retry_possible: true },
} as const

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

function asHomeportError(error: unknown): HomeportError {
  return error instanceof HomeportError ? error : new HomeportError('INTERNAL_001', String(error))
}

function now(): string {
  return new Date().toISOString()
}
