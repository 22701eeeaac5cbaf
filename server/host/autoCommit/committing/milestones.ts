import { Milestone } from '#shared/operations/autoCommit.ts'
import type { Git } from '../../git/running/git.ts'

/** `KIND/COMMIT`: what was reached at a commit. It keeps the commit, too. */
export const MILESTONES = 'refs/homeport/milestone'
/** So many are shown. */
const MOST_SHOWN = 2_000

/** Says what was reached at a commit. Idempotent. */
export async function markMilestone(git: Git, commit: string, milestone: Milestone): Promise<void> {
  await git.run('staging', { args: ['update-ref', `${MILESTONES}/${milestone}/${commit}`, commit] })
}

/** What was reached, by commit; of the latest ones. */
export function milestonesOf(git: Git): Promise<ReadonlyMap<string, readonly Milestone[]>> {
  return listed(git, [`--count=${MOST_SHOWN}`, '--sort=-committerdate'])
}

/** What was reached, by commit; of all. @throws HomeportError FILE_001 where there are more than Homeport takes. */
export function allMilestones(git: Git): Promise<ReadonlyMap<string, readonly Milestone[]>> {
  return listed(git, [])
}

async function listed(git: Git, which: readonly string[]): Promise<ReadonlyMap<string, readonly Milestone[]>> {
  const args = ['for-each-ref', ...which, '--format=%(refname)', MILESTONES]
  const all = new Map<string, Milestone[]>()
  for (const line of (await git.read(args)).toString('utf8').split('\n')) {
    const [kind, commit = ''] = line.slice(MILESTONES.length + 1).split('/')
    const milestone = Milestone.safeParse(kind).data
    if (milestone !== undefined) {
      all.set(commit, [...(all.get(commit) ?? []), milestone])
    }
  }
  return all
}
