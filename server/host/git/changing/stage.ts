import { HomeportError } from '#shared/errors.ts'
import type { Git } from '../running/git.ts'
import { WHOLE, bytesOf, gitPatch } from '../reading/diff.ts'
import type { Patch } from '../reading/patch.ts'
import { repositoryOf } from '../reading/repository.ts'
import { type ChosenLines, chooseLines } from './chooseLines.ts'

export interface ChangeAsked {
  readonly paths: readonly string[]
  readonly diff_id?: string | undefined
  readonly lines?: ChosenLines | undefined
}

const FROM_INPUT = ['--pathspec-from-file=-', '--pathspec-file-nul']

/** Puts files, or lines of one, into the index. */
export async function stage(git: Git, asked: ChangeAsked): Promise<void> {
  const { prefix } = await repositoryOf(git)
  const chosen = await chosenOf(git, asked, 'working')
  if (chosen !== null && !chosen.isAll) {
    const { old, new: fresh } = chosen.patch.modes
    await writeIndex(git, { path: prefixed(prefix, chosen.path), mode: old ?? fresh, bytes: chosen.bytes })
    return
  }
  await git.run('staging', { args: ['add', '-A', ...FROM_INPUT], input: namesOf(asked.paths) })
}

/** Makes the index have files, or lines of one, as the last commit has them. */
export async function unstage(git: Git, asked: ChangeAsked): Promise<void> {
  const { prefix } = await repositoryOf(git)
  const chosen = await chosenOf(git, asked, 'staged')
  if (chosen !== null && !chosen.isAll) {
    const { old, new: fresh } = chosen.patch.modes
    await writeIndex(git, { path: prefixed(prefix, chosen.path), mode: fresh ?? old, bytes: chosen.bytes })
    return
  }
  await git.run('staging', { args: ['reset', '-q', ...FROM_INPUT], input: namesOf(asked.paths) })
}

export interface ChosenPart {
  readonly path: string
  readonly patch: Patch
  readonly bytes: Buffer
  readonly isAll: boolean
}

/**
 * The file as it is with the chosen lines; null: whole files are chosen.
 * @throws HomeportError FILE_004 where it is not the diff that was shown.
 */
export async function chosenOf(
  git: Git,
  asked: ChangeAsked,
  of: 'working' | 'staged' | 'discard',
): Promise<ChosenPart | null> {
  const [path] = asked.paths
  if (asked.lines === undefined || path === undefined) {
    return null
  }
  const patch = await gitPatch(git, { sides: of === 'staged' ? 'staged' : 'working', path, context: WHOLE })
  if (patch.diff_id !== asked.diff_id) {
    throw new HomeportError(
      'FILE_004',
      'This file changed since its diff was shown. Nothing was changed; look at it again.',
    )
  }
  if (patch.kind !== 'text' || isNoFile(patch)) {
    throw new HomeportError('FILE_002', 'Single lines can be chosen in texts only. Choose the whole file.')
  }
  if (of !== 'staged' && (await isFiltered(git, path))) {
    throw new HomeportError(
      'FILE_002',
      'A filter of this repository (such as Git LFS) keeps this file in another form. Choose the whole file.',
    )
  }
  return { path, patch, ...chooseLines(patch, asked.lines, of === 'working' ? 'apply' : 'revert') }
}

/** A link and a submodule have no lines. */
function isNoFile({ modes }: Patch): boolean {
  return [modes.old, modes.new].some((mode) => mode === '120000' || mode === '160000')
}

async function isFiltered(git: Git, path: string): Promise<boolean> {
  const input = Buffer.concat([bytesOf(path), Buffer.from([0])])
  const said = await git.read(['check-attr', '-z', '--stdin', 'filter'], { input })
  const value = said.toString('utf8').split('\0')[2] ?? 'unspecified'
  return value !== 'unspecified' && value !== 'unset'
}

/** Paths with a zero after each, as Git reads them. */
export function namesOf(paths: readonly string[]): Buffer {
  return Buffer.concat(paths.flatMap((path) => [bytesOf(path), Buffer.from([0])]))
}

export function prefixed(prefix: string, path: string): Buffer {
  return Buffer.concat([Buffer.from(prefix, 'utf8'), bytesOf(path)])
}

/** The id under which the repository keeps these bytes from now on. Nothing converts them. */
export async function keepBlob(git: Git, bytes: Uint8Array): Promise<string> {
  const said = await git.run('staging', { args: ['hash-object', '-w', '--stdin', '--no-filters'], input: bytes })
  return said.toString('latin1').trim()
}

interface Entry {
  /** From the top of the repository. */
  readonly path: Buffer
  readonly mode: string | null
  readonly bytes: Uint8Array
}

async function writeIndex(git: Git, { path, mode, bytes }: Entry): Promise<void> {
  const id = await keepBlob(git, bytes)
  const input = Buffer.concat([Buffer.from(`${mode ?? '100644'} ${id}\t`), path, Buffer.from([0])])
  await git.run('staging', { args: ['update-index', '-z', '--index-info'], input })
}
