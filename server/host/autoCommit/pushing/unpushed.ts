import type { AutoCommitRules } from '#shared/operations/autoCommit.ts'
import type { Git } from '../../git/running/git.ts'
import { TRAILER } from '../committing/message.ts'
import { checkedOut } from '../committing/place.ts'
import type { PushState } from './pushing.ts'

/** More are not counted. */
const MOST = 1_000

/**
 * What was to be pushed and is not, as the repository itself tells it: a host that stopped remembers no push that waited, and pushes
 * nothing unasked. null: nothing of the kind.
 */
export async function unpushed(git: Git, rules: AutoCommitRules): Promise<PushState | null> {
  const branch = rules.push && rules.target === 'branch' ? await checkedOut(git) : null
  const count = branch === null ? 0 : await countUnpushed(git)
  if (branch === null || count === 0) {
    return null
  }
  const commits = count === 1 ? 'One commit' : `${count === MOST ? 'A thousand or more' : count} commits`
  const message = `${commits} of Homeport’s on ${branch} ${count === 1 ? 'is' : 'are'} at no remote yet. The next one that is made takes ${count === 1 ? 'it' : 'them'} along.`
  return { state: 'unpushed', message }
}

/** Commits of Homeport's own of the branch that is checked out, as far as no remote is known to have them. */
async function countUnpushed(git: Git): Promise<number> {
  const of = [`--grep=^${TRAILER}: `, `--max-count=${MOST}`, 'HEAD', '--not', '--remotes']
  const { code, output } = await git.try('reading', { args: ['rev-list', '--count', ...of, '--'] })
  return code === 0 ? Number(output.toString('latin1')) : 0
}
