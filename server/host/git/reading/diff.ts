import { HomeportError } from '#shared/errors.ts'
import { lstat } from 'node:fs/promises'
import path from 'node:path'
import type { GitSides } from '#shared/operations/git.ts'
import type { Git } from '../running/git.ts'
import { pathBytes, pathPattern, pathText } from '../running/gitPath.ts'
import { type Found, repositoryOf } from './repository.ts'
import { readNames } from './names.ts'
import { type Patch, readPatch } from './patch.ts'
import { SAFE_DIFF, readNumstat } from './numstat.ts'

export interface DiffAsked {
  readonly sides: GitSides
  readonly path: string
  readonly from?: string | undefined
  readonly revision?: string | undefined
  /** Unchanged lines around each change. */
  readonly context: number
}

/** More context than any file has lines. */
export const WHOLE = 10_000_000
const MAX_PATCH = 16 * 1024 * 1024

/** How one file differs between two sides. @throws HomeportError FILE_006 for a path that leads nowhere. */
export async function gitPatch(git: Git, asked: DiffAsked): Promise<Patch> {
  const found = await repositoryOf(git)
  const bytes = bytesOf(asked.path)
  const name = [asked.sides, asked.revision ?? '', asked.path].join('\0')
  const printed = await printPatch(git, asked, { bytes, sides: await sidesOf(git, asked) })
  const ofThis = printed.length > 0 ? oneFile(printed, bytes) : printed
  if (ofThis.length > 0 || asked.sides === 'staged' || asked.sides === 'commit' || (await isKnown(git, bytes))) {
    return readPatch(ofThis, name)
  }
  return readPatch(await untracked(git, found, bytes), name)
}

/** The bytes of a path from outside. @throws HomeportError FILE_006 for one that leads elsewhere. */
export function bytesOf(text: string): Buffer {
  const bytes = pathBytes(text)
  if (bytes === null) {
    throw new HomeportError('FILE_006', 'There is no such file in this folder.', { details: { path: text } })
  }
  return bytes
}

interface Wanted {
  readonly bytes: Buffer
  readonly sides: readonly string[]
}

async function sidesOf(git: Git, { sides, revision }: DiffAsked): Promise<readonly string[]> {
  switch (sides) {
    case 'staged':
      return ['--cached']
    case 'working':
      return ['--ours']
    case 'against':
      return [await mergeBase(git, revision)]
    case 'commit': {
      const commit = await commitOf(git, revision ?? 'HEAD')
      return [await parentOf(git, commit), commit]
    }
  }
}

/** The first one; of a commit that has none, the tree without files. */
export async function parentOf(git: Git, commit: string): Promise<string> {
  const parent = await git.try('reading', { args: ['rev-parse', '--verify', '--quiet', `${commit}^1`] })
  const id = parent.code === 0 ? parent.output : await git.read(['hash-object', '-t', 'tree', '--stdin'])
  return id.toString('latin1').trim()
}

function printPatch(git: Git, asked: DiffAsked, { bytes, sides }: Wanted): Promise<Buffer> {
  const named = pathPattern(bytes)
  const more = asked.from === undefined ? [] : pathPattern(bytesOf(asked.from)).args.slice(1)
  const args = ['diff', ...SAFE_DIFF, `-U${asked.context}`, '--full-index', ...sides, ...named.args, ...more]
  return git.read(args, {
    max_bytes: MAX_PATCH,
    ...(named.isExact ? {} : { env: { GIT_LITERAL_PATHSPECS: '0' } }),
  })
}

/** Of several files that a pattern found, the one that is meant. */
function oneFile(printed: Buffer, bytes: Buffer): Buffer {
  const starts: number[] = []
  for (let at = 0; at !== -1; at = nextStart(printed, at)) {
    if (printed.subarray(at, at + 11).equals(START)) {
      starts.push(at)
    }
    if (at === printed.length) {
      break
    }
  }
  if (starts.length < 2) {
    return printed
  }
  const parts = starts.map((start, index) => printed.subarray(start, starts[index + 1] ?? printed.length))
  const name = Buffer.from(pathText(bytes).replace(/^"|"$/g, ''), 'latin1')
  return parts.find((part) => part.subarray(0, part.indexOf(0x0a)).includes(name)) ?? Buffer.alloc(0)
}

const START = Buffer.from('diff --git ')

function nextStart(printed: Buffer, from: number): number {
  const at = printed.indexOf('\ndiff --git ', from)
  return at === -1 ? -1 : at + 1
}

/** A file that Git does not know yet, as all new. Only files and links: nothing is read from a pipe. */
async function untracked(git: Git, { top }: Found, bytes: Buffer): Promise<Buffer> {
  const text = pathText(bytes)
  const stats = text.startsWith('"') ? null : await lstat(path.join(git.folder, text)).catch(() => null)
  if (
    stats === null ||
    !(stats.isFile() || stats.isSymbolicLink()) ||
    !(await isReachedWithoutLinks(top, git.folder, text))
  ) {
    return Buffer.alloc(0)
  }
  const args = ['diff', '--no-index', ...SAFE_DIFF, '--full-index', `-U${WHOLE}`, '--', '/dev/null', text]
  return git.read(args, { alsoFine: [1], max_bytes: MAX_PATCH })
}

/** What lies behind a link is not in this folder. */
async function isReachedWithoutLinks(top: string, folder: string, text: string): Promise<boolean> {
  const parts = text.split('/').slice(0, -1)
  for (let count = 1; count <= parts.length; count++) {
    const stats = await lstat(path.join(folder, ...parts.slice(0, count))).catch(() => null)
    if (stats === null || !stats.isDirectory()) {
      return false
    }
  }
  return folder.startsWith(top)
}

/** Whether the index has it. */
async function isKnown(git: Git, bytes: Buffer): Promise<boolean> {
  const named = pathPattern(bytes)
  const listed = await git.read(
    ['ls-files', '-z', ...named.args],
    named.isExact ? {} : { env: { GIT_LITERAL_PATHSPECS: '0' } },
  )
  return listed.length > 0
}

/** Where the own branch left another one. @throws HomeportError SESSION_003 where there is no such. */
export async function mergeBase(git: Git, revision: string | undefined): Promise<string> {
  const commit = await commitOf(git, revision ?? 'HEAD')
  const base = await git.try('reading', { args: ['merge-base', commit, 'HEAD'] })
  return base.code === 0 ? base.output.toString('latin1').trim() : commit
}

/** The id of what a revision names. @throws HomeportError FILE_006 where it names no commit. */
export async function commitOf(git: Git, revision: string): Promise<string> {
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]
  const ended = await git.try('reading', { args })
  if (ended.code !== 0) {
    throw new HomeportError('FILE_006', `This repository has no branch or commit ${revision}.`)
  }
  return ended.output.toString('latin1').trim()
}

/** Files that differ between where the own branch left another one and the folder. */
export async function gitCompare(git: Git, revision: string) {
  const { prefix } = await repositoryOf(git)
  const base = await mergeBase(git, revision)
  return changedFiles(git, prefix, ['diff', base])
}

const MAX_FILES = 2_000

/** `of`: which diff. Files of the session's folder alone. */
export async function changedFiles(git: Git, prefix: string, of: readonly string[]) {
  const [names, counts] = await Promise.all([
    git.read([...of, '--name-status', '-z', ...SAFE_DIFF]),
    git.read([...of, '--numstat', '-z', ...SAFE_DIFF]),
  ])
  const lines = new Map([...readNumstat(counts)].map((one) => [one.path.toString('latin1'), one.lines]))
  const files = [...readNames(names, prefix)].map(({ whole, ...file }) => ({
    ...file,
    lines: lines.get(whole) ?? null,
  }))
  return { files: files.slice(0, MAX_FILES), more: Math.max(0, files.length - MAX_FILES) }
}
