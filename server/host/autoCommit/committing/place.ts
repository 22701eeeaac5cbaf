import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import path from 'node:path'
import type { AutoCommitProblem, AutoCommitRules } from '#shared/operations/autoCommit.ts'
import { type Found, underWay } from '../../git/reading/repository.ts'
import type { Git } from '../../git/running/git.ts'

/** Points that disturb no branch lie here: `branch/NAME`, with `%2F` for a slash, or `detached/WORKTREE`. */
export const SIDE = 'refs/homeport/auto'

/** Where commits go. */
export interface Place {
  /** What moves on. */
  readonly ref: string
  /** What it stands at; null: it is not there yet. */
  readonly old: string | null
  readonly parents: readonly string[]
  /** The branch that is checked out, where commits go onto it. */
  readonly branch: string | null
}

export function problemOf(reason: AutoCommitProblem['reason'], message: string): AutoCommitProblem {
  return { reason, message }
}

/** Why nothing may be committed at this moment; null: it may. */
export async function notNow(git: Git, found: Found): Promise<AutoCommitProblem | null> {
  const waits = underWay(found) ?? (existsSync(path.join(found.gitDir, 'sequencer')) ? 'cherry_pick' : null)
  if (waits !== null) {
    return problemOf('under_way', `A ${waits.replace('_', '-')} is under way: nothing is committed until it is over.`)
  }
  // A stash that was brought back leaves conflicts, and nothing under way.
  const conflicts = await git.read(['ls-files', '--unmerged', '-z'])
  return conflicts.length > 0
    ? problemOf('conflicts', 'Files are in conflict: nothing is committed until they are resolved.')
    : null
}

export async function placeOf(
  git: Git,
  found: Found,
  target: AutoCommitRules['target'],
): Promise<Place | AutoCommitProblem> {
  const head = await revision(git, 'HEAD')
  const branch = await checkedOut(git)
  if (head === null) {
    return problemOf(
      'no_commit',
      'Nothing is committed in this repository yet. Commit once yourself, then this begins.',
    )
  }
  if (target === 'branch') {
    return branch === null
      ? problemOf('detached', 'No branch is checked out here. Switch to one, or keep points beside the branch.')
      : { ref: `refs/heads/${branch}`, old: head, parents: [head], branch }
  }
  const ref = sideRef(branch, found)
  const tip = await revision(git, ref)
  if (tip === null) {
    return { ref, old: null, parents: [head], branch: null }
  }
  const asked = await git.try('reading', { args: ['merge-base', '--is-ancestor', head, tip] })
  // Where the branch has gone on, so do the points; what they were before stays reachable.
  return { ref, old: tip, parents: asked.code === 0 ? [tip] : [head, tip], branch: null }
}

/** A branch `a` may become `a/b`: names that are folders of each other cannot both be refs. */
export function sideRef(branch: string | null, { gitDir }: Pick<Found, 'gitDir'>): string {
  return branch === null
    ? `${SIDE}/detached/${createHash('sha256').update(gitDir).digest('hex').slice(0, 12)}`
    : `${SIDE}/branch/${branch.replaceAll('%', '%25').replaceAll('/', '%2F')}`
}

/** null: a commit is checked out, no branch. */
export async function checkedOut(git: Git): Promise<string | null> {
  const { code, output } = await git.try('reading', { args: ['symbolic-ref', '--quiet', 'HEAD'] })
  const ref = output.toString('utf8').trim()
  return code === 0 && ref.startsWith('refs/heads/') ? ref.slice('refs/heads/'.length) : null
}

/** null: it names no commit. */
export async function revision(git: Git, name: string): Promise<string | null> {
  const ended = await git.try('reading', { args: ['rev-parse', '--verify', '--quiet', `${name}^{commit}`] })
  return ended.code === 0 ? ended.output.toString('latin1').trim() : null
}
