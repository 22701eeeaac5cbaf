import { HomeportError } from '#shared/errors.ts'
import type { ResultOf } from '#shared/operations/table.ts'
import { systemClock } from '#server/platform/clock.ts'
import { createLogger } from '#server/platform/log/log.ts'
import { boundRepeats } from '#server/platform/log/repeatedLines.ts'
import type { Call } from '#server/gateway/kernel/call.ts'
import type { AccountStore, AllowedUser } from '../store/accounts.ts'
import type { UserStore } from '../store/users.ts'
import type { Credentials } from '../credentials/credentials.ts'
import { publicUser } from '../local/localSignIn.ts'
import type { Throttle } from '../local/throttle.ts'
import type { AccountWatch } from './accountWatch.ts'
import type { DeviceFlows } from './deviceFlows.ts'
import type { GithubAddress, GithubApi } from './githubApi.ts'
import type { BegunSignIn, RedirectFlow } from './redirectFlow.ts'
import type { GithubSetup } from './setup.ts'
import type { Tickets } from './tickets.ts'

/** Strangers cause these lines. */
const log = boundRepeats(createLogger('auth'), systemClock)

const CALLBACK_PATH = '/auth/github/callback'

/** What a browser keeps while its person is at GitHub; it goes back to these addresses alone. */
const FLOW_COOKIE = 'github'
const FLOW_PATH = '/auth/github'
const FLOW_MS = 10 * 60_000
const MAX_SPENT = 4096

/** What GitHub sent a browser back with. */
export interface Came {
  readonly code: string
  readonly state: string
}

type SignedIn = ResultOf<'auth.github_callback'>

/** Sign-in with GitHub, both ways. Who is not on the allow-list does not enter (AUTH_004). GitHub's tokens are not kept. */
export interface GithubSignIn {
  /** Begins the redirect way: where to send this browser. @throws HomeportError SETTINGS_001 without a client secret. */
  begin(call: Call): Promise<string>
  /** Ends it. @throws HomeportError AUTH_001, AUTH_004, AUTH_007, RATE_001. */
  finish(came: Came, call: Call): Promise<SignedIn>
  /** Ends it for a browser: gives a ticket that its page, which alone has the key, trades for the cookie. Throws as `finish`. */
  finishForPage(came: Came, call: Call): Promise<string>
  /** @throws HomeportError AUTH_001 when the ticket is unknown, used or over; AUTH_004 when its account may not enter. */
  enterWithTicket(
    shown: { readonly ticket: string; readonly browser_key?: string | undefined },
    call: Call,
  ): Promise<Pick<SignedIn, 'user'>>
  startDevice(call: Call): Promise<ResultOf<'auth.github_device'>>
  pollDevice(
    shown: { readonly device_code: string; readonly browser_key?: string | undefined },
    call: Call,
  ): Promise<ResultOf<'auth.github_device_poll'>>
}

export interface GithubSignInDeps {
  readonly setup: GithubSetup
  readonly api: GithubApi
  readonly redirect: RedirectFlow
  readonly devices: DeviceFlows
  readonly tickets: Tickets
  readonly accounts: AccountStore
  readonly users: UserStore
  readonly watch: Pick<AccountWatch, 'seen'>
  readonly credentials: Credentials
  /** Counts sign-ins that came to nothing. */
  readonly failures: Throttle
  /** Counts requests for a code: each costs a request to GitHub. */
  readonly starts: Throttle
  /** A name may have changed: open sockets are checked again. */
  readonly reviewPeople: () => void
}

export function createGithubSignIn(deps: GithubSignInDeps): GithubSignIn {
  const { setup, redirect, devices, starts, tickets, accounts, users } = deps

  const spent = new Set<string>()

  /** Who comes back from GitHub. A sign-in is finished only once: replaying it costs no request to GitHub. */
  const comeBack = async ({ code, state }: Came, call: Call): Promise<AllowedUser> => {
    const app = await requireApp(setup)
    const begun = readBegun(call.cookies.getPassing(FLOW_COOKIE))
    // Once only, whatever comes of it.
    call.cookies.setPassing(FLOW_COOKIE, '', { maxAgeMs: 0, path: FLOW_PATH })
    if (begun !== null && spent.has(begun.state)) {
      throw new HomeportError('AUTH_001', 'This sign-in was ended already. Start again.')
    }
    if (begun?.state === state) {
      spend(spent, state)
    }
    const token = await redirect.finish(app, `${call.base_url}${CALLBACK_PATH}`, { code, state, begun })
    return admit(deps, { address: app, token }, call)
  }

  return {
    begin: async (call) => {
      const { url, begun } = redirect.begin(await requireApp(setup), `${call.base_url}${CALLBACK_PATH}`)
      const value = `${begun.state}.${begun.verifier}`
      call.cookies.setPassing(FLOW_COOKIE, value, { maxAgeMs: FLOW_MS, path: FLOW_PATH })
      return url
    },
    finish: async (came, call) =>
      counted(deps, call, async () => enter(deps, { user: await comeBack(came, call), browser_key: undefined }, call)),
    finishForPage: async (came, call) =>
      counted(deps, call, async () => tickets.create((await comeBack(came, call)).id)),
    enterWithTicket: async ({ ticket, browser_key }, call) =>
      counted(deps, call, async () => {
        const userId = tickets.take(ticket)
        const githubId = userId === null ? null : (users.find(userId)?.github_id ?? null)
        const user = githubId === null ? null : accounts.find(githubId)
        if (user === null) {
          throw new HomeportError('AUTH_001', 'This sign-in is not known here any more. Start again.')
        }
        return { user: (await enter(deps, { user, browser_key }, call)).user }
      }),
    startDevice: async (call) => {
      const address = requireAddress(setup)
      starts.count(call.address)
      return devices.start(address, call.address)
    },
    pollDevice: async ({ device_code, browser_key }, call) =>
      counted(deps, call, async () => {
        const progress = await devices.poll(device_code)
        if (progress.kind === 'pending') {
          return { status: 'pending', interval: progress.interval }
        }
        const signedIn = await enter(deps, { user: await admit(deps, progress, call), browser_key }, call)
        starts.reset(call.address)
        return { status: 'complete', ...signedIn }
      }),
  }
}

/** The oldest is forgotten when there are too many: it is over at GitHub by then. */
function spend(spent: Set<string>, state: string): void {
  spent.add(state)
  const oldest = spent.values().next()
  if (spent.size > MAX_SPENT && oldest.done !== true) {
    spent.delete(oldest.value)
  }
}

/** Whose account it is, if it may enter. */
async function admit(
  deps: GithubSignInDeps,
  proof: { readonly address: GithubAddress; readonly token: string },
  call: Call,
): Promise<AllowedUser> {
  const { api, accounts } = deps
  const profile = await api.whoIs(proof.address, proof.token)
  accounts.refresh(profile)
  deps.watch.seen(profile.github_id)
  deps.reviewPeople()
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
  return user
}

/** Signs somebody in who was admitted. */
async function enter(
  { users, credentials }: GithubSignInDeps,
  { user, browser_key }: { readonly user: AllowedUser; readonly browser_key: string | undefined },
  call: Call,
): Promise<SignedIn> {
  const issued = await credentials.signIn(user, { via: 'github', browser_key }, call)
  users.touchLogin(user.id)
  call.cookies.setSession(issued.cookie, issued.cookie_lasts_ms)
  const tokens = await credentials.tokensOf({ id: issued.sign_in_id, user_id: user.id })
  return { ...tokens, user: publicUser(user) }
}

/** Counts failures. Whoever fails too often is only asked to wait; a correct credential is always let through. */
async function counted<T>({ failures }: GithubSignInDeps, call: Call, attempt: () => Promise<T>): Promise<T> {
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
      { details: { problem: 'missing', key: 'github.client_id' } },
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
      { details: { problem: 'missing' } },
    )
  }
  return app
}

function readBegun(cookie: string | null): BegunSignIn | null {
  const [state, verifier] = cookie?.split('.') ?? []
  return state && verifier ? { state, verifier } : null
}
