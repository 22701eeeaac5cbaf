import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { onTestFinished } from 'vitest'
import { UserId } from '#shared/ids.ts'
import type { SessionId } from '#shared/ids.ts'
import type { Actor } from '#shared/operations/session.ts'
import type { HostOperationName, InputOf, ParamsOf, ResultOf } from '#shared/operations/table.ts'
import { operations } from '#shared/operations/table.ts'
import type { DurableEvent } from '#shared/session/events.ts'
import type { Session } from '#shared/session/session.ts'
import type { LinkEvent } from '#server/link/link.ts'
import { type MessagesApi, startMessagesApi } from '#server/demo/api/messagesApi.ts'
import { type Host, composeHost } from '#server/host/compose.ts'
import { prepareDataDir, resolvePaths } from '#server/platform/files/paths.ts'
import type { Paths } from '#server/platform/files/paths.ts'
import { loadSettings } from '#server/platform/settings/settings.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

export const owner: Actor = {
  user_id: UserId.parse('user-owner'),
  username: 'Olga',
  role: 'owner',
  is_local_owner: true,
}
export const member: Actor = { user_id: UserId.parse('user-member'), username: 'Mel', role: 'member' }

/** A busy machine needs seconds for what takes a tenth of one. */
const PATIENCE_MS = 30_000
const LOOK_EVERY_MS = 250

export interface HostWorldOptions {
  readonly env?: Readonly<Record<string, string>>
  readonly api: MessagesApi
  readonly folder: string
}

/** A whole host without its process: the real Claude Code, a real vault, a real database, the stand-in of the API. */
export class HostWorld {
  readonly api: MessagesApi
  readonly paths: Paths
  readonly #folder: string
  readonly #env: Readonly<Record<string, string>>
  readonly #host: Host

  private constructor({ api, folder, env = {} }: HostWorldOptions) {
    this.api = api
    this.#folder = folder
    this.#env = env
    this.paths = resolvePaths(path.join(folder, '.homeport'))
    prepareDataDir(this.paths)
    const all = { HOME: folder, HOMEPORT_VAULT: 'file', HOMEPORT_ANTHROPIC_BASE_URL: api.url, ...env }
    const settings = loadSettings({ paths: this.paths, env: all })
    this.#host = composeHost({
      paths: this.paths,
      settings,
      env: { PATH: process.env['PATH'], ...all },
      demo: false,
      onShutDown: () => {},
    })
  }

  static async start(env: Readonly<Record<string, string>> = {}): Promise<HostWorld> {
    const api = await startMessagesApi()
    onTestFinished(() => api.close())
    return HostWorld.on({ api, env, folder: temporaryFolder() })
  }

  /** A host on what another one left. */
  static on(options: HostWorldOptions): HostWorld {
    const world = new HostWorld(options)
    onTestFinished(() => world.stop())
    return world
  }

  /** The same data directory, another host: this one was stopped. */
  async restarted(env = this.#env): Promise<HostWorld> {
    await this.stop()
    return HostWorld.on({ api: this.api, folder: this.#folder, env })
  }

  /** As `restarted`, after something was changed in its database. */
  async restartedAfter(change: (database: Database.Database) => void): Promise<HostWorld> {
    await this.stop()
    const database = new Database(this.paths.sessionsDb)
    change(database)
    database.close()
    return HostWorld.on({ api: this.api, folder: this.#folder, env: this.#env })
  }

  /** Another host with a data directory of its own, on the same Claude Code: its conversations are those of a terminal. */
  async withoutSessions(): Promise<HostWorld> {
    await this.stop()
    rmSync(this.paths.dataDir, { recursive: true })
    return HostWorld.on({ api: this.api, folder: this.#folder, env: this.#env })
  }

  /** What a host does once links can connect: from then on everything happens at its time. */
  recover(): Promise<void> {
    return this.#host.recover()
  }

  #stopped: Promise<void> | null = null

  stop(): Promise<void> {
    this.#stopped ??= this.#host.port.shutDown().then(() => this.#host.close())
    return this.#stopped
  }

  /** As a gateway calls, parameters unchecked no more. */
  call<N extends HostOperationName>(name: N, input: InputOf<N>, actor: Actor): Promise<ResultOf<N>> {
    const schema: { parse(value: unknown): unknown } = operations[name].params
    return this.#host.port.call(name, schema.parse(input) as ParamsOf<N>, actor)
  }

  create(actor: Actor, more: { readonly claude_token?: string } = {}): Promise<Session> {
    const project_path = path.join(this.#folder, 'project')
    mkdirSync(project_path, { recursive: true })
    return this.call('session.create', { project_path, ...more }, actor)
  }

  /** Sends a prompt and waits until its turn is over; returns the credential that was used for it. */
  async turn(id: SessionId, content: string, actor: Actor): Promise<string | null | undefined> {
    const before = (await this.call('session.get', { session_id: id }, actor)).turn_count
    await this.call('message.send', { session_id: id, content }, actor)
    await this.until(id, actor, ({ turn_count }) => turn_count > before)
    return this.billed(content)
  }

  /** What a gateway hears of a session that is followed there, from now on. */
  hear(session_id: SessionId, actor: Actor): readonly LinkEvent[] {
    const heard: LinkEvent[] = []
    this.onEvent(session_id, actor, (event) => heard.push(event))
    return heard
  }

  /** As `hear`, one by one; the function ends it. */
  onEvent(session_id: SessionId, actor: Actor, listener: (event: LinkEvent) => void): () => void {
    const attached = this.#host.port.attach(listener)
    onTestFinished(() => attached.close())
    attached.openStream({ kind: 'session', session_id, actor })
    return () => attached.close()
  }

  /** The credential of the latest request with this prompt. */
  billed(prompt: string): string | null | undefined {
    return this.api.requests.findLast((request) => request.prompt === prompt)?.credential
  }

  /** The session once it fits. Looks again at each event of it, and now and then: a folder's files change without one. */
  async until(id: SessionId, actor: Actor, fits: (session: Session) => boolean): Promise<Session> {
    const deadline = performance.now() + PATIENCE_MS
    let wake: (() => void) | undefined
    const attached = this.#host.port.attach((event) => (event.session_id === id ? wake?.() : undefined))
    try {
      for (;;) {
        // From before the look: what happens meanwhile is not missed.
        const heard = new Promise<void>((resolve) => (wake = resolve))
        const session = await this.call('session.get', { session_id: id }, actor)
        if (fits(session)) {
          return session
        }
        if (performance.now() > deadline) {
          throw new Error(`The session did not come to what was waited for: ${JSON.stringify(session)}`)
        }
        await Promise.race([heard, delay(LOOK_EVERY_MS, undefined, { ref: false })])
      }
    } finally {
      attached.close()
    }
  }

  async events(id: SessionId, actor: Actor): Promise<readonly DurableEvent[]> {
    return (await this.call('session.events', { session_id: id }, actor)).events
  }
}
