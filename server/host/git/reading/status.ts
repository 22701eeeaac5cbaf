import type { GitChange, GitFile, GitStatus } from '#shared/operations/git.ts'
import type { Git } from '../running/git.ts'
import { pathText } from '../running/gitPath.ts'
import { type Changed, lineCounts } from './lineCounts.ts'
import { insideOf, zeroed } from './records.ts'
import { findRepository, underWay } from './repository.ts'

/** Listed at most; a repository in which more has changed says how many more. */
const MAX_FILES = 2_000

const STATUS = [
  'status',
  '--porcelain=v2',
  '--branch',
  '-z',
  '--untracked-files=all',
  '--ignore-submodules=dirty',
  '--find-renames',
]

/** What differs between last commit, index and folder. */
export async function gitStatus(git: Git): Promise<GitStatus> {
  const finding = await findRepository(git)
  if (finding.found === null) {
    return { repository: null, problem: finding.problem, files: [], more: 0, outside: 0, conflicts_outside: [] }
  }
  const { found } = finding
  const [printed, git_version] = await Promise.all([git.read(STATUS), git.version()])
  const read = readStatus(printed, found.prefix)
  const linesOf = await lineCounts(git, found, read.files)
  const files = read.files.map((file): GitFile => {
    const { sides: _, ...rest } = file
    return { ...rest, staged_lines: linesOf(file, 'staged'), unstaged_lines: linesOf(file, 'unstaged') }
  })
  const repository = { ...read.branch, under_way: underWay(found), git_version }
  const { more, outside, conflicts_outside } = read
  return { repository, problem: null, files, more, outside, conflicts_outside }
}

/** What `git status --porcelain=v2 --branch -z` says. `most`: files that are listed. */
export function readStatus(printed: Buffer, prefix: string, most = MAX_FILES) {
  const files: Changed[] = []
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

function fileOf(record: Buffer, from: Buffer | null, prefix: string): Changed | null {
  const kind = String.fromCharCode(record[0] ?? 0)
  const name = pathOf(record)
  const inside = insideOf(name, prefix)
  if (inside === null) {
    return null
  }
  const fields = record.subarray(0, record.length - name.length).toString('latin1')
  const [, xy = '..', sub = 'N...', ...sides] = fields.split(' ')
  const is_conflict = kind === 'u'
  return {
    path: inside,
    from: from === null ? null : insideOf(from, prefix),
    staged: kind === '?' || is_conflict ? null : changeOf(xy[0]),
    unstaged: kind === '?' ? 'untracked' : is_conflict ? 'modified' : changeOf(xy[1]),
    is_conflict,
    is_submodule: sub.startsWith('S'),
    sides: sides.join(' '),
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
