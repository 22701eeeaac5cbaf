import { HomeportError } from '#shared/errors.ts'
import type { AutoCommitRules } from '#shared/operations/autoCommit.ts'
import { pushTarget, remotesOf } from '../../git/network/remotes.ts'
import type { Git } from '../../git/running/git.ts'
import { TRAILER } from '../committing/message.ts'
import { checkedOut } from '../committing/place.ts'
import type { PushState } from './pushing.ts'

/** More are not counted. */
const MOST = 1_000

/**
 * What was to be pushed and is not, as the repository itself tells it: a host that stopped remembers no push that waited, and pushes
 * nothing unasked. null: nothing of the kind, or nothing that it could tell.
 */
export async function unpushed(git: Git, rules: AutoCommitRules): Promise<PushState | null> {
  const branch = rules.push && rules.target === 'branch' ? await checkedOut(git) : null
  const count = branch === null ? 0 : await countUnpushed(git)
  if (branch === null || count === 0 || !(await remembersPushes(git))) {
    return null
  }
  const commits = count === 1 ? 'One commit' : `${count === MOST ? 'A thousand or more' : count} commits`
  const [are, them] = count === 1 ? ['is', 'it'] : ['are', 'them']
  const next = rules.enabled ? ` The next one that is made takes ${them} along.` : ''
  const message = `${commits} of Homeport’s on ${branch} ${are} at no remote yet.${next}`
  return { state: 'unpushed', message }
}

/** Commits of Homeport's own of the branch that is checked out, as far as no remote is known to have them. */
async function countUnpushed(git: Git): Promise<number> {
  const of = [`--grep=^${TRAILER}: `, `--max-count=${MOST}`, 'HEAD', '--not', '--remotes']
  const { code, output } = await git.try('reading', { args: ['rev-list', '--count', ...of, '--'] })
  return code === 0 ? Number(output.toString('latin1')) : 0
}

/**
 * Whether a push of the branch would be seen here afterwards: where nothing below `refs/remotes` stands for it (a clone of one branch,
 * a mirror), commits look unpushed for good. Without a remote there is nothing to be seen.
 */
async function remembersPushes(git: Git): Promise<boolean> {
  const remotes = await remotesOf(git).catch(noneIn)
  if (remotes === null) {
    return false
  }
  const target = await pushTarget(git, remotes)
  if (target === null) {
    return remotes.length === 0
  }
  const { code, output } = await git.try('reading', {
    args: ['config', '--get-all', `remote.${target.remote.name}.fetch`],
  })
  const refspecs = code === 0 ? output.toString('utf8').split('\n') : []
  const ref = `refs/heads/${target.branch}`
  const isLeftOut = refspecs.some((spec) => spec.startsWith('^') && covers(spec.slice(1), ref))
  return !isLeftOut && refspecs.some((spec) => tracks(spec.replace(/^\+/, ''), ref))
}

/** Git refuses to name them, such as for a refspec that is none. @throws all that nobody expects. */
function noneIn(error: unknown): null {
  if (error instanceof HomeportError) {
    return null
  }
  throw error
}

/** `FROM:TO`, without a plus before it. */
function tracks(refspec: string, ref: string): boolean {
  const [from = '', to = ''] = refspec.split(':')
  return to.startsWith('refs/remotes/') && covers(from, ref)
}

/** Git allows one asterisk. */
function covers(pattern: string, ref: string): boolean {
  const [before = '', after] = pattern.split('*')
  if (after === undefined) {
    return pattern === ref
  }
  return ref.length >= before.length + after.length && ref.startsWith(before) && ref.endsWith(after)
}
