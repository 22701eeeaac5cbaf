import { constants } from 'node:fs'
import { lstat, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { SkippedFile } from '#shared/operations/autoCommit.ts'
import { zeroed } from '../../git/reading/records.ts'
import type { Git } from '../../git/running/git.ts'
import type { GitMode } from '../../git/running/gitSettings.ts'
import { pathText } from '../../git/running/gitPath.ts'
import { openForWriting } from './openFiles.ts'
import { findSecrets } from './secrets.ts'

/** More at once would be a build, a checkout, or somebody’s home folder. */
export const MOST_FILES = 5_000
const MOST_BYTES = 20 * 2 ** 20
const STATUS_MS = 120_000

export interface Look {
  readonly git: Git
  /** Of an index of its own, which stands at the parent of what is to come. */
  readonly env: Readonly<Record<string, string>>
  readonly ignore: readonly string[]
  readonly allow: readonly string[]
  readonly salt: string
  /** Between the two looks. */
  readonly settled: () => Promise<void>
  /** Files that a person has staged: they are left to them. */
  readonly staged: ReadonlySet<string>
}

/** A file that changed, from the top of the repository. */
export interface GroupedFile {
  readonly path: string
  readonly change: 'added' | 'modified' | 'deleted'
}

export interface ChangedFile extends GroupedFile {
  readonly bytes: Buffer
  /** Changes with every change of the file. */
  readonly stamp: string
}

export interface Changed {
  readonly files: readonly ChangedFile[]
  readonly skipped: readonly SkippedFile[]
}

type Entry = Omit<ChangedFile, 'stamp'>

/** What changed and may be committed; and what may not, with the reason. null: it is more than is ever committed at once. */
export async function lookAtChanges(look: Look): Promise<Changed | null> {
  const { git, env, ignore, staged, settled } = look
  const all = await listChanges(git, { mode: 'staging', env })
  const ignored = await ignoredBy(git, all, ignore)
  const entries = all.filter(({ path: name }) => !ignored.has(name))
  if (entries.length > MOST_FILES) {
    return null
  }
  const before = await stampsOf(git.folder, entries)
  await (entries.length > 0 ? settled() : undefined)
  const open = await openForWriting(new Set(entries.map(({ path: name }) => path.join(git.folder, name))))
  const isTheirs = inTheWayOf(staged)
  const files: ChangedFile[] = []
  const skipped: SkippedFile[] = []
  for (const entry of entries) {
    const stamp = before.get(entry.path) ?? GONE
    const isOpen = open.has(path.join(git.folder, entry.path))
    const verdict = isTheirs(entry.path) ? 'staged' : isOpen ? 'writing' : await judge(look, entry, stamp)
    if (verdict === null) {
      files.push({ ...entry, stamp })
    } else {
      skipped.push(
        typeof verdict === 'string'
          ? { path: entry.path, why: verdict, secrets: [] }
          : { path: entry.path, why: 'secret', secrets: verdict },
      )
    }
  }
  return { files, skipped }
}

/** What differs between the index and the folder, submodules aside. Reading runs nothing that the repository names. */
export async function listChanges(
  git: Git,
  { mode, env = {} }: { readonly mode: GitMode; readonly env?: Readonly<Record<string, string>> },
): Promise<Entry[]> {
  const args = ['status', '--porcelain', '-z', '--no-renames', '--untracked-files=all', '--ignore-submodules=all']
  const printed = await git.run(mode, { args, env, timeout_ms: STATUS_MS })
  return [...zeroed(printed)].flatMap(readEntry)
}

function readEntry(entry: Buffer): Entry[] {
  const state = entry.subarray(1, 2).toString('latin1')
  const bytes = entry.subarray(3)
  // A folder is a repository of its own.
  if (state === ' ' || bytes.length === 0 || bytes.at(-1) === 0x2f) {
    return []
  }
  const change = state === '?' ? 'added' : state === 'D' ? 'deleted' : 'modified'
  return [{ path: pathText(bytes), bytes, change }]
}

/** Those that were changed again since they were looked at. */
export async function changedSince(folder: string, files: readonly ChangedFile[]): Promise<boolean> {
  const now = await stampsOf(folder, files)
  return files.some(({ path: name, stamp }) => now.get(name) !== stamp)
}

/** Whether a path is one of them, or a folder where one is a file, or the other way round: an index has one of the two. */
export function inTheWayOf(paths: ReadonlySet<string>): (name: string) => boolean {
  const folders = new Set([...paths].flatMap(foldersOf))
  return (name) => paths.has(name) || folders.has(name) || foldersOf(name).some((folder) => paths.has(folder))
}

function foldersOf(name: string): string[] {
  const parts = name.split('/')
  return parts.slice(1).map((_part, at) => parts.slice(0, at + 1).join('/'))
}

const GONE = 'gone'

export function isGone({ stamp }: Pick<ChangedFile, 'stamp'>): boolean {
  return stamp === GONE
}

const HERE = Buffer.from('./')

/** One for each, which tells it apart from every other state of the file. */
export async function stampsOf(folder: string, files: readonly Entry[]): Promise<Map<string, string>> {
  const stamps = new Map<string, string>()
  for (const { path: name, bytes, change } of files) {
    const file = inBytes(folder, bytes)
    const stats = await lstat(file, { bigint: true }).catch(() => null)
    // A file that Git says is gone may be there by way of a link, in the place of its folder, to another one.
    const isElsewhere = change === 'deleted' && stats !== null && (await isBehindLink(file))
    stamps.set(
      name,
      stats === null || isElsewhere
        ? GONE
        : [stats.ino, stats.size, stats.mtimeNs, stats.ctimeNs, stats.mode].join(' '),
    )
  }
  return stamps
}

async function isBehindLink(file: Buffer): Promise<boolean> {
  const within = file.subarray(0, file.lastIndexOf(path.sep))
  const real = await realpath(within, 'buffer').catch(() => null)
  return real === null || !real.equals(within)
}

function inBytes(folder: string, name: Buffer): Buffer {
  return Buffer.concat([Buffer.from(folder + path.sep, 'utf8'), name])
}

/** By the rules of the project alone, which are written as in .gitignore: those of the repository have had their say. */
async function ignoredBy(git: Git, files: readonly Entry[], rules: readonly string[]): Promise<ReadonlySet<string>> {
  if (rules.length === 0 || files.length === 0) {
    return new Set()
  }
  const folder = await mkdtemp(path.join(tmpdir(), 'homeport-rules-'))
  try {
    const other = git.at(folder)
    await other.run('staging', { args: ['init', '--quiet', '--template='] })
    await writeFile(path.join(folder, '.git', 'rules'), `${rules.join('\n')}\n`, { mode: 0o600 })
    const printed = await other.run('staging', {
      args: ['check-ignore', '--no-index', '-z', '--stdin'],
      // This command takes no names as they are: a `:` at the beginning would mean something.
      input: Buffer.concat(files.flatMap(({ bytes }) => [HERE, bytes, Buffer.of(0)])),
      env: { GIT_LITERAL_PATHSPECS: '0' },
      settings: [['core.excludesFile', path.join(folder, '.git', 'rules')]],
      alsoFine: [1],
    })
    return new Set([...zeroed(printed)].map((name) => pathText(name.subarray(HERE.length))))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Their names as Git takes them at its input. */
export function listOf(files: readonly Pick<Entry, 'bytes'>[]): Buffer {
  return Buffer.concat(files.flatMap(({ bytes }) => [bytes, Buffer.of(0)]))
}

/** null: it may be committed. */
async function judge(
  { git, allow, salt }: Look,
  entry: Entry,
  stamp: string,
): Promise<Exclude<SkippedFile['why'], 'secret'> | SkippedFile['secrets'] | null> {
  const file = inBytes(git.folder, entry.bytes)
  const stats = await lstat(file).catch(() => null)
  const isAsBefore = (await stampsOf(git.folder, [entry])).get(entry.path) === stamp
  if (isAsBefore && stamp === GONE) {
    return null
  }
  if (!isAsBefore || stats === null) {
    return 'writing'
  }
  if (stats.isSymbolicLink()) {
    return null
  }
  if (!stats.isFile()) {
    return 'special'
  }
  if (stats.size > MOST_BYTES) {
    return 'too_large'
  }
  const flag = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)
  const content = await readFile(file, { flag }).catch(() => null)
  if (content === null) {
    return 'writing'
  }
  const secrets = await findSecrets({ path: entry.path, content, salt, allow })
  return secrets.length === 0 ? null : secrets
}
