import { HomeportError } from '#shared/errors.ts'
import type { UserId } from '#shared/ids.ts'
import type { ResultOf } from '#shared/operations/table.ts'
import type { Clock, Ids } from '#server/platform/clock.ts'
import type { SignInSecretStore } from '../store/signInSecrets.ts'
import type { SignInStore } from '../store/signIns.ts'
import type { StoredUser, UserStore } from '../store/users.ts'
import { SIGN_IN_MS } from './guard.ts'
import { ACCESS_TOKEN_PREFIX, hashSecret, newSecret } from './secret.ts'
import type { WrongSecrets } from './wrongSecrets.ts'

/** How long a sign-in link works, once. */
export const SIGN_IN_LINK_MS = 10 * 60_000
const ACCESS_TOKEN_MS = 900_000
const MAX_USER_AGENT = 300

export interface LocalSignInDeps {
  readonly clock: Clock
  readonly ids: Ids
  readonly users: UserStore
  readonly signIns: SignInStore
  readonly secrets: SignInSecretStore
  readonly wrongSecrets: WrongSecrets
}

/** The local door: a one-time secret of this machine becomes a browser's sign-in. */
export interface LocalSignIn {
  /** A fresh secret for the user; valid once, for SIGN_IN_LINK_MS. */
  createSecret(userId: UserId): string
  /**
   * Uses a secret up. The cookie's value is in this answer and nowhere else.
   * @throws HomeportError AUTH_002 when it is unknown, used or over; RATE_001 after too many of those.
   */
  signIn(secret: string, userAgent: string): { cookie: string; result: ResultOf<'auth.local'> }
}

export function createLocalSignIn(deps: LocalSignInDeps): LocalSignIn {
  const { clock, ids, users, signIns, secrets, wrongSecrets } = deps

  const take = (secret: string): StoredUser => {
    const userId = secrets.take(hashSecret(secret), clock.now())
    const user = userId === null ? null : users.find(userId)
    if (user === null) {
      wrongSecrets.count()
      throw new HomeportError(
        'AUTH_002',
        'This sign-in link was used already, or is older than 10 minutes. Run "homeport start" again for a fresh one.',
      )
    }
    wrongSecrets.reset()
    return user
  }

  return {
    createSecret: (userId) => {
      const secret = newSecret()
      const now = clock.now()
      secrets.add({ secret_hash: hashSecret(secret), user_id: userId, now, expires_at: now + SIGN_IN_LINK_MS })
      return secret
    },
    signIn: (secret, userAgent) => {
      const user = take(secret)
      const now = clock.now()
      const [id, cookie, accessToken] = [ids.uuid(), newSecret(), newSecret(ACCESS_TOKEN_PREFIX)]
      signIns.removeExpired(now)
      signIns.create({
        id,
        secret_hash: hashSecret(cookie),
        user_id: user.id,
        user_agent: userAgent.slice(0, MAX_USER_AGENT),
        now,
        expires_at: now + SIGN_IN_MS,
      })
      signIns.addAccessToken({
        secret_hash: hashSecret(accessToken),
        sign_in_id: id,
        expires_at: now + ACCESS_TOKEN_MS,
      })
      users.touchLogin(user.id)
      return {
        cookie,
        result: { access_token: accessToken, expires_in: ACCESS_TOKEN_MS / 1000, user: publicUser(user) },
      }
    },
  }
}

/** The user as clients see them. */
export function publicUser(user: StoredUser): ResultOf<'auth.local'>['user'] {
  const { id, github_id, username, avatar_url, email, role } = user
  return { id, github_id, username, avatar_url, email, role }
}
