import type { GitRemote } from '#shared/operations/gitRemote.ts'
import { HomeportError } from '#shared/errors.ts'
import type { Git } from '../running/git.ts'
import { repositoryOf } from '../reading/repository.ts'
import { withoutSecrets } from './trouble.ts'
import { type RemoteAddress, readRemoteAddress } from './remoteAddress.ts'

const MAX_REMOTES = 20

/** A remote with its address as it is pushed to. */
export interface Remote extends GitRemote {
  readonly address: RemoteAddress
  /** As Git is told them: all that a push goes to, and the one that is fetched from. */
  readonly pushed: readonly string[]
  readonly fetched: string
}

/** What is asked by a fetch or a pull: a remote can be pushed to elsewhere. null: it cannot be told. */
export function fetchedHost({ fetched }: Remote): string | null {
  return readRemoteAddress(fetched).host
}

/** The one host that a push goes to. @throws HomeportError SESSION_003: what is for one is not handed to several. */
export function pushedHost({ name, pushed, host }: Remote): string | null {
  if (pushed.length > 1) {
    throw new HomeportError(
      'SESSION_003',
      `The remote ${name} is pushed to at ${pushed.length} addresses, and Homeport signs in at one. Nothing was pushed. Make a remote of each, or push in a terminal.`,
      { details: { reason: 'refused' } },
    )
  }
  return host
}

/** The remotes of the repository, as they are pushed to. Asks none of them. */
export async function remotesOf(git: Git): Promise<Remote[]> {
  await repositoryOf(git)
  const names = (await git.read(['remote'])).toString('utf8').split('\n').filter(Boolean).slice(0, MAX_REMOTES)
  return Promise.all(
    names.map(async (name): Promise<Remote> => {
      const pushed = await addressesOf(git, ['--push', '--all', '--', name])
      const [fetched = ''] = await addressesOf(git, ['--all', '--', name])
      const head = await git.try('reading', {
        args: ['symbolic-ref', '--quiet', `refs/remotes/${name}/HEAD`],
      })
      const address = readRemoteAddress(pushed[0] ?? '')
      const followed = head.output.toString('utf8').trim()
      const prefix = `refs/remotes/${name}/`
      return {
        name,
        url: withoutSecrets(address.shown),
        host: address.host,
        forge: address.forge,
        web_url: address.web_url,
        default_branch: followed.startsWith(prefix) ? followed.slice(prefix.length) : null,
        address,
        pushed,
        fetched,
      }
    }),
  )
}

/** With what `insteadOf` makes of them. */
async function addressesOf(git: Git, of: readonly string[]): Promise<string[]> {
  const { output } = await git.try('reading', { args: ['remote', 'get-url', ...of] })
  const lines = output.toString('utf8').split('\n')
  return lines.map((line) => line.trim()).filter(Boolean)
}

export interface Target {
  readonly remote: Remote
  /** Of the remote. */
  readonly branch: string
  /** Here; null: a commit is checked out, no branch. */
  readonly from: string | null
  readonly sets_upstream: boolean
}

interface Named {
  readonly remote?: string | undefined
  readonly to?: string | undefined
}

/** Where a push goes: as the repository is configured, else to a branch of the same name. null: nowhere. */
export async function pushTarget(git: Git, remotes: readonly Remote[], asked: Named = {}): Promise<Target | null> {
  const from = await branchOf(git)
  const remote = await pushedRemote(git, { remotes, asked: asked.remote, from })
  if (remote === null) {
    return null
  }
  const upstream = from === null ? null : await upstreamAt(git, from, remote.name)
  const isUpstreams = upstream !== null && (await config(git, 'push.default')) === 'upstream'
  const branch = asked.to ?? (isUpstreams ? upstream : from)
  const sets_upstream = from !== null && upstream === null && asked.to === undefined
  return branch === null ? null : { remote, branch, from, sets_upstream }
}

interface Wanted {
  readonly remotes: readonly Remote[]
  readonly asked: string | undefined
  readonly from: string | null
}

/** @throws HomeportError FILE_006 for a remote that there is none of. */
async function pushedRemote(git: Git, { remotes, asked, from }: Wanted): Promise<Remote | null> {
  const named = (name: string | null) => remotes.find((remote) => remote.name === name)
  if (asked !== undefined) {
    const remote = named(asked)
    if (remote === undefined) {
      throw new HomeportError('FILE_006', `This repository has no remote ${asked}. Nothing was pushed.`)
    }
    return remote
  }
  const ofBranch = from === null ? [] : [`branch.${from}.pushRemote`, 'remote.pushDefault', `branch.${from}.remote`]
  const wanted = await Promise.all(ofBranch.map((key) => config(git, key)))
  return [...wanted, 'origin'].map(named).find((one) => one !== undefined) ?? remotes[0] ?? null
}

/** The branch of this remote that a branch follows. */
async function upstreamAt(git: Git, from: string, remote: string): Promise<string | null> {
  const merges = await config(git, `branch.${from}.merge`)
  const follows = await config(git, `branch.${from}.remote`)
  return merges !== null && follows === remote ? merges.replace(/^refs\/heads\//, '') : null
}

/** null: a commit is checked out, no branch. */
async function branchOf(git: Git): Promise<string | null> {
  const head = await git.try('reading', { args: ['symbolic-ref', '--quiet', '--short', 'HEAD'] })
  return head.code === 0 ? head.output.toString('utf8').trim() : null
}

/** The upstream's remote: what a pull asks. */
export async function pulledRemote(git: Git, remotes: readonly Remote[]): Promise<Remote | null> {
  const from = await branchOf(git)
  const follows = from === null ? null : await config(git, `branch.${from}.remote`)
  return remotes.find(({ name }) => name === follows) ?? null
}

async function config(git: Git, key: string): Promise<string | null> {
  const { code, output } = await git.try('reading', { args: ['config', '--get', key] })
  return code === 0 ? output.toString('utf8').trim() : null
}
