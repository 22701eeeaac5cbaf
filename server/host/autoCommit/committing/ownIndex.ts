import { randomUUID } from 'node:crypto'
import { copyFile, link, lstat, readdir, rename, rm, stat, utimes } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { pidExists } from '#server/platform/processes/processSigns.ts'
import type { Found } from '../../git/reading/repository.ts'
import type { Git } from '../../git/running/git.ts'
import { inTheWayOf } from '../looking/changedFiles.ts'

/**
 * Files of ours in the folder of Git: `homeport-auto-PID-RUN-ID`, and `…-COMMIT.next` for what becomes the person’s index once their
 * branch stands at that commit. As `index.lock` the latter is a second name of the same file: so it is known again after a crash.
 */
const PREFIX = 'homeport-auto-'
const NAME = /^homeport-auto-(\d{1,10})-([0-9a-f]{8})-/
const NEXT = /-([0-9a-f]{40,64})\.next$/

/** Of this process: in a container the next one may have the same number. */
const RUN = randomUUID().slice(0, 8)

/** Nobody holds it for so long: the process of that number is another one. */
const ABANDONED_MS = 120_000

/** What is missing in a partial clone is not fetched by itself: the repository’s own configuration names what would run for it. */
const REACHES_NOBODY = { GIT_ALLOW_PROTOCOL: '', GIT_NO_LAZY_FETCH: '1' }

export interface OwnIndex {
  readonly file: string
  readonly env: { readonly GIT_INDEX_FILE: string } & typeof REACHES_NOBODY
  readonly close: () => Promise<void>
}

/** An index of our own at a commit. It knows what the person’s one knows of files that did not change. */
export async function openOwnIndex(git: Git, { gitDir }: Found, commit: string): Promise<OwnIndex> {
  const file = path.join(gitDir, `${PREFIX}${process.pid}-${RUN}-${randomUUID()}`)
  const env = { GIT_INDEX_FILE: file, ...REACHES_NOBODY }
  const close = async () => {
    await rm(file, { force: true })
    await rm(`${file}.lock`, { force: true })
  }
  try {
    await copyIndex(path.join(gitDir, 'index'), file).catch(() => {})
    await git.run('staging', { args: ['read-tree', '--reset', commit], env })
  } catch (error) {
    await close()
    throw error
  }
  return { file, env, close }
}

/**
 * With its time: files that were changed in the same second as the index was written are compared by their contents, and Git knows
 * them by that time alone (gitformat-index(5), racy Git).
 */
async function copyIndex(from: string, to: string): Promise<void> {
  const { atime, mtime } = await stat(from)
  await copyFile(from, to)
  await utimes(to, atime, mtime)
}

export interface Swap {
  readonly git: Git
  readonly found: Found
  readonly commit: string
  /** `update-index --index-info` for what the commits changed. */
  readonly entries: Buffer
  /** Files that the commits changed. */
  readonly names: ReadonlySet<string>
  /** Of an index: what a person has staged there. */
  readonly staged: (env: Readonly<Record<string, string>>) => Promise<ReadonlySet<string>>
  /** Moves the branch, once nobody else can write the index. False: something is in the way. */
  readonly move: () => Promise<boolean>
}

const TRIES = 5

/**
 * Moves the branch and the index together, as Git does it: whoever writes the index meanwhile waits, and what a person staged of
 * other files stays staged. False: somebody else was quicker, and nothing was changed.
 */
export async function moveWithIndex(swap: Swap): Promise<boolean> {
  const { found, commit } = swap
  for (let tries = 0; tries < TRIES; tries += 1) {
    const next = path.join(found.gitDir, `${PREFIX}${process.pid}-${RUN}-${randomUUID()}-${commit}.next`)
    try {
      const outcome = await tryMove(swap, next)
      if (outcome !== 'again') {
        return outcome === 'moved'
      }
    } finally {
      await rm(next, { force: true })
      await rm(`${next}.lock`, { force: true })
    }
    await delay(20)
  }
  return false
}

async function tryMove({ git, found, entries, names, staged, move }: Swap, next: string) {
  const index = path.join(found.gitDir, 'index')
  const lock = `${index}.lock`
  const before = await stampOf(index)
  await copyIndex(index, next)
  const env = { GIT_INDEX_FILE: next, ...REACHES_NOBODY }
  const chosen = await staged(env)
  if ([...names].some(inTheWayOf(chosen))) {
    return 'taken'
  }
  await git.run('staging', { args: ['update-index', '-z', '--index-info'], input: entries, env })
  if (!(await link(next, lock).then(() => true, ifThere))) {
    return 'again'
  }
  let isMoved = false
  try {
    if ((await stampOf(index)) !== before) {
      return 'again'
    }
    isMoved = await move()
    return isMoved ? 'moved' : 'taken'
  } finally {
    await (isMoved ? renameOver(lock, index) : rm(lock, { force: true }))
  }
}

/** @throws all that nobody expects. */
function ifThere(error: unknown): false {
  if (error instanceof Error && 'code' in error && error.code === 'EEXIST') {
    return false
  }
  throw error
}

/** On Windows whoever reads the file keeps it for a moment. */
async function renameOver(from: string, to: string): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await rename(from, to)
    } catch (error) {
      if (tries >= 40) {
        throw error
      }
      await delay(25)
    }
  }
}

/** Takes away what a host that died left, and finishes what it had begun: its branch moved, its index did not. */
export async function sweepLeft(git: Git, { gitDir }: Found): Promise<void> {
  for (const name of (await readdir(gitDir).catch(() => [])).filter((one) => one.startsWith(PREFIX))) {
    const file = path.join(gitDir, name)
    const [, pid = '0', run] = NAME.exec(name) ?? []
    const isOthers = Number(pid) !== process.pid && pidExists(Number(pid))
    if (run === RUN || (isOthers && (await isYoung(file)))) {
      continue
    }
    const commit = NEXT.exec(name)?.[1]
    if (commit !== undefined) {
      await settleLock(git, { lock: path.join(gitDir, 'index.lock'), file, commit })
    }
    await rm(file, { force: true })
  }
}

interface LeftLock {
  readonly lock: string
  readonly file: string
  readonly commit: string
}

async function settleLock(git: Git, { lock, file, commit }: LeftLock): Promise<void> {
  const [ours, held] = await Promise.all([identityOf(file), identityOf(lock)])
  if (ours === null || ours !== held) {
    return
  }
  const asked = await git.try('reading', { args: ['merge-base', '--is-ancestor', commit, 'HEAD'] })
  await (asked.code === 0 ? renameOver(lock, lock.slice(0, -'.lock'.length)) : rm(lock, { force: true }))
}

async function isYoung(file: string): Promise<boolean> {
  const stats = await lstat(file).catch(() => null)
  return stats !== null && Date.now() - stats.ctimeMs < ABANDONED_MS
}

async function identityOf(file: string): Promise<string | null> {
  const stats = await lstat(file, { bigint: true }).catch(() => null)
  return stats === null ? null : `${stats.dev} ${stats.ino}`
}

async function stampOf(file: string): Promise<string> {
  const stats = await lstat(file, { bigint: true }).catch(() => null)
  return stats === null ? 'none' : [stats.ino, stats.size, stats.mtimeNs, stats.ctimeNs].join(' ')
}
