import { HomeportError } from '#shared/errors.ts'
import type { UserId } from '#shared/ids.ts'
import type { ResultOf } from '#shared/operations/table.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { SignInSecretStore } from '../store/signInSecrets.ts'
import type { StoredUser, UserStore } from '../store/users.ts'
import { ACCESS_TOKEN_SECONDS } from '../credentials/accessTokens.ts'
import type { Credentials, IssuedSignIn, Visitor } from '../credentials/credentials.ts'
import { hashSecret, newSecret } from '../credentials/secret.ts'
import type { Throttle } from './throttle.ts'

/** How long a sign-in link works, once. */
export const SIGN_IN_LINK_MS = 10 * 60_000

export interface LocalSignInDeps {
  readonly clock: Clock
  readonly users: UserStore
  readonly credentials: Credentials
  readonly secrets: SignInSecretStore
  /**
   * Counts wrong secrets. A right one always passes: with 256 random bits guessing is hopeless anyway, and other
   * users of this machine must not be able to lock the owner out.
   */
  readonly wrongSecrets: Throttle
}

/** The local way in: a one-time secret of this machine becomes a browser's sign-in. */
export interface LocalSignIn {
  /** A fresh secret for the user; valid once, for SIGN_IN_LINK_MS. */
  createSecret(userId: UserId): string
  /**
   * Uses a secret up.
   * @throws HomeportError AUTH_002 when it is unknown, used or over; RATE_001 after too many of those.
   */
  signIn(
    shown: { readonly secret: string; readonly browser_key?: string | undefined },
    visitor: Visitor,
  ): Promise<{ issued: IssuedSignIn; result: ResultOf<'auth.local'> }>
}

export function createLocalSignIn(deps: LocalSignInDeps): LocalSignIn {
  const { clock, users, credentials, secrets, wrongSecrets } = deps

  const take = (secret: string, address: string | null): StoredUser => {
    const userId = secrets.take(hashSecret(secret), clock.now())
    const user = userId === null ? null : users.find(userId)
    if (user === null) {
      wrongSecrets.count(address)
      throw new HomeportError(
        'AUTH_002',
        'This sign-in link was used already, or is older than 10 minutes. Run "homeport start" again for a new one.',
      )
    }
    wrongSecrets.reset(address)
    return user
  }

  return {
    createSecret: (userId) => {
      const secret = newSecret()
      const now = clock.now()
      secrets.add({ secret_hash: hashSecret(secret), user_id: userId, now, expires_at: now + SIGN_IN_LINK_MS })
      return secret
    },
    signIn: async ({ secret, browser_key }, visitor) => {
      const user = take(secret, visitor.address)
      const issued = await credentials.signIn(user, { via: 'local', browser_key }, visitor)
      users.touchLogin(user.id)
      return {
        issued,
        result: { access_token: issued.access_token, expires_in: ACCESS_TOKEN_SECONDS, user: publicUser(user) },
      }
    },
  }
}

/** The user as clients see them. */
export function publicUser(user: StoredUser): ResultOf<'auth.local'>['user'] {
  const { id, github_id, username, avatar_url, email, role } = user
  return { id, github_id, username, avatar_url, email, role }
}
