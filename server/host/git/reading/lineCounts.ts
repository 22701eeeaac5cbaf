import type { GitFile } from '#shared/operations/git.ts'
import { createHash } from 'node:crypto'
import { lstat, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Git } from '../running/git.ts'
import { type Lines, SAFE_DIFF, readNumstat } from './numstat.ts'
import { insideOf } from './records.ts'
import type { Found } from './repository.ts'

/** `sides`: modes and object ids of the last commit and the index, and the folder’s mode, as Git says them. */
export interface Changed extends Omit<GitFile, 'staged_lines' | 'unstaged_lines'> {
  readonly sides: string
}

/** Of files that Git does not know, lines are counted in the first ones, unless they are large. */
const MAX_COUNTED = 300
const MAX_COUNTED_BYTES = 512 * 1024

/** More names than this take longer to be looked for than all files. */
const MAX_NAMED = 400

/** `diff-files` does not look again at what `status` has looked at; a wider question it would answer with files that are the same. */
const COUNTING = {
  unstaged: { named: ['diff-files', '--numstat', '-z'], all: ['diff', '--numstat', '-z'] },
  staged: { named: ['diff', '--cached', '--numstat', '-z'], all: ['diff', '--cached', '--numstat', '-z'] },
}

type Side = keyof typeof COUNTING

/** Of the latest folders alone: what was counted at the last look. */
const latest = new Map<string, ReadonlyMap<string, Lines>>()
const MOST_REMEMBERED = 100

const ATTRIBUTES = '.gitattributes'
/** Of files that lie deeper, and beyond so many folders, nothing is remembered; nor of those whose folders may be no UTF-8. */
const MAX_DEPTH = 50
const MAX_FOLDERS = 5_000

/** A file that was written so shortly before may be written again within the same time stamp. */
const SETTLED_MS = 2_000

/** One file on one side. `key`: stands for its very contents on both; null: they may still change behind it. */
interface Wanted {
  readonly file: Changed
  readonly side: Side
  readonly key: string | null
}

/** undefined: nobody counted it, which is no answer to be remembered. */
type Counted = Lines | undefined

/**
 * How many lines came and went. Git counts those files alone that are not as they were at the last look: each time that it is asked
 * it reads its whole index, of a hundred thousand files for fifty that differ.
 */
export async function lineCounts(
  git: Git,
  found: Found,
  files: readonly Changed[],
): Promise<(file: Changed, side: Side) => Lines> {
  // Of one that was changed Git may read what the index has, too: nothing that was counted before holds, or will hold.
  const isOtherwise = files.some(({ path: name }) => path.posix.basename(name) === ATTRIBUTES)
  const before = (isOtherwise ? undefined : latest.get(git.folder)) ?? new Map<string, Lines>()
  const wanted = await wantedOf(git.folder, found, files)
  const isNew = ({ key }: Wanted) => key === null || !before.has(key)
  const askGit = (side: Side) => {
    const asked = wanted.filter((one) => one.side === side && !isUntracked(one) && isNew(one))
    return numstat(git, found, { files: asked.map(({ file }) => file), side })
  }
  const first = new Set(wanted.filter(isUntracked).slice(0, MAX_COUNTED))
  const [staged, unstaged] = await Promise.all([askGit('staged'), askGit('unstaged')])
  const counted = { staged, unstaged }
  const lines = await Promise.all(
    wanted.map(async (one): Promise<Counted> => {
      const { file, side, key } = one
      if (!isNew(one)) {
        return before.get(key ?? '')
      }
      if (!isUntracked(one)) {
        return ofGit(counted[side], file)
      }
      return first.has(one) ? countLines(git.folder, file.path) : undefined
    }),
  )
  remember(git.folder, isOtherwise ? new Map() : settled(wanted, lines))
  const known = new Map(wanted.map(({ file, side }, index) => [`${side} ${file.path}`, lines[index] ?? null]))
  return ({ path: name }, side) => known.get(`${side} ${name}`) ?? null
}

function isUntracked({ file }: Wanted): boolean {
  return file.unstaged === 'untracked'
}

/** Git names no file whose text is the same; where it failed it says nothing of any. */
function ofGit(counted: ReadonlyMap<string, Lines> | null, { path: name }: Changed): Counted {
  return counted === null ? undefined : (counted.get(name) ?? null)
}

/** What holds at the next look too. */
function settled(wanted: readonly Wanted[], lines: readonly Counted[]): ReadonlyMap<string, Lines> {
  const known = new Map<string, Lines>()
  for (const [index, { key }] of wanted.entries()) {
    const counted = lines[index]
    if (key !== null && counted !== undefined) {
      known.set(key, counted)
    }
  }
  return known
}

async function wantedOf(folder: string, found: Found, files: readonly Changed[]): Promise<Wanted[]> {
  const attributesOf = attributesIn(found)
  const all = await Promise.all(
    files.map(async (file): Promise<Wanted[]> => {
      const attributes = await attributesOf(file)
      const name = `${file.from ?? ''}\0${file.path}\0${attributes ?? ''}`
      // One that is no UTF-8 is named as Git quotes it: it lies elsewhere.
      const isPlain = file.unstaged !== null && !file.path.startsWith('"')
      const stamp = !isPlain ? null : await stampOf(path.join(folder, file.path))
      const keyOf = (contents: string | null) =>
        attributes === null || contents === null ? null : `${contents} ${file.sides}\0${name}`
      return [
        ...(file.staged === null ? [] : [{ file, side: 'staged' as const, key: keyOf('staged') }]),
        ...(file.unstaged === null ? [] : [{ file, side: 'unstaged' as const, key: keyOf(stamp) }]),
      ]
    }),
  )
  return all.flat()
}

/** Of those that say what is text, in each folder above a file: changes with them. null: they may be changing now, or are too many. */
function attributesIn({ top, prefix, gitDir }: Found): (file: Changed) => Promise<string | null> {
  const stamps = new Map<string, Promise<string | null>>()
  const stampIn = (attributes: string): Promise<string | null> => {
    const known = stamps.get(attributes)
    if (known !== undefined || stamps.size >= MAX_FOLDERS) {
      return known ?? Promise.resolve(null)
    }
    const stamp = stampOf(attributes)
    stamps.set(attributes, stamp)
    return stamp
  }
  // A worktree's own folder lies in `worktrees` of the repository's, which has them.
  const ofRepository = [gitDir, path.dirname(path.dirname(gitDir))].map((dir) => path.join(dir, 'info', 'attributes'))
  return async ({ path: name }) => {
    const folders = `${prefix}${name}`.split('/').slice(0, -1)
    if (folders.length > MAX_DEPTH || name.startsWith('"')) {
      return null
    }
    const found = await Promise.all([
      ...ofRepository.map(stampIn),
      ...[...folders, ''].map((_, depth) => stampIn(path.join(top, ...folders.slice(0, depth), ATTRIBUTES))),
    ])
    // Not longer for files that lie deeper: the keys of many folders are kept.
    return found.includes(null) ? null : createHash('sha256').update(found.join(' ')).digest('base64')
  }
}

/** Changes with what a file holds; null: it may be changing now. One that is not there has a stamp of its own. */
async function stampOf(file: string): Promise<string | null> {
  try {
    const { mtimeNs, ctimeNs, size, ino, mtimeMs } = await lstat(file, { bigint: true })
    return Math.abs(Date.now() - Number(mtimeMs)) > SETTLED_MS ? `${mtimeNs} ${ctimeNs} ${size} ${ino}` : null
  } catch {
    return 'none'
  }
}

function remember(folder: string, counted: ReadonlyMap<string, Lines>): void {
  latest.delete(folder)
  latest.set(folder, counted)
  const [oldest] = latest.keys()
  if (latest.size > MOST_REMEMBERED && oldest !== undefined) {
    latest.delete(oldest)
  }
}

/**
 * By path, from the session’s folder; null: Git failed, or was ended. It looks at the named files alone: of a hundred thousand it would
 * look at each one once more.
 */
async function numstat(
  git: Git,
  { prefix }: Found,
  { files, side }: { readonly files: readonly Changed[]; readonly side: Side },
): Promise<ReadonlyMap<string, Lines> | null> {
  if (files.length === 0) {
    return new Map()
  }
  const names = namesOf(files)
  const args = [...COUNTING[side][names === null ? 'all' : 'named'], ...SAFE_DIFF, '--', ...(names ?? [])]
  // Where contents are missing (a partial clone) nothing is fetched, and nothing counted.
  const { code, output } = await git.try('reading', { args })
  if (code !== 0) {
    return null
  }
  return new Map(
    [...readNumstat(output)].flatMap(({ path: whole, lines }) => {
      const inside = insideOf(whole, prefix)
      return inside === null ? [] : [[inside, lines]]
    }),
  )
}

/** Which files are counted: those that are named, from the session’s folder; null: whatever differs. */
function namesOf(files: readonly Changed[]): string[] | null {
  const names = files.flatMap(({ path: name, from }) => (from === null ? [name] : [name, from]))
  return names.length > MAX_NAMED || names.some((name) => name.startsWith('"')) ? null : names
}

/** Of a file that Git does not know. null: no text, too large. */
async function countLines(folder: string, file: string): Promise<Counted> {
  try {
    const whole = path.join(folder, file)
    const stats = await lstat(whole)
    if (!stats.isFile() || stats.size > MAX_COUNTED_BYTES) {
      return null
    }
    const bytes = await readFile(whole)
    if (bytes.includes(0)) {
      return null
    }
    let lines = bytes.length > 0 && bytes.at(-1) !== 0x0a ? 1 : 0
    for (let at = bytes.indexOf(0x0a); at !== -1; at = bytes.indexOf(0x0a, at + 1)) {
      lines += 1
    }
    return { additions: lines, deletions: 0 }
  } catch {
    // Gone, or not to be read at this moment.
    return undefined
  }
}
