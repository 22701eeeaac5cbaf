import path from 'node:path'
import { onTestFinished } from 'vitest'
import { UserId } from '#shared/ids.ts'
import type { SessionId } from '#shared/ids.ts'
import type { Actor } from '#shared/operations/session.ts'
import { DurableEvent } from '#shared/session/events.ts'
import type { SessionStatus } from '#shared/session/status.ts'
import type { LinkEvent } from '#server/link/link.ts'
import { createJudge } from '#server/host/dangers/judge.ts'
import { MemorySessionTokens } from '#server/host/claude/login/sessionTokens.ts'
import { Forking } from '#server/host/sessions/forking/forking.ts'
import { openLife } from '#server/host/sessions/life/openLife.ts'
import type { Sleeping } from '#server/host/sessions/life/sleeping.ts'
import { EventHub } from '#server/host/sessions/streams/eventHub.ts'
import { createFolders } from '#server/host/workspaces/folders.ts'
import type { FolderTrust } from '#server/host/sessions/ports/folderTrust.ts'
import type { Folders, SessionStore } from '#server/host/sessions/ports/sessionPorts.ts'
import { recoverSessions } from '#server/host/sessions/recovery.ts'
import { SessionRegistry } from '#server/host/sessions/registry.ts'
import type { Session } from '#server/host/sessions/session.ts'
import { migrations } from '#server/host/store/migrations.ts'
import { ApprovalHistory } from '#server/host/store/rows/approvalHistory.ts'
import { createSessionStore } from '#server/host/store/sessionStore.ts'
import { TrustRows } from '#server/host/store/rows/trustRows.ts'
import { createFolderTrust } from '#server/host/trust/folderTrust.ts'
import { openDatabase } from '#server/platform/files/database.ts'
import { FakeLauncher } from '#test/fakes/fakeAgent.ts'
import { CountingIds, FakeTime } from '#test/fakes/fakeTime.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

export const me: Actor = { user_id: UserId.parse('me'), username: 'Mia', role: 'owner' }
export const somebodyElse: Actor = { user_id: UserId.parse('you'), username: 'Yan', role: 'owner' }

/** The domain on its real database, with agents, time and ids in the test's hand. */
export class SessionWorld {
  readonly folder: string
  readonly launcher = new FakeLauncher()
  readonly tokens = new MemorySessionTokens()
  readonly time = new FakeTime()
  readonly hub = new EventHub()
  readonly published: LinkEvent[] = []
  readonly problems: string[] = []
  readonly store: SessionStore
  readonly approvalHistory: ApprovalHistory
  readonly registry: SessionRegistry
  readonly forking: Forking
  readonly trust: FolderTrust
  readonly folders: Folders
  /** Nobody sleeps before it is started. */
  readonly sleeping: Sleeping
  readonly life = { idle_minutes: 30, longest_hours: 0, bypass_minutes: 60, most_per_person: 0, most: 0 }
  readonly #closeDatabase: () => void

  /** `before`: the host of that world is gone, this one starts on what it left. */
  constructor(before?: SessionWorld) {
    this.folder = before?.folder ?? temporaryFolder()
    before?.die()
    const database = openDatabase(path.join(this.folder, 'sessions.db'), migrations)
    this.#closeDatabase = () => database.close()
    onTestFinished(() => this.die())
    this.store = createSessionStore(database)
    this.approvalHistory = new ApprovalHistory(database)
    const trust = createFolderTrust({
      rows: new TrustRows(database),
      clock: this.time,
      isLocalOwner: () => false,
      configDir: () =>
        Promise.resolve({
          dir: path.join(this.folder, 'home', '.claude'),
          configFile: path.join(this.folder, 'home', '.claude.json'),
        }),
    })
    this.trust = trust
    this.folders = createFolders({
      workspaces: path.join(this.folder, 'data/workspaces'),
      dataDir: path.join(this.folder, 'data'),
      home: this.folder,
    })
    const ids = new CountingIds(before === undefined ? 1 : 1000)
    const life = { awake: () => this.registry.awake(), settings: () => this.life }
    const { sleeping, places } = openLife({
      ...life,
      spares: { want: () => {}, reserve: () => null, count: () => 0, stop: async () => {} },
      hub: this.hub,
      clock: this.time,
      timers: this.time,
      log: this.#log,
    })
    this.sleeping = sleeping
    this.registry = new SessionRegistry({
      store: this.store,
      sink: this.hub,
      launcher: this.launcher,
      tokens: this.tokens,
      judge: createJudge({ HOME: this.folder }),
      trust,
      clock: this.time,
      timers: this.time,
      ids,
      log: this.#log,
      places,
      folders: this.folders,
    })
    const { registry, store, launcher, time: clock } = this
    this.forking = new Forking({ registry, store, launcher, trust, clock, ids })
    this.hub.join((event) => this.published.push(event))
  }

  /** As after `kill -9`: nothing is written any more. */
  die(): void {
    this.#closeDatabase()
  }

  async create(): Promise<Session> {
    const { id } = await this.registry.create({ project_path: this.folder }, me)
    return this.registry.find(id, me)
  }

  /** A session whose agent is ready. */
  async idle(): Promise<Session> {
    const session = await this.create()
    this.launcher.agent.ready()
    return session
  }

  /** A session in its first turn. */
  async working(prompt = 'do it'): Promise<Session> {
    const session = await this.idle()
    const { message_id } = this.send(session, prompt)
    this.launcher.agent.startTurn(message_id)
    return session
  }

  send(session: Session, content: string, when: 'queue' | 'steer' | 'now' = 'queue') {
    return session.send({ content, when, author: 'Mia' })
  }

  recover({ shallPause = false } = {}): Promise<void> {
    return recoverSessions({
      store: this.store,
      registry: this.registry,
      launcher: this.launcher,
      timers: this.time,
      log: this.#log,
      shallPause,
    })
  }

  /** The log as it lies on disk. */
  events(id: SessionId): DurableEvent[] {
    const range = { session_id: id, from: { after_seq: 0 }, limit: 100_000, max_bytes: Number.MAX_SAFE_INTEGER }
    return this.store.readEvents(range).map(({ payload }) => DurableEvent.parse(JSON.parse(payload.toString())))
  }

  types(id: SessionId): string[] {
    return this.events(id).map(({ type }) => type)
  }

  /** The statuses the session went through, as its log tells. */
  statuses(id: SessionId): SessionStatus[] {
    return this.events(id).flatMap((event) => (event.type === 'session_status' ? [event.data.status] : []))
  }

  notices(id: SessionId): string[] {
    return this.events(id).flatMap((event) => (event.type === 'notice' ? [event.data.code] : []))
  }

  readonly #log = {
    debug: () => {},
    info: () => {},
    warn: (sentence: string) => this.problems.push(sentence),
    error: (sentence: string, facts: object) => this.problems.push(`${sentence} ${JSON.stringify(facts)}`),
  }
}
