import { HomeportError } from '#shared/errors.ts'
import type { SessionId } from '#shared/ids.ts'
import type { Actor } from '#shared/operations/session.ts'
import type { HostLink } from '#server/link/link.ts'
import { createGithubApi } from '../auth/github/githubApi.ts'
import type { AuthModule } from '../auth/module.ts'
import { actorOf } from '../kernel/call.ts'
import type { Module } from '../kernel/module.ts'
import { type GithubBranch, createPullRequest, readPullRequest } from './githubRepository.ts'
import { type DeployKeyRow, type OpenDeployKeysDeps, openDeployKeys } from './deployKeys/openDeployKeys.ts'
import { type Grants, type GrantsDeps, createGrants } from './grants.ts'

type Row =
  | 'github.grant'
  | 'github.grant_poll'
  | 'github.forget_grant'
  | 'pull_request.read'
  | 'pull_request.create'
  | DeployKeyRow

export interface PullRequestsDeps
  extends
    Pick<GrantsDeps, 'clock' | 'vault'>,
    Pick<OpenDeployKeysDeps, 'link' | 'auth' | 'database' | 'mode' | 'started'> {}

/** Pull requests and deploy keys at GitHub, each made as the person who asks, by what they let Homeport do there. */
export function openPullRequests(deps: PullRequestsDeps): Module<Row> {
  const { clock, vault, link, auth, database, mode, started } = deps
  const setup = auth.githubSetup
  const grants = createGrants({ clock, vault, setup, api: createGithubApi() })
  const deployKeys = openDeployKeys({
    clock,
    link,
    auth,
    database,
    mode,
    started,
    grants,
    signedOut: (of, asked) => signedOut(grants, of, asked),
  })
  const find = (of: { readonly session_id: SessionId }, actor: Actor) => findBranch({ link, grants, setup }, of, actor)
  return {
    handlers: {
      ...deployKeys,
      'github.grant': (_params, { address }) => grants.start(address),
      'github.grant_poll': ({ grant_id }, { caller }) => grants.poll(actorOf(caller).user_id, grant_id),
      'github.forget_grant': async (_params, { caller }) => {
        await grants.forget(actorOf(caller).user_id)
        return { success: true }
      },
      'pull_request.read': async (params, { caller }) => {
        const found = await find(params, actorOf(caller))
        return 'branch' in found ? signedOut(grants, actorOf(caller), readPullRequest(found)) : found
      },
      'pull_request.create': async (params, { caller }) => {
        const found = await find(params, actorOf(caller))
        if (!('branch' in found)) {
          throw new HomeportError('SESSION_003', why[found.kind], { details: { reason: found.kind } })
        }
        if (!found.isPushed && params.head === undefined) {
          throw new HomeportError('SESSION_003', 'This branch is not pushed yet. Nothing was made. Push it first.', {
            details: { reason: 'no_upstream' },
          })
        }
        return signedOut(
          grants,
          actorOf(caller),
          createPullRequest({ ...found, branch: params.head ?? found.branch }, params),
        )
      },
    },
  }
}

const why = {
  not_github: 'This branch goes to no GitHub that is set up here. Nothing was made.',
  not_granted: 'Homeport may not act at GitHub for you yet. Nothing was made. Connect GitHub first.',
} as const

interface Finding {
  readonly link: Pick<HostLink, 'call'>
  readonly grants: Grants
  readonly setup: AuthModule['githubSetup']
}

type Found = (GithubBranch & { readonly isPushed: boolean }) | { readonly kind: keyof typeof why }

/** Where the branch of a session is at GitHub. The host decides who may see the session. */
async function findBranch(
  { link, grants, setup }: Finding,
  { session_id }: { readonly session_id: SessionId },
  actor: Actor,
): Promise<Found> {
  const { remotes, push } = await link.call('git.remotes', { session_id }, actor)
  const address = setup.address()
  const remote = remotes.find(({ name }) => name === push?.remote)
  if (address === null || push === null || remote?.web_url === undefined || remote.web_url === null) {
    return { kind: 'not_github' }
  }
  const [owner = '', repository = '', ...rest] = new URL(remote.web_url).pathname.slice(1).split('/')
  if (remote.host !== new URL(address.base_url).hostname || repository === '' || rest.length > 0) {
    return { kind: 'not_github' }
  }
  const known = remotes.flatMap(({ host, web_url }) =>
    host === remote.host && web_url !== null ? [new URL(web_url).pathname.slice(1)] : [],
  )
  const grant = await grants.find(actor.user_id, address)
  return grant === null
    ? { kind: 'not_granted' }
    : { address, grant, owner, repository, known, branch: push.branch, isPushed: !push.sets_upstream }
}

/** What GitHub accepts no more is forgotten: the person is asked again. */
async function signedOut<T>(grants: Grants, { user_id }: Pick<Actor, 'user_id'>, asked: Promise<T>): Promise<T> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof HomeportError && error.code === 'AUTH_001') {
      await grants.forget(user_id)
      throw new HomeportError('SESSION_003', why.not_granted, { cause: error, details: { reason: 'not_granted' } })
    }
    throw error
  }
}
