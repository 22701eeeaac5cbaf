import { timingSafeEqual } from 'node:crypto'
import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { HomeportError } from '#shared/errors.ts'
import { hashSecret, newSecret } from '../secret.ts'
import { type GithubAddress, unusable } from './githubApi.ts'

/** The exchange of a code takes GitHub less than a second. */
const ANSWER_WITHIN_MS = 10_000

export interface GithubApp extends GithubAddress {
  readonly client_secret: string
}

/** What the browser keeps while the person is at GitHub. Without it nobody can finish what it began. */
export interface BegunSignIn {
  readonly state: string
  /** Of PKCE: GitHub has seen its hash only. */
  readonly verifier: string
}

export interface RedirectFlow {
  /** Where to send the browser, and what it has to keep. */
  begin(app: GithubApp, callbackUrl: string): Promise<{ url: string; begun: BegunSignIn }>
  /**
   * GitHub's token for a code. @throws HomeportError AUTH_001 when this browser began no such sign-in or GitHub does
   * not take the code, AUTH_007 when GitHub cannot be had.
   */
  finish(
    app: GithubApp,
    callbackUrl: string,
    came: { readonly code: string; readonly state: string; readonly begun: BegunSignIn | null },
  ): Promise<string>
}

/** The redirect way of OAuth by passport-github2, with `state` and PKCE. Keeps nothing between the two halves. */
export function createRedirectFlow(): RedirectFlow {
  return {
    begin: async (app, callbackUrl) => {
      const exchange: Exchange = { query: {}, begun: null }
      const outcome = await run(app, callbackUrl, exchange)
      if (outcome.kind !== 'redirect' || exchange.begun === null) {
        throw new Error('passport-github2 did not redirect')
      }
      return { url: outcome.url, begun: exchange.begun }
    },
    finish: async (app, callbackUrl, { code, state, begun }) => {
      const outcome = await run(app, callbackUrl, { query: { code, state }, begun })
      switch (outcome.kind) {
        case 'success':
          return outcome.token
        case 'fail':
          throw new HomeportError(
            'AUTH_001',
            'This browser began no such sign-in, or began it more than ten minutes ago. Begin anew.',
          )
        case 'error':
          throw toHomeportError(outcome.error)
        case 'redirect':
          throw new Error('passport-github2 redirected instead of using the code')
      }
    },
  }
}

/** What passport's strategy takes for a request. */
interface Exchange {
  readonly query: { readonly code?: string; readonly state?: string }
  begun: BegunSignIn | null
}

type Outcome =
  | { readonly kind: 'redirect'; readonly url: string }
  | { readonly kind: 'success'; readonly token: string }
  | { readonly kind: 'fail' }
  | { readonly kind: 'error'; readonly error: unknown }

/** Runs the strategy as passport would: it ends by calling one of the actions. */
async function run(app: GithubApp, callbackURL: string, exchange: Exchange): Promise<Outcome> {
  const strategy = await createStrategy(app)
  const agent = app.base_url.startsWith('https:') ? new HttpsAgent() : new HttpAgent()
  // oxlint-disable-next-line no-underscore-dangle -- passport-oauth2 has no other way to name an agent
  strategy._oauth2.setAgent(agent)
  let timer: NodeJS.Timeout | undefined
  try {
    return await new Promise<Outcome>((resolve) => {
      timer = setTimeout(() => resolve({ kind: 'error', error: unusable('it does not answer') }), ANSWER_WITHIN_MS)
      const attempt = Object.assign(strategy, {
        redirect: (url: string) => resolve({ kind: 'redirect', url }),
        success: (token: string) => resolve({ kind: 'success', token }),
        fail: () => resolve({ kind: 'fail' }),
        error: (error: unknown) => resolve({ kind: 'error', error }),
      })
      attempt.authenticate(exchange, { callbackURL, scope: ['user:email'] })
    })
  } finally {
    clearTimeout(timer)
    // A request that was given up ends with its socket.
    agent.destroy()
  }
}

async function createStrategy(app: GithubApp) {
  // Few sign-ins go this way; the start of the server does not pay for it.
  const { default: passportGithub2 } = await import('passport-github2')
  return new passportGithub2.Strategy(
    {
      clientID: app.client_id,
      clientSecret: app.client_secret,
      authorizationURL: `${app.base_url}/login/oauth/authorize`,
      tokenURL: `${app.base_url}/login/oauth/access_token`,
      userAgent: 'homeport',
      pkce: 'S256',
      state: true,
      // Both ways of signing in ask for the person in the same place: githubApi.
      skipUserProfile: true,
      store: stateStore,
    },
    // oxlint-disable-next-line max-params -- passport-oauth2 counts them
    (token, _refresh, _profile, done) => done(null, token),
  )
}

// passport-oauth2 counts the parameters of these two: five and four.
const stateStore = {
  // oxlint-disable-next-line max-params -- passport-oauth2 counts them
  store: (request: object, verifier: string, _state: unknown, _meta: object, done: Stored): void => {
    const state = newSecret()
    Object.assign(request, { begun: { state, verifier } satisfies BegunSignIn })
    done(null, state)
  },
  // oxlint-disable-next-line max-params -- passport-oauth2 counts them
  verify: (request: object, state: string, _meta: object, done: Stored): void => {
    const begun = 'begun' in request ? begunOf(request.begun) : null
    // The hashes have the same length, whatever was sent.
    const isOurs = begun !== null && timingSafeEqual(hashSecret(begun.state), hashSecret(state))
    done(null, isOurs ? begun.verifier : false)
  },
}

type Stored = (error: Error | null, value: string | false) => void

function begunOf(value: unknown): BegunSignIn | null {
  const isBegun = typeof value === 'object' && value !== null && 'state' in value && 'verifier' in value
  return isBegun ? { state: String(value.state), verifier: String(value.verifier) } : null
}

/** passport tells an unreachable GitHub and a refused code apart only by what lies inside its errors. */
function toHomeportError(error: unknown): HomeportError {
  if (error instanceof HomeportError) {
    return error
  }
  const inner = typeof error === 'object' && error !== null && 'oauthError' in error ? error.oauthError : undefined
  if (inner instanceof Error) {
    return unusable('it does not answer', error)
  }
  const status = typeof inner === 'object' && inner !== null && 'statusCode' in inner ? Number(inner.statusCode) : 400
  if (status >= 500 || status === 429) {
    return unusable(`it answers with status ${status}`, error)
  }
  return new HomeportError(
    'AUTH_001',
    'GitHub does not take this code: it was used already or is too old, or the client secret set up here is wrong. Begin anew.',
    { cause: error },
  )
}
