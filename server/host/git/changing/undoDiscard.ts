import { HomeportError } from '#shared/errors.ts'
import { writeVersion } from '../../workspaces/checkpoints/keeping/writeVersion.ts'
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
    const isAsDiscarded = was === undefined ? is?.blob === null || unfinished?.has(before.path) : is && isSame(is, was)
    if (is !== undefined && was === undefined && isSame(is, before)) {
      restored.push(before.path)
    } else if (isAsDiscarded === true) {
      await bringBack(git, before)
      restored.push(before.path)
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

function isSame(one: KeptFile, other: KeptFile): boolean {
  return one.blob === other.blob && one.mode === other.mode
}

async function bringBack(git: Git, { path, mode, blob }: KeptFile): Promise<void> {
  if (blob === null || mode === null) {
    writeVersion({ folder: git.folder, relative: path, version: null, bytes: null })
    return
  }
  writeFile(git, { path, mode, bytes: await git.read(['cat-file', 'blob', blob], { max_bytes: 512 * 1024 * 1024 }) })
}
