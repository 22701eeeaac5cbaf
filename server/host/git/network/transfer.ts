import { HomeportError } from '#shared/errors.ts'
import type { ParamsOf, ResultOf } from '#shared/operations/table.ts'
import { conflictsOf } from '../reading/conflicts.ts'
import { commitOf } from '../reading/diff.ts'
import { repositoryOf, underWay } from '../reading/repository.ts'
import type { Git, GitAsked } from '../running/git.ts'
import type { GitOutput } from '../running/gitProcess.ts'
import { linkFromRemote, pullRequestLink } from './pullRequestLink.ts'
import { fetchedHost, pulledRemote, pushTarget, pushedHost, remotesOf } from './remotes.ts'
import { networkTrouble } from './trouble.ts'

/** How Git is run with a remote: signed in for its host, told of, and cancellable. Never rejects for Git’s own failure. */
export type Reach = (host: string | null, asked: GitAsked) => Promise<GitOutput>

const GENTLY = ['--progress', '--no-recurse-submodules']

/** @throws HomeportError SESSION_003 with a reason; FILE_006 for a remote that there is none of. */
export async function fetchRemote(
  git: Git,
  reach: Reach,
  asked: { readonly remote?: string | undefined },
): Promise<ResultOf<'git.fetch'>> {
  const remotes = await remotesOf(git)
  const wanted = (await pulledRemote(git, remotes))?.name ?? 'origin'
  const remote = remotes.find(({ name }) => name === (asked.remote ?? wanted)) ?? remotes[0]
  if (remote === undefined || (asked.remote !== undefined && remote.name !== asked.remote)) {
    throw new HomeportError('FILE_006', 'This repository has no such remote. Nothing was fetched.')
  }
  const before = await refsOf(git)
  const ended = await reach(fetchedHost(remote), { args: ['fetch', ...GENTLY, '--', remote.name] })
  if (ended.code !== 0) {
    throw networkTrouble(ended)
  }
  const after = await refsOf(git)
  const changed = [...after].filter(([name, id]) => before.get(name) !== id).length
  const gone = [...before.keys()].filter((name) => !after.has(name)).length
  return { remote: remote.name, updated: changed + gone }
}

async function refsOf(git: Git): Promise<Map<string, string>> {
  const args = ['for-each-ref', '--format=%(refname)%00%(objectname)', 'refs/remotes', 'refs/tags']
  const lines = (await git.read(args)).toString('utf8').split('\n')
  return new Map(
    lines.filter(Boolean).map((line): [string, string] => [line.split('\0')[0] ?? '', line.split('\0')[1] ?? '']),
  )
}

const NONE = { inside: [], outside: [] }

const HOW = { configured: [], merge: ['--no-rebase'], rebase: ['--rebase'], fast_forward: ['--ff-only'] } as const

/** @throws HomeportError SESSION_003 with a reason where it did not begin; conflicts are an outcome. */
export async function pull(
  git: Git,
  reach: Reach,
  { how }: Pick<ParamsOf<'git.pull'>, 'how'>,
): Promise<ResultOf<'git.pull'>> {
  const found = await repositoryOf(git)
  const waits = underWay(found)
  if (waits !== null) {
    throw new HomeportError('SESSION_003', `A ${waits.replace('_', '-')} is under way: finish or abort it first.`)
  }
  const remote = await pulledRemote(git, await remotesOf(git))
  const before = await headOf(git)
  const ended = await reach(remote === null ? null : fetchedHost(remote), {
    args: ['pull', '--no-edit', ...GENTLY, ...HOW[how]],
  })
  const { inside: conflicts, outside } = ended.code === 0 ? NONE : await conflictsOf(git, found)
  const isInConflict = conflicts.length + outside.length > 0
  if (ended.code !== 0 && !isInConflict) {
    throw networkTrouble(ended)
  }
  const head = await headOf(git)
  return {
    outcome: isInConflict ? 'conflicts' : head === before ? 'up_to_date' : 'updated',
    head,
    conflicts,
    outside: outside.length,
  }
}

async function headOf(git: Git): Promise<string | null> {
  const { code, output } = await git.try('reading', { args: ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'] })
  return code === 0 ? output.toString('latin1').trim() : null
}

type Pushed = ResultOf<'git.push'>

/** @throws HomeportError SESSION_003 with a reason; FILE_006 for a remote or commit that there is none of. */
export async function push(
  git: Git,
  reach: Reach,
  asked: Pick<ParamsOf<'git.push'>, 'remote' | 'to' | 'force'> & { readonly isProtected: (branch: string) => boolean },
): Promise<Pushed> {
  const remotes = await remotesOf(git)
  const target = await pushTarget(git, remotes, asked)
  if (target === null) {
    const why = remotes.length === 0 ? 'This repository has no remote' : 'No branch is checked out'
    throw new HomeportError('SESSION_003', `${why}, so there is nowhere to push to. Nothing was pushed.`, {
      details: { reason: 'no_upstream' },
    })
  }
  const { remote, branch, from, sets_upstream } = target
  if (asked.isProtected(branch)) {
    throw new HomeportError(
      'SESSION_003',
      `${branch} is protected here (git.protected_branches): nothing is pushed onto it directly. Nothing was pushed. Push to a new branch, and make a pull request.`,
      { details: { reason: 'protected' } },
    )
  }
  const commit = await commitOf(git, 'HEAD')
  const options = [...(sets_upstream ? ['--set-upstream'] : []), ...(asked.force ? ['--force-with-lease'] : [])]
  const source = from === null ? commit : `refs/heads/${from}`
  const ended = await reach(pushedHost(remote), {
    args: ['push', '--porcelain', ...GENTLY, ...options, '--', remote.name, `${source}:refs/heads/${branch}`],
  })
  if (ended.code !== 0) {
    throw networkTrouble(ended)
  }
  const pull_request_url =
    pullRequestLink(remote.address, { branch, base: remote.default_branch }) ??
    linkFromRemote(ended.message, remote.host)
  return { remote: remote.name, branch, outcome: outcomeOf(ended.output), commit, pull_request_url }
}

/** What `--porcelain` says of the one branch. */
function outcomeOf(output: Buffer): Pushed['outcome'] {
  const [flag] = /^[ *=+-](?=\t)/m.exec(output.toString('utf8')) ?? []
  return flag === '*' ? 'created' : flag === '=' ? 'up_to_date' : 'pushed'
}
