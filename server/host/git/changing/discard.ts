import { HomeportError } from '#shared/errors.ts'
import type { Discarded } from '#shared/operations/gitChange.ts'
import { counted } from '#shared/text/plural.ts'
import type { Clock, Ids } from '#server/platform/clock.ts'
import { readVersion, inFolder, statInside, statOrNull } from '../../workspaces/checkpoints/keeping/safeFile.ts'
import { versionOf } from '../../workspaces/checkpoints/keeping/version.ts'
import { writeVersion } from '../../workspaces/checkpoints/keeping/writeVersion.ts'
import type { Git } from '../running/git.ts'
import { bytesOf } from '../reading/diff.ts'
import { type Found, repositoryOf } from '../reading/repository.ts'
import { readStatus } from '../reading/status.ts'
import { type ChangeAsked, type ChosenPart, chosenOf, keepBlob, namesOf } from './stage.ts'
import { pruneKept } from './keptCommits.ts'
import { type Kept, type KeptFile, keepDiscarded } from './discardedRef.ts'

/** A larger file is not thrown away, since it could not be kept. */
const MAX_KEPT = 256 * 1024 * 1024

export interface DiscardDeps {
  readonly clock: Clock
  readonly ids: Ids
}

/** Makes the folder have files, or lines of one, as the index has them. What was there is kept first. */
export async function discard(git: Git, asked: ChangeAsked, deps: DiscardDeps): Promise<Discarded> {
  const found = await repositoryOf(git)
  asked.paths.forEach(bytesOf)
  const chosen = await chosenOf(git, asked, 'discard')
  const untracked = await untrackedOf(git, found, asked.paths)
  assertNothingInTheWay(git, asked.paths)
  const before = await keepAll(git, asked.paths)
  const kept: Kept = { prefix: found.prefix, at: deps.clock.timestamp(), before, after: null }
  const discard_id = deps.ids.uuid()
  const where = { git, found, discard_id }
  await keepDiscarded(where, kept)
  await pruneKept(git, deps.clock)
  assertUnchanged(git, before)
  assertNothingInTheWay(git, asked.paths)
  const isPart = chosen !== null && !chosen.isAll
  const removed = before.filter(({ path }) => !isPart && untracked.has(path))
  const written = before.filter((file) => !removed.includes(file))
  try {
    await (isPart ? writeChosen(git, chosen, before) : restore(git, written))
    remove(git, removed)
    await keepDiscarded(where, { ...kept, after: await keepAll(git, asked.paths) })
  } catch (error) {
    const is = (file: KeptFile) => stampOf(git, file.path)
    const done = [...written.filter((file) => is(file) !== file.stamp), ...removed.filter((file) => is(file) === null)]
    throw done.length === 0 ? error : stopped(error, { discard_id, done, all: before })
  }
  return { discard_id, paths: [...asked.paths], at: kept.at }
}

/** Comes first: where Git refuses, nothing has gone yet. */
async function restore(git: Git, tracked: readonly KeptFile[]): Promise<void> {
  if (tracked.length > 0) {
    const args = ['restore', '--worktree', '--pathspec-from-file=-', '--pathspec-file-nul']
    await git.run('staging', { args, input: namesOf(tracked.map(({ path }) => path)) })
  }
}

/** Git may have waited for a lock since the files were kept: each is looked at again before it goes. */
function remove(git: Git, untracked: readonly KeptFile[]): void {
  for (const file of untracked) {
    assertUnchanged(git, [file])
    try {
      writeVersion({ folder: git.folder, relative: file.path, version: null, bytes: null })
    } catch (cause) {
      throw new HomeportError('SESSION_003', `${file.path} could not be removed. It is still there.`, { cause })
    }
  }
}

interface Stopped {
  readonly discard_id: string
  readonly done: readonly KeptFile[]
  readonly all: readonly KeptFile[]
}

/** What stopped it may say that nothing was changed, and knows of its own step only. */
const FILES = { one: '# file', other: '# files' } as const

function stopped(cause: unknown, { discard_id, done, all }: Stopped): HomeportError {
  const sentences = cause instanceof HomeportError ? cause.message.split(/(?<=\.) /) : []
  const why = sentences.filter((one) => !one.startsWith('Nothing was ')).join(' ')
  return new HomeportError(
    'SESSION_003',
    `Discarding stopped half-way: ${done.length} of ${counted(all.length, FILES)} discarded, the rest as it was. What was there is kept under refs/homeport/discarded/${discard_id}: undo brings it back. ${why}`.trim(),
    { cause },
  )
}

/** Which of them Git does not know. @throws HomeportError where one has nothing to discard. */
async function untrackedOf(git: Git, { prefix }: Found, paths: readonly string[]): Promise<ReadonlySet<string>> {
  const args = ['status', '--porcelain=v2', '-z', '--untracked-files=all', '--ignore-submodules=dirty', '--no-renames']
  const pathspecs = ['--', ...paths]
  const { files } = readStatus(await git.read(paths.length > 200 ? args : [...args, ...pathspecs]), prefix)
  const known = new Map(files.map((file) => [file.path, file]))
  for (const path of paths) {
    const file = known.get(path)
    if (file === undefined || file.unstaged === null || path.endsWith('/') || file.is_submodule) {
      throw new HomeportError('FILE_006', 'There is nothing to discard there. Nothing was changed.', {
        details: { path },
      })
    }
    if (file.is_conflict) {
      throw new HomeportError(
        'SESSION_003',
        'This file is in a conflict of a merge: resolve it, or end the merge. Nothing was changed.',
      )
    }
    if (path.startsWith('"')) {
      throw new HomeportError(
        'FILE_002',
        'The name of this file is no UTF-8: discard it in a terminal. Nothing was changed.',
      )
    }
  }
  return new Set(files.filter(({ unstaged }) => unstaged === 'untracked').map(({ path }) => path))
}

/**
 * Git takes away whatever lies where a file of its own, or a folder on the way to it, belongs: a folder with all that is in it,
 * a file, a link. Nobody chose those, and they are not kept.
 */
function assertNothingInTheWay(git: Git, paths: readonly string[]): void {
  for (const path of paths) {
    const parts = path.split('/')
    for (let count = 1; count <= parts.length; count++) {
      const place = parts.slice(0, count).join('/')
      const stats = statOrNull(inFolder(git.folder, place))
      if (stats !== null && stats.isDirectory() === (count === parts.length)) {
        throw new HomeportError(
          'SESSION_003',
          `${place} stands where ${path} belongs, and would be lost. Nothing was changed. Move it away, then discard again.`,
        )
      }
    }
  }
}

/** Keeps what lies there as blobs of the repository, byte for byte. */
export async function keepAll(git: Git, paths: readonly string[]): Promise<KeptFile[]> {
  const kept: KeptFile[] = []
  for (const path of paths) {
    kept.push(await keepOne(git, path))
  }
  return kept
}

async function keepOne(git: Git, path: string): Promise<KeptFile> {
  const stats = statInside(git.folder, path)
  const version = stats === null ? null : versionOf(stats)
  if (version === null) {
    return { path, mode: null, blob: null, stamp: null }
  }
  const bytes = version.size > MAX_KEPT ? null : readVersion(inFolder(git.folder, path), version)
  if (bytes === null) {
    throw new HomeportError(
      'SESSION_003',
      `${path} is too large to be kept, or changes at this moment. Nothing was discarded.`,
      { details: { path } },
    )
  }
  const mode = version.kind === 'link' ? '120000' : version.mode & 0o100 ? '100755' : '100644'
  return { path, mode, blob: await keepBlob(git, bytes), stamp: version.stamp }
}

/** Whoever wrote meanwhile loses nothing. */
function assertUnchanged(git: Git, before: readonly KeptFile[]): void {
  for (const { path, stamp } of before) {
    if (stampOf(git, path) !== stamp) {
      throw new HomeportError('FILE_004', `${path} changes at this moment. Nothing was discarded; look at it again.`)
    }
  }
}

function stampOf(git: Git, path: string): string | null {
  const stats = statInside(git.folder, path)
  return (stats === null ? null : versionOf(stats))?.stamp ?? null
}

/** In the form in which the folder has it: line ends and encoding as the attributes say. */
async function writeChosen(git: Git, { path, patch, bytes }: ChosenPart, [before]: readonly KeptFile[]): Promise<void> {
  const blob = await keepBlob(git, bytes)
  const converted = await git.read(['cat-file', '--filters', `--path=${path}`, blob])
  const mode = before?.mode ?? patch.modes.old ?? '100644'
  writeFile(git, { path, mode, bytes: converted })
}

export function writeFile(
  git: Git,
  file: { readonly path: string; readonly mode: string; readonly bytes: Uint8Array },
): void {
  const kind = file.mode === '120000' ? 'link' : 'file'
  const mode = file.mode === '100755' ? 0o755 : 0o644
  const version = { kind, mode, size: file.bytes.length, stamp: '', content: null } as const
  writeVersion({ folder: git.folder, relative: file.path, version, bytes: file.bytes })
}
