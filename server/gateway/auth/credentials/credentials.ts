import { HomeportError } from '#shared/errors.ts'
import type { UserId } from '#shared/ids.ts'
import type { Role } from '#shared/operations/auth.ts'
import type { ResultOf } from '#shared/operations/table.ts'
import type { Clock, Ids } from '#server/platform/clock.ts'
import { createLogger } from '#server/platform/log/log.ts'
import type { RefreshTokenStore } from '../store/refreshTokens.ts'
import type { SignIn, SignInStore } from '../store/signIns.ts'
import type { UserStore } from '../store/users.ts'
import { ACCESS_TOKEN_SECONDS, type AccessTokens } from './accessTokens.ts'
import { accountBehind } from '../store/accountBehind.ts'
import { deviceName } from '../devices/deviceName.ts'
import type { Credential } from '../../kernel/identity.ts'
import type { Notices } from '../devices/notices.ts'
import { REFRESH_TOKEN_PREFIX, hashSecret, newSecret } from './secret.ts'

const log = createLogger('auth')

const DAY_MS = 24 * 3600 * 1000

/** A sign-in that is not used for this long is over: a browser at this machine, and anybody from GitHub. */
const LASTS_MS = { local: 30 * DAY_MS, github: 7 * DAY_MS } as const
const REFRESH_TOKEN_MS = 7 * DAY_MS
const MAX_USER_AGENT = 300

/** Where a request comes from. */
export interface Visitor {
  readonly user_agent: string
  /** Network address; null when the socket is gone already. */
  readonly address: string | null
}

export interface HowSignedIn {
  /** A paired device brings what was agreed on when it was paired. */
  readonly via: 'local' | 'github' | PairedDevice
  /** Of the pages whose cookie it is, checked to be one; undefined for programs. */
  readonly browser_key: string | undefined
}

export interface PairedDevice extends Pick<SignIn, 'lasts_ms'> {
  readonly name: string
  /** The most that it may do. */
  readonly role: Role
}

export type RefreshedTokens = ResultOf<'auth.refresh'>

/** What a person gets who has proven who they are. The cookie's value is in here and nowhere else. */
export interface IssuedSignIn {
  readonly sign_in_id: string
  readonly cookie: string
  readonly cookie_lasts_ms: number
  readonly access_token: string
}

/** Gives out credentials, renews them, and notices when one was stolen. */
export interface Credentials {
  /** Notifies the person and the owner. */
  signIn(user: { readonly id: UserId }, how: HowSignedIn, visitor: Visitor): Promise<IssuedSignIn>
  /**
   * Binds a sign-in to the key of its pages, and exchanges its cookie.
   * @throws HomeportError AUTH_003 when the sign-in is gone or has a key.
   */
  bind(signInId: string, browserKey: string): Pick<IssuedSignIn, 'cookie' | 'cookie_lasts_ms'>
  /**
   * Fresh tokens of a sign-in; refresh tokens given out for it before are forgotten.
   * @throws HomeportError AUTH_004 when GitHub does not know its account any more.
   */
  tokensOf(signIn: { readonly id: string; readonly user_id: string }): Promise<RefreshedTokens>
  /**
   * Trades a refresh token, once. @throws HomeportError AUTH_003 when it is none of ours, AUTH_002 when it is over,
   * AUTH_004 as `tokensOf`, AUTH_005 when it was used before: its sign-in and all that came from it end then, and the owner is notified.
   */
  refresh(token: string, visitor: Visitor): Promise<{ readonly sign_in_id: string; readonly tokens: RefreshedTokens }>
  /** Ends the sign-in of a refresh token, used or not. No-op when it is unknown. */
  revokeByRefreshToken(token: string): void
}

/** Fresh tokens are given out on an answer no older than this. */
const TRUSTED_FOR_TOKENS_MS = 10 * 60_000

export interface CredentialsDeps {
  readonly clock: Clock
  readonly ids: Ids
  readonly signIns: SignInStore
  readonly refreshTokens: RefreshTokenStore
  readonly notices: Pick<Notices, 'notify'>
  readonly users: Pick<UserStore, 'find'>
  /** Asks whether the account is still there, where the last answer is older than that; null: nothing to wait for. */
  readonly accountWatch: { check(githubId: number, trustedMs: number): Promise<void> | null }
  readonly accessTokens: AccessTokens
  /** Ends every socket opened with the credential. */
  readonly closeSockets: (credential: Credential) => void
}

export function createCredentials(deps: CredentialsDeps): Credentials {
  const { clock, ids, signIns, refreshTokens, accessTokens } = deps

  const issueTokens = async (signIn: { id: string; user_id: string }): Promise<RefreshedTokens> => {
    await assertAccountIsThere(deps, signIn.id)
    const access_token = await accessTokens.issue({ user_id: signIn.user_id, sign_in_id: signIn.id })
    const refresh_token = newSecret(REFRESH_TOKEN_PREFIX)
    refreshTokens.add({
      secret_hash: hashSecret(refresh_token),
      sign_in_id: signIn.id,
      expires_at: clock.now() + REFRESH_TOKEN_MS,
    })
    return { access_token, refresh_token, expires_in: ACCESS_TOKEN_SECONDS }
  }

  return {
    signIn: async (user, { via, browser_key }, visitor) => {
      const [id, cookie, now] = [ids.uuid(), newSecret(), clock.now()]
      const device = typeof via === 'string' ? { via, name: null, role: null, lasts_ms: LASTS_MS[via] } : paired(via)
      const { lasts_ms } = device
      // First what can fail: nothing is left behind then.
      const access_token = await accessTokens.issue({ user_id: user.id, sign_in_id: id })
      signIns.removeExpired(now)
      refreshTokens.removeExpired(now)
      signIns.create({
        id,
        secret_hash: hashSecret(cookie),
        user_id: user.id,
        ...device,
        user_agent: visitor.user_agent.slice(0, MAX_USER_AGENT),
        address: visitor.address ?? '',
        created_at: now,
        expires_at: now + lasts_ms,
        browser_key: browser_key ?? null,
      })
      reportSignIn(deps, { user_id: user.id, ...device }, visitor)
      return { sign_in_id: id, cookie, cookie_lasts_ms: lasts_ms, access_token }
    },
    bind: (signInId, browser_key) => {
      const cookie = newSecret()
      const signIn = signIns.find(signInId)
      if (signIn === null || !signIns.bind(signInId, { secret_hash: hashSecret(cookie), browser_key })) {
        throw new HomeportError('AUTH_003', 'This sign-in is gone, or belongs to a page already. Sign in again.')
      }
      return { cookie, cookie_lasts_ms: signIn.lasts_ms }
    },
    tokensOf: async (signIn) => {
      refreshTokens.removeOf(signIn.id)
      return issueTokens(signIn)
    },
    refresh: async (token, visitor) => {
      const signIn = redeem(deps, token, visitor)
      return { sign_in_id: signIn.id, tokens: await issueTokens(signIn) }
    },
    revokeByRefreshToken: (token) => {
      const found = refreshTokens.find(hashSecret(token))
      if (found !== null) {
        end(deps, found.sign_in_id)
      }
    },
  }
}

/** @throws HomeportError AUTH_004 when the sign-in ended because its account did. */
async function assertAccountIsThere(deps: CredentialsDeps, signInId: string): Promise<void> {
  const signIn = deps.signIns.find(signInId)
  const githubId = signIn === null ? null : accountBehind(signIn, deps.users.find(signIn.user_id))
  await (githubId === null ? null : deps.accountWatch.check(githubId, TRUSTED_FOR_TOKENS_MS))
  if (deps.signIns.find(signInId) === null) {
    throw new HomeportError('AUTH_004', 'The account of this sign-in may not enter here any more.')
  }
}

/** Uses a refresh token up; returns its sign-in. */
function redeem(deps: CredentialsDeps, token: string, visitor: Visitor): SignIn {
  const { signIns, refreshTokens } = deps
  const hash = hashSecret(token)
  const now = deps.clock.now()
  const found = refreshTokens.find(hash)
  const signIn = found === null ? null : signIns.find(found.sign_in_id)
  if (found === null || signIn === null) {
    throw new HomeportError('AUTH_003', 'This refresh token is not known here: it was revoked, or is mistyped.')
  }
  if (found.used_at !== null || !refreshTokens.use(hash, now)) {
    end(deps, signIn.id)
    reportReuse(deps, signIn, visitor)
    throw reused()
  }
  if (found.expires_at <= now || signIn.expires_at <= now) {
    throw new HomeportError('AUTH_002', 'This refresh token has expired. Sign in again.')
  }
  signIns.touch(signIn.id, {
    last_used_at: now,
    expires_at: now + signIn.lasts_ms,
    address: visitor.address ?? undefined,
  })
  return signIn
}

function end({ signIns, closeSockets }: CredentialsDeps, signInId: string): void {
  signIns.remove(signInId)
  closeSockets({ kind: 'sign_in', id: signInId })
}

function reused(): HomeportError {
  return new HomeportError(
    'AUTH_005',
    'This refresh token was used before, so somebody else may have it. Everything that came from its sign-in is ' +
      'revoked, and the owner is told. Sign in again.',
  )
}

function reportSignIn(
  { notices }: CredentialsDeps,
  { user_id, via, name }: Pick<SignIn, 'user_id' | 'via' | 'name'>,
  { user_agent, address }: Visitor,
): void {
  notices.notify({
    user_id,
    message:
      `${name ?? deviceName(user_agent)} ${waysIn[via]}, from ${address ?? 'an unknown address'}. ` +
      'If that was not you, end it under Devices.',
  })
}

const waysIn = {
  github: 'signed in with GitHub',
  local: 'signed in with a link of this machine',
  paired: 'was paired',
} as const

function paired({ name, role, lasts_ms }: PairedDevice) {
  return { via: 'paired', name, role, lasts_ms } as const
}

function reportReuse({ notices }: CredentialsDeps, signIn: SignIn, visitor: Visitor): void {
  log.warn('a refresh token was used twice: its sign-in is revoked', {
    user_id: signIn.user_id,
    sign_in_id: signIn.id,
    address: visitor.address,
  })
  notices.notify({
    user_id: signIn.user_id,
    message:
      `A refresh token of "${deviceName(signIn.user_agent)}" was used a second time, from ${visitor.address ?? 'an unknown address'}. ` +
      'It may have been stolen; that sign-in is ended.',
  })
}
