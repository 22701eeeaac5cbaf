import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { MessageId, SessionId, UserId } from '#shared/ids.ts'
import type { MessageTiming } from '#shared/operations/turn.ts'
import type { AgentExit, AgentLaunch, AgentProcess, AgentUpdate } from '#server/host/sessions/ports/agent.ts'
import { type MessagesApi, startMessagesApi } from '#server/demo/api/messagesApi.ts'
import type { Script } from '#server/demo/script.ts'
import { type Claude, createClaude } from '#server/host/claude/claude.ts'
import { createLocalRunner } from '#server/host/runners/local/localRunner.ts'
import { createJudge } from '#server/host/dangers/judge.ts'
import { tokenName } from '#server/host/claude/login/vaultTokens.ts'
import { migrations } from '#server/host/store/migrations.ts'
import { TrustRows } from '#server/host/store/rows/trustRows.ts'
import { createFolderTrust } from '#server/host/trust/folderTrust.ts'
import { systemClock, systemIds } from '#server/platform/clock.ts'
import { openDatabase } from '#server/platform/files/database.ts'
import { MemoryVault } from '#server/platform/vault/memoryVault.ts'

/** The token of the tests: nowhere but in the vault, Claude's descriptor and the API's request may it ever appear. */
export const TEST_TOKEN = 'sk-ant-api03-testtoken-mustnotleak'

export interface WorldOptions {
  /** Another binary than the real one. */
  readonly path?: string
  readonly token?: string
  readonly script?: Script
  readonly stallMs?: number
  /** Less patient than the program, whose seconds no test waits for. */
  readonly answersWithinMs?: number
  /** What lies between Claude Code and the API: told its address, says the one to take. */
  readonly through?: (url: string) => Promise<string>
  readonly env?: Readonly<Record<string, string>>
}

/** The real Claude Code in a home of its own, against the stand-in of the API. Dispose of it after the test. */
export class ClaudeWorld {
  readonly api: MessagesApi
  readonly claude: Claude
  /** Temporary; Claude's home is `home`, sessions work in `cwd`. */
  readonly root: string
  readonly #sessions: ClaudeSession[] = []
  readonly #closeDatabase: () => void

  private constructor(parts: Pick<ClaudeWorld, 'api' | 'claude' | 'root'>, closeDatabase: () => void) {
    this.#closeDatabase = closeDatabase
    this.api = parts.api
    this.claude = parts.claude
    this.root = parts.root
  }

  static async create(options: WorldOptions = {}): Promise<ClaudeWorld> {
    const root = await realpath(await mkdtemp(path.join(tmpdir(), 'homeport-claude-')))
    const api = await startMessagesApi(options.script === undefined ? {} : { script: options.script })
    const apiUrl = (await options.through?.(api.url)) ?? api.url
    const database = openDatabase(path.join(root, 'sessions.db'), migrations)
    const vault = new MemoryVault()
    await vault.set(tokenName({ kind: 'local_owner' }), options.token ?? TEST_TOKEN)
    const claude = createClaude({
      settings: {
        vault: 'memory',
        claude: { path: options.path ?? null, api_base_url: apiUrl, share_login: false, warm_spare: false },
      },
      vault,
      clock: systemClock,
      ids: systemIds,
      demo: false,
      // No SHELL: the PATH of whoever runs the tests is as good, and no profile is read.
      env: { PATH: process.env['PATH'], HOME: root, ...options.env },
      dataDir: root,
      isLocalOwner: () => true,
      judge: createJudge({ HOME: root }),
      runner: createLocalRunner({ clock: systemClock }),
      trust: createFolderTrust({
        rows: new TrustRows(database),
        clock: systemClock,
        isLocalOwner: () => true,
        configDir: () =>
          Promise.resolve({ dir: path.join(root, '.claude'), configFile: path.join(root, '.claude.json') }),
      }),
      ...(options.stallMs === undefined ? {} : { stallMs: options.stallMs }),
      ...(options.answersWithinMs === undefined ? {} : { answersWithinMs: options.answersWithinMs }),
    })
    return new ClaudeWorld({ api, claude, root }, () => database.close())
  }

  /** Starts a session, new unless told otherwise. */
  open(options: Partial<AgentLaunch> = {}): ClaudeSession {
    const session = new ClaudeSession(this.claude, {
      session_id: SessionId.parse(systemIds.uuid()),
      user_id: UserId.parse('me'),
      needs_own_token: false,
      cwd: this.root,
      model: null,
      permission_mode: 'default',
      permission_mode_chosen: true,
      effort: null,
      start: 'new',
      ...options,
    })
    this.#sessions.push(session)
    return session
  }

  async dispose(): Promise<void> {
    await Promise.all(this.#sessions.map((session) => session.process.stop()))
    await this.api.close()
    this.#closeDatabase()
    await rm(this.root, { recursive: true, force: true, maxRetries: 3 })
  }
}

/** A busy machine needs seconds for what takes a tenth of one. */
const PATIENCE_MS = 40_000

type Kind = AgentUpdate['kind']
export type UpdateOf<K extends Kind> = Extract<AgentUpdate, { kind: K }>

/** One running agent, with all that it ever told. */
export class ClaudeSession {
  readonly launch: AgentLaunch
  readonly process: AgentProcess
  readonly updates: AgentUpdate[] = []
  readonly exit: Promise<AgentExit>
  /** Everything before it was waited for already. */
  #seen = 0
  readonly #wakers = new Set<() => void>()

  constructor(claude: Claude, launch: AgentLaunch) {
    this.launch = launch
    let process: AgentProcess | undefined
    this.exit = new Promise((resolve) => {
      process = claude.launcher.launch(launch, {
        onUpdate: (update) => {
          this.updates.push(update)
          this.#wakers.forEach((wake) => wake())
        },
        onExit: resolve,
      })
    })
    if (process === undefined) {
      throw new Error('The launcher gave no process.')
    }
    this.process = process
  }

  send(content: string, timing: MessageTiming = 'queue'): MessageId {
    const message_id = MessageId.parse(systemIds.uuid())
    this.process.send({ message_id, content, timing, attachments: [] })
    return message_id
  }

  /** Sends and waits for the end of the turn. */
  async turn(content: string): Promise<UpdateOf<'turn_ended'>> {
    this.send(content)
    return this.next('turn_ended')
  }

  /** The next update of a kind that fits, after the last one waited for. Fails with what came instead. */
  async next<K extends Kind>(kind: K, fits: (update: UpdateOf<K>) => boolean = () => true): Promise<UpdateOf<K>> {
    const isIt = (update: AgentUpdate): update is UpdateOf<K> => update.kind === kind && fits(update as UpdateOf<K>)
    return new Promise((resolve, reject) => {
      const look = () => {
        const at = this.updates.findIndex((update, index) => index >= this.#seen && isIt(update))
        const found = this.updates[at]
        if (found !== undefined && isIt(found)) {
          clearTimeout(timer)
          this.#wakers.delete(look)
          this.#seen = at + 1
          resolve(found)
        }
      }
      const timer = setTimeout(() => {
        this.#wakers.delete(look)
        reject(new Error(`No ${kind} came. Last updates: ${JSON.stringify(this.updates.slice(-5))}`))
      }, PATIENCE_MS)
      this.#wakers.add(look)
      look()
    })
  }

  all<K extends Kind>(kind: K): UpdateOf<K>[] {
    return this.updates.filter((update): update is UpdateOf<K> => update.kind === kind)
  }

  /** Whole blocks of text, in order. */
  texts(): string[] {
    return this.all('block').flatMap((block) => (block.block_kind === 'text' ? [block.text] : []))
  }
}
