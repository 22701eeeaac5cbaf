import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { UserId } from '#shared/ids.ts'
import type { SessionId } from '#shared/ids.ts'
import type { Actor } from '#shared/operations/session.ts'
import { systemClock, systemIds } from '#server/platform/clock.ts'
import type { SessionCredentials } from '#server/host/git/network/gitAccess.ts'
import { Network } from '#server/host/git/network/networkHandlers.ts'
import { gitHandlers } from '#server/host/git/gitHandlers.ts'
import { FolderTurns } from '#server/host/git/running/folderTurns.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

export const person: Actor = { user_id: UserId.parse('user-owner'), username: 'Olga', role: 'owner' }
export const SESSION = '11111111-1111-4111-8111-111111111111' as SessionId

/** Repositories with a first commit, by their files: made once by a worker, and copied, since each takes five processes. */
const firstCommits = new Map<string, string>()
let keptIn: string | undefined

/** Gone with the worker. */
function keptFolder(): string {
  if (keptIn === undefined) {
    const folder = mkdtempSync(path.join(tmpdir(), 'homeport-test-'))
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
    keptIn = folder
  }
  return keptIn
}

/** A real repository in a folder of its own, what Homeport answers about it, and what has run there. */
export class GitWorld {
  readonly home = temporaryFolder()
  readonly folder: string
  readonly env: Readonly<Record<string, string>>
  readonly changed: string[] = []
  /** What was told of how far something is. */
  readonly progress: string[] = []
  readonly protectedBranches: string[] = []
  readonly rows: ReturnType<typeof gitHandlers>
  readonly network: Network
  readonly turns = new FolderTurns()
  readonly #marks = temporaryFolder()

  /** `inside`: the session works in this folder of the repository. */
  constructor({
    inside = '',
    lockWait_ms = 300,
    env = {},
    credentials,
  }: {
    inside?: string
    lockWait_ms?: number
    env?: Record<string, string>
    credentials?: SessionCredentials
  } = {}) {
    this.network = new Network({
      clock: systemClock,
      isLocalOwner: (user) => user === person.user_id,
      ...(credentials === undefined ? {} : { credentials }),
      protectedBranches: () => this.protectedBranches,
      onChanged: (folder, data) =>
        data?.progress === undefined ? this.changed.push(folder) : this.progress.push(data.progress.text),
    })
    this.folder = path.join(this.home, 'project')
    mkdirSync(path.join(this.folder, inside), { recursive: true })
    this.env = { PATH: process.env['PATH'] ?? '', HOME: this.home, GIT_CONFIG_NOSYSTEM: '1', ...env }
    writeFileSync(
      path.join(this.home, '.gitconfig'),
      '[user]\n\tname = Olga\n\temail = olga@example.org\n[init]\n\tdefaultBranch = main\n[protocol "file"]\n\tallow = always\n',
    )
    this.rows = this.rowsIn(path.join(this.folder, inside), lockWait_ms)
  }

  /** What Homeport answers where a session works in this folder. */
  rowsIn(place: string, lockWait_ms = 300): ReturnType<typeof gitHandlers> {
    return gitHandlers({
      environment: async () => this.env,
      lockWait_ms,
      clock: systemClock,
      ids: systemIds,
      onChanged: (where, data) => this.changed.push(...(data?.progress === undefined ? [where] : [])),
      network: this.network,
      turns: this.turns,
      registry: { find: () => ({ state: { workspace_path: place } }) },
    })
  }

  /** One with a first commit of these files. */
  static with(
    files: Readonly<Record<string, string>>,
    options: ConstructorParameters<typeof GitWorld>[0] = {},
  ): GitWorld {
    const world = new GitWorld(options)
    // What the environment says may go into a commit.
    const key = options.env === undefined ? JSON.stringify(files) : null
    const made = key === null ? undefined : firstCommits.get(key)
    if (made !== undefined) {
      cpSync(made, world.folder, { recursive: true, preserveTimestamps: true })
      // The files are others now: Git looks at them again, once.
      world.git('update-index', '-q', '--refresh')
      return world
    }
    world.git('init', '-q')
    for (const [name, text] of Object.entries(files)) {
      world.write(name, text)
    }
    world.commitAll('first')
    if (key !== null) {
      const copy = path.join(keptFolder(), String(firstCommits.size))
      cpSync(world.folder, copy, { recursive: true, preserveTimestamps: true })
      firstCommits.set(key, copy)
    }
    return world
  }

  git(...args: readonly string[]): string {
    return this.gitIn(this.folder, ...args)
  }

  gitIn(folder: string, ...args: readonly string[]): string {
    return execFileSync('git', ['-C', folder, ...args], { env: this.env, stdio: 'pipe', timeout: 60_000 }).toString()
  }

  /** What Git does with its input. */
  gitWith(input: string | Buffer, ...args: readonly string[]): string {
    return execFileSync('git', ['-C', this.folder, ...args], { env: this.env, input, stdio: 'pipe' }).toString()
  }

  commitAll(message: string): void {
    this.git('add', '-A')
    this.git('commit', '-q', '--allow-empty', '-m', message)
  }

  file(name: string): string {
    return path.join(this.folder, name)
  }

  write(name: string, text: string | Buffer): void {
    mkdirSync(path.dirname(this.file(name)), { recursive: true })
    writeFileSync(this.file(name), text)
  }

  read(name: string): string {
    return readFileSync(this.file(name), 'utf8')
  }

  /** What the index has of a file. */
  index(name: string): string {
    return this.git('show', `:${name}`)
  }

  /** A program that leaves a mark when it runs, and passes its input on. */
  program(name = 'planted', ending = 'cat 2>/dev/null'): string {
    const file = path.join(this.home, `${name}.sh`)
    writeFileSync(file, `#!/bin/sh\ntouch '${this.#marks}/${name}'\n${ending}\nexit 0\n`)
    chmodSync(file, 0o755)
    return file
  }

  /** What has run. */
  get marks(): string[] {
    return readdirSync(this.#marks)
  }

  status() {
    return Promise.resolve(this.rows['git.status']({ session_id: SESSION }, person))
  }

  diff(file: string, sides: 'working' | 'staged' = 'working', context = 3) {
    return Promise.resolve(this.rows['git.diff']({ session_id: SESSION, sides, path: file, context }, person))
  }

  /** Everything that can be read. */
  async readAll(): Promise<void> {
    const at = { session_id: SESSION }
    const { files } = await this.status().catch(() => ({ files: [] }))
    const all = [
      ...files.flatMap(({ path: file }) => [this.diff(file), this.diff(file, 'staged')]),
      this.rows['git.compare']({ ...at, revision: 'HEAD' }, person),
      this.rows['git.branches']({ ...at, q: '' }, person),
      this.rows['git.log']({ ...at, all: true, limit: 20, skip: 0 }, person),
      this.rows['git.draft_message'](at, person),
      this.rows['git.discarded'](at, person),
      this.rows['git.stashes'](at, person),
      this.rows['git.remotes'](at, person),
      this.rows['git.content']({ ...at, path: 'a.txt', side: 'head' }, person),
      this.rows['git.content']({ ...at, path: 'a.txt', side: 'index' }, person),
    ]
    await Promise.allSettled(all.map(async (answer) => answer))
    const { commits } = await Promise.resolve(
      this.rows['git.log']({ ...at, all: false, limit: 5, skip: 0 }, person),
    ).catch(() => ({
      commits: [],
    }))
    await Promise.allSettled(commits.map(async ({ commit }) => this.rows['git.show']({ ...at, commit }, person)))
  }
}
