import type { GitBranch, GitCommit } from '#shared/operations/git.ts'
import type { Git } from '../running/git.ts'
import { changedFiles, commitOf } from './diff.ts'
import { repositoryOf } from './repository.ts'

const MAX_BRANCHES = 500

const BRANCH_FORMAT = [
  '%(refname)',
  '%(HEAD)',
  '%(upstream:short)',
  '%(upstream:track,nobracket)',
  '%(worktreepath)',
  '%(objectname)',
  '%(committerdate:unix)',
  '%(contents:subject)',
].join('%00')

/** Branches whose name holds `q`, the newest first. */
export async function gitBranches(git: Git, q: string): Promise<{ branches: GitBranch[]; more: number }> {
  await repositoryOf(git)
  const args = ['for-each-ref', '--sort=-committerdate', `--format=${BRANCH_FORMAT}%00`, 'refs/heads', 'refs/remotes']
  const printed = (await git.read(args)).toString('utf8')
  const wanted = q.toLowerCase()
  const branches = printed
    .split('\0\n')
    .flatMap((line) => branchOf(line.split('\0')))
    .filter(({ name }) => name.toLowerCase().includes(wanted))
  return { branches: branches.slice(0, MAX_BRANCHES), more: Math.max(0, branches.length - MAX_BRANCHES) }
}

function branchOf(fields: readonly string[]): GitBranch[] {
  const field = (index: number) => fields[index] ?? ''
  const [, kind, name] = /^refs\/(heads|remotes)\/([^]+)$/.exec(field(0)) ?? []
  if (name === undefined || (kind === 'remotes' && name.endsWith('/HEAD'))) {
    return []
  }
  const is_current = field(1) === '*'
  return [
    {
      name,
      is_remote: kind === 'remotes',
      is_current,
      upstream: field(2) === '' ? null : field(2),
      ahead: Number(/ahead (\d+)/.exec(field(3))?.[1] ?? 0),
      behind: Number(/behind (\d+)/.exec(field(3))?.[1] ?? 0),
      is_elsewhere: field(4) !== '' && !is_current,
      commit: field(5),
      subject: field(7).slice(0, 500),
      committed_at: timestampOf(field(6)),
    },
  ]
}

const COMMIT_FORMAT = ['%H', '%P', '%an', '%at', '%D', '%s'].join('%x00')

export interface LogAsked {
  readonly revision?: string | undefined
  readonly all?: boolean
  readonly limit: number
  readonly skip: number
}

/** Commits from the newest on. None where nothing is committed yet. */
export async function gitLog(git: Git, { revision, all = false, limit, skip }: LogAsked) {
  await repositoryOf(git)
  const start = await git.try('reading', { args: ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'] })
  if (revision === undefined && start.code !== 0) {
    return { commits: [], has_more: false }
  }
  const from = all ? ['HEAD', '--branches', '--remotes'] : [await commitOf(git, revision ?? 'HEAD')]
  const args = ['log', '-z', '--topo-order', '--no-show-signature', '--no-mailmap', '--decorate=short']
  const printed = await git.read([
    ...args,
    `--format=${COMMIT_FORMAT}`,
    `-n${limit + 1}`,
    `--skip=${skip}`,
    ...from,
    '--',
  ])
  const fields = printed.toString('utf8').split('\0')
  const commits = Array.from({ length: Math.floor(fields.length / 6) }, (_, at) => commitFrom(fields.slice(at * 6)))
  return { commits: commits.slice(0, limit), has_more: commits.length > limit }
}

function commitFrom(fields: readonly string[]): GitCommit {
  const [commit = '', parents = '', author = '', at = '0', names = '', subject = ''] = fields
  return {
    commit,
    parents: parents.split(' ').filter((parent) => parent !== ''),
    author: author.slice(0, 200),
    authored_at: timestampOf(at),
    subject: subject.slice(0, 500),
    names: names
      .split(', ')
      .map((name) => name.replace(/^HEAD -> /, ''))
      .filter((name) => name !== '' && name !== 'HEAD' && !name.endsWith('/HEAD')),
  }
}

/** The end of the year 9999: a commit may say any time, and a timestamp has four digits for its year. */
const LATEST = 253_402_300_799

/** Of what a commit says, which may be no time. */
export function timestampOf(seconds: string | number): string {
  const at = Number(seconds)
  return new Date(at >= 0 && at <= LATEST ? at * 1_000 : 0).toISOString()
}

/** One commit with what it changed. */
export async function gitShow(git: Git, commit: string) {
  const { prefix } = await repositoryOf(git)
  const { commits } = await gitLog(git, { revision: commit, limit: 1, skip: 0 })
  const [shown] = commits
  if (shown === undefined) {
    throw new Error('A commit that Git knows has no line in its log.')
  }
  const [parent] = shown.parents
  const message = await git.read(['log', '-1', '--no-show-signature', '--format=%B', shown.commit, '--'])
  const args =
    parent === undefined
      ? ['diff-tree', '--root', '--no-commit-id', '-r', shown.commit]
      : ['diff', parent, shown.commit]
  const files = await changedFiles(git, prefix, args)
  return { ...shown, message: message.toString('utf8').trimEnd().slice(0, 100_000), ...files }
}
