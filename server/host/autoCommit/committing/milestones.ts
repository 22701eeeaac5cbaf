import { Milestone } from '#shared/operations/autoCommit.ts'
import type { Git } from '../../git/running/git.ts'

/** `KIND/COMMIT`: what was reached at a commit. It keeps the commit, too. */
export const MILESTONES = 'refs/homeport/milestone'
const MOST = 2_000

/** Says what was reached at a commit. Idempotent. */
export async function markMilestone(git: Git, commit: string, milestone: Milestone): Promise<void> {
  await git.run('staging', { args: ['update-ref', `${MILESTONES}/${milestone}/${commit}`, commit] })
}

/** What was reached, by commit; of the latest ones. */
export async function milestonesOf(git: Git): Promise<ReadonlyMap<string, readonly Milestone[]>> {
  const args = ['for-each-ref', `--count=${MOST}`, '--sort=-committerdate', '--format=%(refname)', MILESTONES]
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
