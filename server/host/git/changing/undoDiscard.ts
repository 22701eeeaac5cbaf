import { HomeportError } from '#shared/errors.ts'
import { NotReachable, writeVersion } from '../../workspaces/checkpoints/keeping/writeVersion.ts'
import type { Git } from '../running/git.ts'
import { repositoryOf } from '../reading/repository.ts'
import { keepAll, writeFile } from './discard.ts'
import { type KeptFile, readDiscarded } from './discardedRef.ts'

/** Brings back what was discarded, but for files that somebody changed since: those are left. */
export async function undoDiscard(git: Git, discard_id: string): Promise<{ restored: string[]; left: string[] }> {
  const { prefix } = await repositoryOf(git)
  const kept = await readDiscarded(git, discard_id)
  if (kept.prefix !== prefix) {
    throw new HomeportError('FILE_006', 'This was discarded in another folder of the repository.')
  }
  const restored: string[] = []
  const left: string[] = []
  const paths = kept.before.map(({ path }) => path)
  const now = await keepAll(git, paths)
  const unfinished = kept.after === null ? await asInIndex(git, paths) : null
  for (const [index, before] of kept.before.entries()) {
    const is = now[index]
    const was = kept.after?.[index]
    if (is !== undefined && (was === undefined ? isLossless(is, before, unfinished) : isSame(is, was))) {
      const isBack = isSame(is, before) || (await bringBack(git, before))
      ;(isBack ? restored : left).push(before.path)
    } else {
      left.push(before.path)
    }
  }
  return { restored, left }
}

/**
 * Which of them hold nothing that the index has not: of a discard that never ended nobody wrote down what it left, and what
 * it had done by then is these, and files that are not there.
 */
async function asInIndex(git: Git, paths: readonly string[]): Promise<ReadonlySet<string>> {
  const named = paths.length > 200 ? [] : ['--', ...paths]
  const [known, changed] = await Promise.all(
    ['--cached', '--modified'].map(async (which) => {
      const listed = await git.read(['ls-files', '-z', which, ...named])
      return new Set(listed.toString('utf8').split('\0'))
    }),
  )
  return new Set(paths.filter((path) => known?.has(path) === true && changed?.has(path) === false))
}

/** Where nobody wrote down what a discard left: whether nothing there would be lost. */
function isLossless(is: KeptFile, before: KeptFile, asIndexed: ReadonlySet<string> | null): boolean {
  return is.blob === null || isSame(is, before) || asIndexed?.has(is.path) === true
}

function isSame(one: KeptFile, other: KeptFile): boolean {
  return one.blob === other.blob && one.mode === other.mode
}

/** False: a folder or a file is in its way, and stays. */
async function bringBack(git: Git, { path, mode, blob }: KeptFile): Promise<boolean> {
  try {
    if (blob === null || mode === null) {
      writeVersion({ folder: git.folder, relative: path, version: null, bytes: null })
    } else {
      const bytes = await git.read(['cat-file', 'blob', blob], { max_bytes: 512 * 1024 * 1024 })
      writeFile(git, { path, mode, bytes })
    }
    return true
  } catch (error) {
    if (error instanceof NotReachable) {
      return false
    }
    throw error
  }
}
