import type { GitChange, GitFile, GitStatus } from '#shared/operations/git.ts'
import { readFile, lstat } from 'node:fs/promises'
import path from 'node:path'
import type { Git } from '../running/git.ts'
import { pathText } from '../running/gitPath.ts'
import { type Found, findRepository, underWay } from './repository.ts'

/** Listed at most; a repository in which more has changed says how many more. */
const MAX_FILES = 2_000
/** Of files that Git does not know, lines are counted in the first ones, unless they are large. */
const MAX_COUNTED = 300
const MAX_COUNTED_BYTES = 512 * 1024

const STATUS = [
  'status',
  '--porcelain=v2',
  '--branch',
  '-z',
  '--untracked-files=all',
  '--ignore-submodules=dirty',
  '--find-renames',
]
/** Nothing that a repository names draws or converts a diff, and no submodule is entered. */
export const SAFE_DIFF = ['--no-ext-diff', '--no-textconv', '--ignore-submodules=dirty', '--no-color', '--find-renames']

/** What differs between last commit, index and folder. */
export async function gitStatus(git: Git): Promise<GitStatus> {
  const finding = await findRepository(git)
  if (finding.found === null) {
    return { repository: null, problem: finding.problem, files: [], more: 0, outside: 0, conflicts_outside: [] }
  }
  const { found } = finding
  // Mostly the same files differ as before: their lines are counted at the same time, since each look reads the whole index.
  const before = lastNames.get(git.folder) ?? []
  const early = numstat(git, found, { names: before, of: 'working' })
  const [printed, git_version] = await Promise.all([git.read(STATUS), git.version()])
  const read = readStatus(printed, found.prefix)
  const changed = namesOf(read, ({ unstaged: is }) => is !== null && is !== 'untracked')
  remember(git.folder, changed ?? [])
  const isCounted = changed !== null && changed.every((name) => before.includes(name))
  const [unstaged, staged] = await Promise.all([
    isCounted ? early : numstat(git, found, { names: changed, of: 'working' }),
    numstat(git, found, { names: namesOf(read, (file) => file.staged !== null), of: 'staged' }),
    early,
  ])
  const files = await Promise.all(
    read.files.map(async (file, index): Promise<GitFile> => ({
      ...file,
      staged_lines: file.staged === null ? null : (staged.get(file.path) ?? null),
      unstaged_lines:
        file.unstaged === null
          ? null
          : file.unstaged === 'untracked'
            ? await (index < MAX_COUNTED ? countLines(git.folder, file.path) : null)
            : (unstaged.get(file.path) ?? null),
    })),
  )
  const repository = { ...read.branch, under_way: underWay(found), git_version }
  const { more, outside, conflicts_outside } = read
  return { repository, problem: null, files, more, outside, conflicts_outside }
}

type Lines = GitFile['staged_lines']

/** By folder: what differed between index and folder when it was looked at last. Of the latest folders alone. */
const lastNames = new Map<string, readonly string[]>()
const MOST_REMEMBERED = 100

function remember(folder: string, names: readonly string[]): void {
  lastNames.delete(folder)
  lastNames.set(folder, names)
  const [oldest] = lastNames.keys()
  if (lastNames.size > MOST_REMEMBERED && oldest !== undefined) {
    lastNames.delete(oldest)
  }
}

/** `diff-files` does not look again at what `status` has looked at; a wider question it would answer with files that are the same. */
const COUNTING = {
  named: ['diff-files', '--numstat', '-z'],
  all: ['diff', '--numstat', '-z'],
  staged: ['diff', '--cached', '--numstat', '-z'],
}

/** More names than this take longer to be looked for than all files. */
const MAX_NAMED = 400

/** Which files are counted: those that are named, from the session’s folder; null: whatever differs. */
function namesOf({ files, more }: ReturnType<typeof readStatus>, isOne: (file: Bare) => boolean): string[] | null {
  const names = files.filter(isOne).flatMap(({ path: name, from }) => (from === null ? [name] : [name, from]))
  return more > 0 || names.length > MAX_NAMED || names.some((name) => name.startsWith('"')) ? null : names
}

/**
 * Lines that came and went by path. Git looks at the named files alone: of a hundred thousand it would look at each one once
 * more for every side.
 */
async function numstat(
  git: Git,
  { prefix }: Found,
  { names, of }: { readonly names: readonly string[] | null; readonly of: 'working' | 'staged' },
): Promise<Map<string, Lines>> {
  if (names?.length === 0) {
    return new Map()
  }
  const how = of === 'staged' ? COUNTING.staged : names === null ? COUNTING.all : COUNTING.named
  const args = [...how, ...SAFE_DIFF, '--', ...(names ?? [])]
  // Where contents are missing (a partial clone) nothing is fetched, and nothing counted.
  const { code, output } = await git.try('reading', { args })
  const counted = code === 0 ? [...readNumstat(output)] : []
  return new Map(
    counted.flatMap(({ path: whole, lines }) => {
      const inside = insideOf(whole, prefix)
      return inside === null ? [] : [[inside, lines]]
    }),
  )
}

/** What `--numstat -z` says: of a rename both names follow. */
export function* readNumstat(printed: Buffer): Generator<{ path: Buffer; from: Buffer | null; lines: Lines }> {
  const fields = zeroed(printed)
  for (let next = fields.next(); next.done !== true; next = fields.next()) {
    const field = next.value
    const [, added, removed] = /^(\d+|-)\t(\d+|-)\t/.exec(field.toString('latin1')) ?? []
    if (added === undefined || removed === undefined) {
      continue
    }
    const name = field.subarray(added.length + removed.length + 2)
    const lines = added === '-' ? null : { additions: Number(added), deletions: Number(removed) }
    if (name.length > 0) {
      yield { path: name, from: null, lines }
      continue
    }
    const from = fields.next().value ?? null
    const to = fields.next().value
    if (to !== undefined) {
      yield { path: to, from, lines }
    }
  }
}

/** What lies between zeros. */
export function* zeroed(printed: Buffer): Generator<Buffer, undefined> {
  for (let at = 0; at < printed.length;) {
    const end = printed.indexOf(0, at)
    const to = end === -1 ? printed.length : end
    yield printed.subarray(at, to)
    at = to + 1
  }
}

/** From the session's folder; null: it lies outside. */
export function insideOf(whole: Buffer, prefix: string): string | null {
  const bytes = Buffer.from(prefix, 'utf8')
  return whole.subarray(0, bytes.length).equals(bytes) ? pathText(whole.subarray(bytes.length)) : null
}

type Bare = Omit<GitFile, 'staged_lines' | 'unstaged_lines'>

/** What `git status --porcelain=v2 --branch -z` says. `most`: files that are listed. */
export function readStatus(printed: Buffer, prefix: string, most = MAX_FILES) {
  const files: Bare[] = []
  const headers = new Map<string, string>()
  let more = 0
  const beyond: Buffer[] = []
  const records = zeroed(printed)
  for (let next = records.next(); next.done !== true; next = records.next()) {
    const record = next.value
    const kind = String.fromCharCode(record[0] ?? 0)
    if (kind === '#') {
      const [, name = '', value = ''] = /^# branch\.(\S+) ([^]*)$/.exec(record.toString('utf8')) ?? []
      headers.set(name, value)
      continue
    }
    const from = kind === '2' ? (records.next().value ?? null) : null
    const file = fileOf(record, from, prefix)
    if (file === null) {
      beyond.push(record)
    } else if (files.length < most) {
      files.push(file)
    } else {
      more += 1
    }
  }
  return { files, more, ...outsideOf(beyond), branch: branchOf(headers) }
}

/** What is told of files that lie outside of the session’s folder. */
function outsideOf(records: readonly Buffer[]) {
  const are = (kind: string) => records.filter((record) => record[0] === kind.charCodeAt(0))
  const conflicts_outside = are('u')
    .slice(0, MAX_FILES)
    .map((record) => pathText(pathOf(record)))
  return { outside: records.length - are('?').length, conflicts_outside }
}

/** Fields before the path, by the kind of a record. */
const FIELDS: Readonly<Record<string, number>> = { '1': 8, '2': 9, u: 10, '?': 1 }

function pathOf(record: Buffer): Buffer {
  let at = 0
  for (let field = FIELDS[String.fromCharCode(record[0] ?? 0)] ?? 1; field > 0; field--) {
    at = record.indexOf(0x20, at) + 1
  }
  return record.subarray(at)
}

function fileOf(record: Buffer, from: Buffer | null, prefix: string): Bare | null {
  const kind = String.fromCharCode(record[0] ?? 0)
  const name = pathOf(record)
  const inside = insideOf(name, prefix)
  if (inside === null) {
    return null
  }
  const [, xy = '..', sub = 'N...'] = record
    .subarray(0, record.length - name.length)
    .toString('latin1')
    .split(' ')
  const is_conflict = kind === 'u'
  return {
    path: inside,
    from: from === null ? null : insideOf(from, prefix),
    staged: kind === '?' || is_conflict ? null : changeOf(xy[0]),
    unstaged: kind === '?' ? 'untracked' : is_conflict ? 'modified' : changeOf(xy[1]),
    is_conflict,
    is_submodule: sub.startsWith('S'),
  }
}

const changes: Readonly<Record<string, GitChange>> = {
  M: 'modified',
  A: 'added',
  D: 'deleted',
  R: 'renamed',
  C: 'added',
  T: 'type_changed',
}

/** What a letter of Git’s means; null: nothing happened. */
export function changeOf(letter: string | undefined): GitChange | null {
  return changes[letter ?? '.'] ?? null
}

function branchOf(headers: ReadonlyMap<string, string>) {
  const [, ahead = '0', behind = '0'] = /^\+(\d+) -(\d+)$/.exec(headers.get('ab') ?? '') ?? []
  const head = headers.get('oid') ?? '(initial)'
  const name = headers.get('head') ?? '(detached)'
  return {
    branch: name === '(detached)' ? null : name,
    head: head === '(initial)' ? null : head,
    upstream: headers.get('upstream') ?? null,
    ahead: Number(ahead),
    behind: Number(behind),
  }
}

/** Of a file that Git does not know. null: no text, too large, or not there. */
async function countLines(folder: string, file: string): Promise<Lines> {
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
    return null
  }
}
