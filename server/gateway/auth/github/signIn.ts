import { HomeportError } from '#shared/errors.ts'
import type { ResultOf } from '#shared/operations/table.ts'
import { systemClock } from '#server/platform/clock.ts'
import { createLogger } from '#server/platform/log.ts'
import { boundRepeats } from '#server/platform/repeatedLines.ts'
import type { Call } from '../../dispatch.ts'
import type { AccountStore } from '../../store/accounts.ts'
import type { UserStore } from '../../store/users.ts'
import type { Credentials } from '../credentials.ts'
import { publicUser } from '../local.ts'
import type { Throttle } from '../throttle.ts'
import type { AccountWatch } from './accountWatch.ts'
import type { DeviceFlows } from './deviceFlows.ts'
import type { GithubAddress, GithubApi } from './githubApi.ts'
import type { BegunSignIn, RedirectFlow } from './redirectFlow.ts'
import type { GithubSetup } from './setup.ts'

/** Strangers cause these lines. */
const log = boundRepeats(createLogger('auth'), systemClock)

const CALLBACK_PATH = '/auth/github/callback'

/** What a browser keeps while its person is at GitHub; it goes back to these addresses alone. */
const FLOW_COOKIE = 'github'
const FLOW_PATH = '/auth/github'
const FLOW_MS = 10 * 60_000

type SignedIn = ResultOf<'auth.github_callback'>

/** Sign-in with GitHub, both ways. Who is not on the allow-list does not enter (AUTH_004). GitHub's tokens are not kept. */
export interface GithubSignIn {
  /** Begins the redirect way: where to send this browser. @throws HomeportError SETTINGS_001 without a client secret. */
  begin(call: Call): Promise<string>
  /** Ends it. @throws HomeportError AUTH_001, AUTH_004, AUTH_007, RATE_001. */
  finish(came: { readonly code: string; readonly state: string }, call: Call): Promise<SignedIn>
  startDevice(call: Call): Promise<ResultOf<'auth.github_device'>>
  pollDevice(deviceCode: string, call: Call): Promise<ResultOf<'auth.github_device_poll'>>
}

export interface GithubSignInDeps {
  readonly setup: GithubSetup
  readonly api: GithubApi
  readonly redirect: RedirectFlow
  readonly devices: DeviceFlows
  readonly accounts: AccountStore
  readonly users: UserStore
  readonly watch: Pick<AccountWatch, 'seen'>
  readonly credentials: Credentials
  /** Counts sign-ins that came to nothing. */
  readonly failures: Throttle
  /** Counts codes that were asked for: each costs a request to GitHub. */
  readonly starts: Throttle
  /** A name may have changed: open sockets are looked at again. */
  readonly reviewSockets: () => void
}

export function createGithubSignIn(deps: GithubSignInDeps): GithubSignIn {
  const { setup, redirect, devices, starts } = deps
  return {
    begin: async (call) => {
      const { url, begun } = redirect.begin(await requireApp(setup), `${call.base_url}${CALLBACK_PATH}`)
      const value = `${begun.state}.${begun.verifier}`
      call.cookies.setPassing(FLOW_COOKIE, value, { maxAgeMs: FLOW_MS, path: FLOW_PATH })
      return url
    },
    finish: async ({ code, state }, call) =>
      counted(deps, call, async () => {
        const app = await requireApp(setup)
        const begun = readBegun(call.cookies.getPassing(FLOW_COOKIE))
        // Once only, whatever comes of it.
        call.cookies.setPassing(FLOW_COOKIE, '', { maxAgeMs: 0, path: FLOW_PATH })
        const token = await redirect.finish(app, `${call.base_url}${CALLBACK_PATH}`, { code, state, begun })
        return enter(deps, { address: app, token }, call)
      }),
    startDevice: async (call) => {
      const address = requireAddress(setup)
      starts.count(call.address)
      return devices.start(address, call.address)
    },
    pollDevice: async (deviceCode, call) =>
      counted(deps, call, async () => {
        const progress = await devices.poll(deviceCode)
        if (progress.kind === 'pending') {
          return { status: 'pending', interval: progress.interval }
        }
        const signedIn = await enter(deps, progress, call)
        starts.reset(call.address)
        return { status: 'complete', ...signedIn }
      }),
  }
}

/** Lets the account in, if it may. */
async function enter(
  deps: GithubSignInDeps,
  proof: { readonly address: GithubAddress; readonly token: string },
  call: Call,
): Promise<SignedIn> {
  const { api, accounts, users, credentials } = deps
  const profile = await api.whoIs(proof.address, proof.token)
  accounts.refresh(profile)
  deps.watch.seen(profile.github_id)
  deps.reviewSockets()
  const user = accounts.find(profile.github_id)
  if (user === null) {
    log.warn('a GitHub account that is not allowed wanted in', { github_id: profile.github_id, address: call.address })
    throw new HomeportError(
      'AUTH_004',
      `The GitHub account ${profile.login} (${profile.github_id}) may not enter here. ` +
        `The owner of this workstation lets it in with: homeport allow ${profile.github_id}`,
      { details: { github_id: profile.github_id, login: profile.login } },
    )
  }
  const issued = await credentials.signIn(user, 'github', call)
  users.touchLogin(user.id)
  call.cookies.setSession(issued.cookie, issued.cookie_lasts_ms)
  const tokens = await credentials.tokensOf({ id: issued.sign_in_id, user_id: user.id })
  return { ...tokens, user: publicUser(user) }
}

/** Refuses who failed too often lately, and counts who fails now. */
async function counted<T>({ failures }: GithubSignInDeps, call: Call, attempt: () => Promise<T>): Promise<T> {
  failures.assertOpen(call.address)
  try {
    return await attempt()
  } catch (error) {
    if (error instanceof HomeportError && (error.code === 'AUTH_001' || error.code === 'AUTH_004')) {
      failures.count(call.address)
    }
    throw error
  }
}

function requireAddress(setup: GithubSetup): GithubAddress {
  const address = setup.address()
  if (address === null) {
    throw new HomeportError(
      'SETTINGS_001',
      'Sign-in with GitHub is not set up. The owner does that on the workstation: homeport github --client-id ID',
    )
  }
  return address
}

async function requireApp(setup: GithubSetup) {
  requireAddress(setup)
  const app = await setup.app()
  if (app === null) {
    throw new HomeportError(
      'SETTINGS_001',
      'There is no client secret for this way of signing in. Sign in by code instead, or the owner adds it on the ' +
        'workstation: homeport github --client-id ID --client-secret-stdin',
    )
  }
  return app
}

function readBegun(cookie: string | null): BegunSignIn | null {
  const [state, verifier] = cookie?.split('.') ?? []
  return state && verifier ? { state, verifier } : null
}
