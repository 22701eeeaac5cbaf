import { setTimeout as delay } from 'node:timers/promises'
import * as z from 'zod'
import { TerminalInfo } from '#shared/session/terminal.ts'
import type { Session } from '#shared/session/session.ts'
import type { TestServer } from '#test/support/server/server.ts'
import { Followed } from '#test/support/host/followed.ts'
import { Viewer } from '#test/support/server/viewer.ts'
import { until } from '#test/support/until.ts'
import type { Chances } from './chances.ts'
import type { Model } from './model.ts'

export interface ClientDeps {
  readonly name: string
  readonly server: TestServer
  /** The address of the socket, by whatever network. */
  readonly ws_url: string
  readonly token: string
  readonly sessions: readonly Session[]
  readonly model: Model
  readonly chances: Chances
}

const Terminals = z.looseObject({ terminals: z.array(TerminalInfo) })

/** Back within this time, however often the server died. */
const BACK_MS = 120_000

/** A program that does what people do, comes back whenever it is cut off, and goes on with what it knew. */
export class Client {
  readonly #deps: ClientDeps
  #viewer: Viewer | null = null
  #isOver = false
  #prompts = 0

  constructor(deps: ClientDeps) {
    this.#deps = deps
  }

  /** Acts until `end`. @throws Error when the protocol is broken, or it cannot come back. */
  async live(): Promise<void> {
    while (!this.#isOver) {
      await this.connected()
      await delay(20 + this.#deps.chances.below(200))
      await this.#act()
    }
  }

  end(): void {
    this.#isOver = true
  }

  /** Connected, and following all sessions. */
  async connected(): Promise<Viewer> {
    const known = this.#viewer
    if (known !== null && !known.closed) {
      return known
    }
    const { server, ws_url, token, sessions, name } = this.#deps
    let last: unknown = null
    return until(
      async () => {
        const next = await Viewer.open(ws_url, token, new URL(server.info.ws_url).host).catch((error: unknown) => {
          last = error
          return null
        })
        if (next === null) {
          return null
        }
        for (const { id } of sessions) {
          if (known !== null) {
            next.adopt(id, known.session(id))
          }
        }
        try {
          for (const { id } of sessions) {
            await next.follow(id)
          }
          return (this.#viewer = next)
        } catch (error) {
          last = error
          next.drop()
          this.#tolerate(error)
          return null
        }
      },
      { what: `${name} to be back`, ms: BACK_MS },
    ).catch((error: unknown) => {
      throw new Error(`${String(error)}\n${String(last)}\n${server.stderr().slice(-4_000)}`)
    })
  }

  /** What it knows of a session. */
  known(id: string): Followed {
    return this.#viewer?.session(id) ?? new Followed()
  }

  async close(): Promise<void> {
    this.end()
    await this.#viewer?.close()
  }

  async #act(): Promise<void> {
    const { chances } = this.#deps
    const session = chances.of(this.#deps.sessions)
    const viewer = this.#viewer
    if (session === undefined || viewer === null) {
      return
    }
    const acts = [
      ...Array.from({ length: 5 }, () => () => this.#say(viewer, session)),
      ...Array.from({ length: 6 }, () => () => this.#answer(viewer, session)),
      () => this.#interrupt(viewer, session),
      () => this.#runQueue(viewer, session),
      () => this.#runQueue(viewer, session),
      () => this.#editQueue(viewer, session),
      () => this.#cancel(viewer, session),
      () => this.#startAfresh(session),
      () => this.#terminal(viewer, session),
      async () => viewer.drop(),
    ]
    try {
      await chances.of(acts)?.()
      this.#deps.model.acts += 1
    } catch (error) {
      this.#tolerate(error)
    }
  }

  /** What is lost with a connection, or refused because of the moment, is what is expected here. */
  #tolerate(error: unknown): void {
    const text = error instanceof Error ? error.message : String(error)
    if (
      !/socket closed|socket hang up|ECONNREFUSED|ECONNRESET|EPIPE|Unexpected server response|Time ran out|not open|HOST_00\d|TERMINAL_00\d|SESSION_00\d|QUEUE_001|WS_001|RATE_001/.test(
        text,
      )
    ) {
      throw error
    }
  }

  async #say(viewer: Viewer, { id, workspace_path }: Session): Promise<void> {
    const { chances, model, name } = this.#deps
    if (model.waiting(viewer.session(id)) >= 4) {
      return
    }
    this.#prompts += 1
    const key = `${name}-${this.#prompts}`
    const content = model.prompt(key, workspace_path, chances)
    model.offered(id, key, content)
    // As a page does: whatever became of the first try, the same again is not a second prompt.
    for (let tries = 0; tries < 3; tries += 1) {
      try {
        const message = await (await this.connected()).say(id, content, { idempotency_key: key })
        model.accepted(id, key, message)
        return
      } catch (error) {
        this.#tolerate(error)
      }
    }
  }

  async #answer(viewer: Viewer, { id }: Session): Promise<void> {
    const { chances, model } = this.#deps
    const open = chances.of(model.openApprovals(viewer.session(id)))
    if (open !== undefined) {
      const decision = chances.next() < 0.7 ? 'allow' : 'deny'
      await viewer.answer(id, open, { decision })
      model.answered(id, open, decision)
    }
  }

  /** Opens a shell and runs something in it; on one that is open already, it is attached to. */
  async #terminal(viewer: Viewer, { id }: Session): Promise<void> {
    const { data: listed } = await viewer.request('terminal_list', { session_id: id })
    const { terminals } = Terminals.parse(listed)
    const [open] = terminals.filter(({ ended }) => ended === null)
    const size = { cols: 80, rows: 24 }
    const { data } = await (open === undefined
      ? viewer.request('terminal_open', { session_id: id, data: { kind: 'shell', ...size } })
      : attached(viewer, open.terminal_id, size))
    viewer.type(Number(data?.['handle']), 'seq 1 2000; sleep 1 &')
    this.#deps.model.terminals += 1
  }

  async #interrupt(viewer: Viewer, { id }: Session): Promise<void> {
    await viewer.request('session_control', { session_id: id, data: { action: 'interrupt' } })
  }

  async #runQueue(viewer: Viewer, { id }: Session): Promise<void> {
    await viewer.request('session_control', { session_id: id, data: { action: 'run_queue' } })
  }

  async #editQueue(viewer: Viewer, { id }: Session): Promise<void> {
    const { chances, model } = this.#deps
    const queued = chances.of(model.queue(viewer.session(id)))
    if (queued !== undefined) {
      const data = { message_id: queued.message_id, position: chances.below(3) }
      await viewer.request('edit_message', { session_id: id, data })
    }
  }

  async #cancel(viewer: Viewer, { id }: Session): Promise<void> {
    const { chances, model } = this.#deps
    const queued = chances.of(model.queue(viewer.session(id)))
    if (queued !== undefined) {
      model.maybeCancelled(queued.message_id)
      await viewer.request('cancel_message', { session_id: id, data: { message_id: queued.message_id } })
    }
  }

  /** Forgets all, as a page that is opened anew. */
  async #startAfresh({ id }: Session): Promise<void> {
    const before = this.#viewer
    const { server, ws_url, token } = this.#deps
    const fresh = await Viewer.open(ws_url, token, new URL(server.info.ws_url).host)
    for (const session of this.#deps.sessions) {
      if (before !== null && session.id !== id) {
        fresh.adopt(session.id, before.session(session.id))
      }
    }
    this.#viewer = fresh
    await before?.close()
    try {
      for (const session of this.#deps.sessions) {
        await fresh.follow(session.id)
      }
    } catch (error) {
      // As a page does: with a connection that follows less than it should, it begins again.
      fresh.drop()
      throw error
    }
  }
}

/** What the gateway knew of the device's terminals went with it. */
async function attached(viewer: Viewer, terminal_id: string, size: object): ReturnType<Viewer['request']> {
  const { data } = await viewer.request('terminal_ticket', { data: { terminal_id } })
  return viewer.request('terminal_attach', { data: { terminal_id, ticket: data?.['ticket'], ...size } })
}
