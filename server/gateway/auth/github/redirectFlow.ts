import { createHash, timingSafeEqual } from 'node:crypto'
import { HomeportError } from '#shared/errors.ts'
import { hashSecret, newSecret } from '../credentials/secret.ts'
import type { GithubAddress } from './githubApi.ts'
import { requestGithub, unusable } from './githubHttp.ts'

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
  begin(app: GithubApp, callbackUrl: string): { readonly url: string; readonly begun: BegunSignIn }
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

/** The redirect way of OAuth, with `state` and PKCE; passport-github2 uses the code. Keeps nothing between the halves. */
export function createRedirectFlow(): RedirectFlow {
  return {
    begin: (app, callbackUrl) => {
      const begun = { state: newSecret(), verifier: newSecret() }
      return { url: authorizeUrl(app, callbackUrl, begun), begun }
    },
    finish: async (app, callbackUrl, { code, state, begun }) => {
      const outcome = await run(app, callbackUrl, { query: { code, state }, begun })
      switch (outcome.kind) {
        case 'success':
          return outcome.token
        case 'fail':
          throw new HomeportError(
            'AUTH_001',
            'This browser began no such sign-in, or began it more than ten minutes ago. Start again.',
          )
        case 'error':
          throw toHomeportError(outcome.error)
      }
    },
  }
}

/** The page that asks the person. Not made by passport-oauth2: it reads addresses with url.parse, which Node warns of. */
function authorizeUrl(app: GithubApp, callbackUrl: string, { state, verifier }: BegunSignIn): string {
  const url = new URL(`${app.base_url}/login/oauth/authorize`)
  url.search = new URLSearchParams({
    client_id: app.client_id,
    response_type: 'code',
    redirect_uri: callbackUrl,
    scope: 'user:email',
    state,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  }).toString()
  return url.href
}

/** What passport's strategy takes for a request. */
interface Exchange {
  readonly query: { readonly code: string; readonly state: string }
  readonly begun: BegunSignIn | null
}

type Outcome =
  | { readonly kind: 'success'; readonly token: string }
  | { readonly kind: 'fail' }
  | { readonly kind: 'error'; readonly error: unknown }

/** Uses the code as passport would: the strategy ends by calling one of the actions. */
async function run(app: GithubApp, callbackUrl: string, exchange: Exchange): Promise<Outcome> {
  const strategy = await createStrategy(app)
  return new Promise<Outcome>((resolve) => {
    const attempt = Object.assign(strategy, {
      tokenParams: () => ({ redirect_uri: callbackUrl }),
      success: (token: string) => resolve({ kind: 'success', token }),
      fail: () => resolve({ kind: 'fail' }),
      error: (error: unknown) => resolve({ kind: 'error', error }),
    })
    attempt.authenticate(exchange, {})
  })
}

async function createStrategy(app: GithubApp) {
  // Few sign-ins go this way; the start of the server does not pay for it.
  const { default: passportGithub2 } = await import('passport-github2')
  const strategy = new passportGithub2.Strategy(
    {
      clientID: app.client_id,
      clientSecret: app.client_secret,
      authorizationURL: `${app.base_url}/login/oauth/authorize`,
      tokenURL: `${app.base_url}/login/oauth/access_token`,
      userAgent: 'homeport',
      // Without a name of its own it would take one from the address, with url.parse.
      sessionKey: 'github',
      pkce: 'S256',
      state: true,
      // Both ways of signing in read the person's profile through githubApi.
      skipUserProfile: true,
      store: stateStore,
    },
    // oxlint-disable-next-line max-params -- passport-oauth2 counts them
    (token, _refresh, _profile, done) => done(null, token),
  )
  // oxlint-disable-next-line no-underscore-dangle -- passport-oauth2 has no other way to say how requests are made
  Object.assign(strategy._oauth2, { _request: post })
  return strategy
}

type Answered = (failure: unknown, text?: string) => void

/** Bounded in time and size, as every request to GitHub. Replaces the one that reads the address with url.parse. */
// oxlint-disable-next-line max-params -- passport-oauth2 passes them
async function post(_method: string, url: string, headers: object, body: string, _token: unknown, done: Answered) {
  try {
    const { status, text } = await requestGithub(url, { method: 'POST', body, headers: { ...headers } })
    done(status === 200 ? null : { statusCode: status }, text)
  } catch (error) {
    done(error)
  }
}

const stateStore = {
  store: (): void => {
    throw new Error('a sign-in begins without passport-oauth2')
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

/** passport distinguishes an unreachable GitHub from a refused code only by what is inside its errors. */
function toHomeportError(error: unknown): HomeportError {
  if (error instanceof HomeportError) {
    return error
  }
  const inner = typeof error === 'object' && error !== null && 'oauthError' in error ? error.oauthError : undefined
  if (inner instanceof HomeportError) {
    return inner
  }
  const status = typeof inner === 'object' && inner !== null && 'statusCode' in inner ? Number(inner.statusCode) : 400
  if (status >= 500 || status === 429) {
    return unusable(`it answers with status ${status}`, error)
  }
  return new HomeportError(
    'AUTH_001',
    'GitHub does not take this code: it was used already or is too old, or the client secret set up here is wrong. Start again.',
    { cause: error },
  )
}
