import type { RemoteStatus } from '#shared/operations/remote.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { GithubSetup } from '../auth/github/setup.ts'
import type { GatewayHandlers } from '../kernel/call.ts'
import type { AccountStore } from '../auth/store/accounts.ts'
import { type PanicDeps, panic } from './panic.ts'
import type { RemoteAccess } from './access/remoteAccess.ts'
import type { Tailscale } from '../tls/tailscale/tailscale.ts'
import { openSelfTest } from './selfTest/openSelfTest.ts'
import type { Proofs } from './selfTest/proofs.ts'

type RemoteOperation =
  | 'remote.status'
  | 'remote.addresses'
  | 'remote.tailscale'
  | 'remote.on'
  | 'remote.off'
  | 'remote.test'
  | 'server.panic'

export function createRemoteHandlers(deps: {
  readonly remote: RemoteAccess
  readonly panic: Omit<PanicDeps, 'remoteOff'>
  readonly clock: Clock
  readonly proofs: Proofs
  readonly tailscale: Pick<Tailscale, 'look'>
  readonly githubSetup: Pick<GithubSetup, 'address'>
  readonly accounts: Pick<AccountStore, 'list'>
  /** The setting `pairing.allowed`. */
  readonly mayPair: () => boolean
}): Pick<GatewayHandlers, RemoteOperation> {
  const { remote, clock, proofs, githubSetup, accounts, mayPair } = deps
  const { link, actors, takeRemoteCredentials, revoke } = deps.panic
  const shown = (status: RemoteStatus): RemoteStatus => ({
    ...status,
    sign_in_problem: mayPair() ? null : signInProblem(githubSetup.address() !== null, accounts.list().length > 0),
  })
  const test = openSelfTest({ clock, remote, proofs })
  return {
    'remote.status': () => shown(remote.status()),
    'remote.addresses': () => ({ origins: [...remote.origins().hosts].slice(0, 12).map((host) => `https://${host}`) }),
    'remote.tailscale': () => deps.tailscale.look(),
    'remote.on': async (params) => shown(await remote.on(params)),
    'remote.off': async () => shown(await remote.off()),
    'remote.test': () => test(),
    'server.panic': () => panic({ link, actors, takeRemoteCredentials, revoke, remoteOff: () => remote.off() }),
  }
}

const DO = 'The page "Remote access" of this machine says how, step "Who may enter".'

/** Where pairing is switched off, other devices sign in with GitHub and nothing else. */
function signInProblem(isSetUp: boolean, hasAccounts: boolean): string | null {
  if (!isSetUp) {
    return `Nobody can sign in from another device yet: sign-in with GitHub is not set up. ${DO}`
  }
  return hasAccounts ? null : `Nobody can sign in from another device yet: no GitHub account is let in. ${DO}`
}
