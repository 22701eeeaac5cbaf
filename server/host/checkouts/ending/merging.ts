import { HomeportError } from '#shared/errors.ts'
import type { Checkout } from '#shared/session/checkout.ts'
import { repositoryOf, underWay } from '../../git/reading/repository.ts'
import { commitOf } from '../../git/reading/diff.ts'
import { Git, type GitDeps } from '../../git/running/git.ts'
import type { Setting } from '../../git/running/gitSettings.ts'
import { checkedOutIn, isBranch } from '../repository/refs.ts'

/** What a worktree would be merged into, or why it cannot be. */
export interface MergePlan {
  readonly into: string | null
  readonly ahead: number | null
  readonly problem: string | null
}

/** Looks whether a worktree can be merged into the branch that it began at. Changes nothing. */
export async function planMerge({ from, branch, base }: Checkout, deps: GitDeps): Promise<MergePlan> {
  const git = new Git(from, deps)
  const into = base !== null && (await isBranch(git, base)) ? base : null
  if (branch === null || into === null || !(await isBranch(git, branch))) {
    return { into: null, ahead: null, problem: 'It began at no branch that is still there. Merge it by hand.' }
  }
  const ahead = await counted(git, `refs/heads/${into}..refs/heads/${branch}`)
  const conflicts = ahead === 0 ? [] : await conflictsOf(git, into, branch)
  const problem =
    conflicts.length === 0
      ? null
      : `Both sides changed ${conflicts.slice(0, 5).join(', ')}${conflicts.length > 5 ? ` and ${conflicts.length - 5} more` : ''}. Merge ${into} into ${branch} first, here or by asking Claude.`
  return { into, ahead, problem }
}

/**
 * Merges the branch of a worktree into the one that it began at, as the repository is configured where that is checked out.
 * Returns the commit that it stands at then; null: there was nothing to merge.
 * @throws HomeportError SESSION_003 where they conflict, or something is in the way; nothing was changed then.
 */
export async function mergeBack(checkout: Checkout, deps: GitDeps): Promise<string | null> {
  const { into, ahead, problem } = await planMerge(checkout, deps)
  const { branch } = checkout
  if (into === null || branch === null || problem !== null) {
    throw new HomeportError('SESSION_003', `${problem ?? 'There is nothing to merge.'} Nothing was changed.`)
  }
  if (ahead === 0) {
    return null
  }
  const git = new Git(checkout.from, deps)
  const folder = await checkedOutIn(git, into)
  await (folder === null ? mergeBeside(git, into, branch) : mergeIn(new Git(folder, deps), branch))
  return commitOf(git, `refs/heads/${into}`)
}

async function mergeIn(git: Git, branch: string): Promise<void> {
  const waits = underWay(await repositoryOf(git))
  if (waits !== null) {
    throw new HomeportError(
      'SESSION_003',
      `A ${waits.replace('_', '-')} is under way in ${git.folder}: finish or abort it first. Nothing was merged.`,
    )
  }
  try {
    await git.run('acting', { args: ['merge', '--no-edit', '--quiet', `refs/heads/${branch}`] })
  } catch (error) {
    if (underWay(await repositoryOf(git)) === 'merge') {
      await git.run('acting', { args: ['merge', '--abort'] })
    }
    const why = error instanceof Error ? error.message : String(error)
    throw new HomeportError('SESSION_003', `It could not be merged in ${git.folder}. ${why} Nothing was changed.`, {
      cause: error,
    })
  }
}

/** Where the branch is checked out nowhere, no folder is needed to merge. */
async function mergeBeside(git: Git, into: string, branch: string): Promise<void> {
  const [old, theirs] = [await commitOf(git, `refs/heads/${into}`), await commitOf(git, `refs/heads/${branch}`)]
  const isAhead = (await git.try('reading', { args: ['merge-base', '--is-ancestor', old, theirs] })).code === 0
  const merged = isAhead
    ? theirs
    : await mergeCommit(git, { old, theirs, message: `Merge branch '${branch}' into ${into}` })
  await git.run('staging', { args: ['update-ref', '-m', 'merge by Homeport', `refs/heads/${into}`, merged, old] })
}

async function mergeCommit(
  git: Git,
  { old, theirs, message }: { old: string; theirs: string; message: string },
): Promise<string> {
  const merged = await git.run('staging', { args: ['merge-tree', '--write-tree', old, theirs] })
  const tree = merged.toString('latin1').split('\n')[0] ?? ''
  const args = ['commit-tree', tree, '-p', old, '-p', theirs, '-m', message]
  return (await git.run('staging', { args })).toString('latin1').trim()
}

/**
 * Files that both sides changed; none where this Git cannot say without merging (before 2.38), or without a program of the
 * repository. It is asked by whoever only looks: nothing of the repository runs, and nobody is reached.
 */
async function conflictsOf(git: Git, into: string, branch: string): Promise<string[]> {
  const names = await git.try('reading', { args: ['config', '--null', '--name-only', '--get-regexp', DRIVER_KEYS] })
  if (names.code !== 0 && names.code !== 1) {
    return []
  }
  const args = [
    'merge-tree',
    '--write-tree',
    '--name-only',
    '--no-messages',
    '-z',
    `refs/heads/${into}`,
    `refs/heads/${branch}`,
  ]
  const ended = await git.try('reading', { args, settings: withoutMergeDrivers(names.output.toString('utf8')) })
  if (ended.code !== 1) {
    return []
  }
  return ended.output
    .toString('utf8')
    .split('\0')
    .slice(1)
    .filter((name) => name !== '')
}

const DRIVER_KEYS = String.raw`^merge\..*\.driver$`

/** Instead of each merge driver one that finds no conflict: the merge itself runs the real one, and says where it does not. */
function withoutMergeDrivers(names: string): readonly Setting[] {
  const drivers = names.split('\0').filter((key) => key !== '')
  // The threshold of reading would count as binary what the merge does not.
  return [...drivers.map((key): Setting => [key, 'true']), ['core.bigFileThreshold', '512m']]
}

async function counted(git: Git, range: string): Promise<number> {
  return Number((await git.read(['rev-list', '--count', range])).toString('latin1').trim())
}
