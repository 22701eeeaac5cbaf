import { HomeportError } from '#shared/errors.ts'
import type { AutoCommitPoint } from '#shared/operations/autoCommit.ts'
import { assertName } from '../../git/changing/branches.ts'
import { commitOf } from '../../git/reading/diff.ts'
import { timestampOf } from '../../git/reading/history.ts'
import { repositoryOf } from '../../git/reading/repository.ts'
import type { Git } from '../../git/running/git.ts'
import { TRAILER } from '../committing/message.ts'
import { milestonesOf } from '../committing/milestones.ts'
import { SIDE, revision } from '../committing/place.ts'

const FORMAT = ['%H', '%ct', '%s', `%(trailers:key=${TRAILER},valueonly,separator=%x20)`].join('%x00')
const FIELDS = 4

/** So far back a branch is looked through: an old repository has a million commits of people’s. */
const MOST_LOOKED_AT = 2_000

/** What Homeport committed, on the branch and beside all branches, the newest first. */
export async function listPoints(git: Git, limit: number): Promise<AutoCommitPoint[]> {
  await repositoryOf(git)
  const reached = await milestonesOf(git)
  const head = await revision(git, 'HEAD')
  const side = await logOf(git, [
    `--glob=${SIDE}`,
    '--not',
    '--branches',
    '--remotes',
    ...(head === null ? [] : ['HEAD']),
  ])
  const branch = head === null ? [] : await logOf(git, [head])
  const all = [
    ...side.map((point) => ({ ...point, where: 'side' as const })),
    ...branch.map((point) => ({ ...point, where: 'branch' as const })),
  ]
  return all
    .filter((point) => point.session_id !== '' || reached.has(point.commit))
    .toSorted((a, b) => b.time - a.time)
    .slice(0, limit)
    .map(({ commit, time, subject, session_id, where }) => ({
      commit,
      at: timestampOf(time),
      subject: subject.slice(0, 200),
      where,
      milestones: [...(reached.get(commit) ?? [])],
      session_id: session_id === '' ? null : session_id.slice(0, 64),
    }))
}

interface Logged {
  readonly commit: string
  readonly time: number
  readonly subject: string
  readonly session_id: string
}

async function logOf(git: Git, from: readonly string[]): Promise<Logged[]> {
  const args = [
    'log',
    '-z',
    '--no-show-signature',
    '--no-mailmap',
    `--max-count=${MOST_LOOKED_AT}`,
    `--format=${FORMAT}`,
  ]
  const fields = (await git.read([...args, ...from, '--'])).toString('utf8').split('\0')
  return Array.from({ length: Math.floor(fields.length / FIELDS) }, (_, at) => {
    const [commit = '', time = '0', subject = '', session_id = ''] = fields.slice(at * FIELDS, at * FIELDS + FIELDS)
    return { commit, time: Number(time), subject, session_id: session_id.trim() }
  })
}

/**
 * Makes a branch at a point, and switches nowhere.
 * @throws HomeportError FILE_006 for what is no point · SESSION_003 where the name is taken · HTTP_002 for one that Git does not take.
 */
export async function restorePoint(
  git: Git,
  { commit, branch }: { readonly commit: string; readonly branch: string },
): Promise<string> {
  await repositoryOf(git)
  await assertName(git, branch)
  const at = await commitOf(git, commit)
  if (!(await isReached(git, at))) {
    throw new HomeportError('FILE_006', 'That is no point that Homeport keeps. Nothing was changed.')
  }
  const args = ['update-ref', '-m', 'restored by Homeport', `refs/heads/${branch}`, at, '0'.repeat(at.length)]
  const ended = await git.try('staging', { args })
  if (ended.code !== 0) {
    throw new HomeportError(
      'SESSION_003',
      `There is a branch ${branch} already. Nothing was changed; choose another name.`,
    )
  }
  return branch
}

async function isReached(git: Git, commit: string): Promise<boolean> {
  const args = [
    'for-each-ref',
    '--count=1',
    '--format=x',
    `--contains=${commit}`,
    SIDE,
    'refs/heads',
    'refs/homeport/milestone',
  ]
  return (await git.read(args)).length > 0
}
