import { SignJWT, errors, jwtVerify } from 'jose'
import * as z from 'zod'
import { HomeportError } from '#shared/errors.ts'
import { type Clock, machineStart } from '#server/platform/clock.ts'
import { SIGNING_ALGORITHM, type SigningKeys } from './signingKeys.ts'

export const ACCESS_TOKEN_SECONDS = 900

/** The machine's start is the same within this: uptime counts whole seconds, and clocks are corrected a little. */
const SAME_START_S = 60

const ISSUER = 'homeport'
const AUDIENCE = 'homeport-api'

/** What a token identifies. It names no role and no scope: those are looked up at each use. */
export interface AccessTokenSubject {
  readonly user_id: string
  readonly sign_in_id: string
}

/** What a token that was shown says. */
export interface VerifiedAccessToken extends AccessTokenSubject {
  /** Milliseconds since 1970, by the calendar as it is set now. */
  readonly expires_at: number
}

/** `boot`: when the machine started, by the calendar that `iat` and `exp` go by, in seconds. Tokens of older versions have none. */
const Claims = z.object({
  sub: z.string().min(1),
  sid: z.string().min(1),
  exp: z.number(),
  boot: z.number().optional(),
})

/** Short signed tokens for programs. A good signature is not enough to enter: the sign-in must still be there. */
export interface AccessTokens {
  issue(subject: AccessTokenSubject): Promise<string>
  /** @throws HomeportError AUTH_002 when it is over, AUTH_003 when it is not ours, not RS256, or not for us. */
  verify(token: string): Promise<VerifiedAccessToken>
}

export interface AccessTokensDeps {
  readonly clock: Pick<Clock, 'now'>
  /** By which tokens last: they are neither over nor good for longer because somebody sets the clock. */
  readonly steady: Pick<Clock, 'now' | 'uptime'>
  readonly keys: SigningKeys
}

export function createAccessTokens({ clock, steady, keys }: AccessTokensDeps): AccessTokens {
  return {
    issue: async ({ user_id, sign_in_id }) => {
      const { kid, key } = await keys.current()
      const now = Math.floor(steady.now() / 1000)
      return new SignJWT({ sid: sign_in_id, boot: startOf(steady) })
        .setProtectedHeader({ alg: SIGNING_ALGORITHM, kid, typ: 'at+jwt' })
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setSubject(user_id)
        .setIssuedAt(now)
        .setExpirationTime(now + ACCESS_TOKEN_SECONDS)
        .sign(key)
    },
    verify: async (token) => {
      try {
        const { payload } = await jwtVerify(token, async ({ kid }) => requireKey(keys, kid), {
          algorithms: [SIGNING_ALGORITHM],
          typ: 'at+jwt',
          issuer: ISSUER,
          audience: AUDIENCE,
          requiredClaims: ['exp', 'iat', 'sub', 'sid'],
          currentDate: new Date(steady.now()),
        })
        const { sub, sid, exp, boot } = Claims.parse(payload)
        if (boot === undefined || Math.abs(boot - startOf(steady)) > SAME_START_S) {
          // For good: by this calendar its fifteen minutes may be still to come. After an update a program gets a new one.
          throw new errors.JWTExpired('of another calendar, or of another start of the machine', payload, 'boot')
        }
        return { user_id: sub, sign_in_id: sid, expires_at: exp * 1000 - steady.now() + clock.now() }
      } catch (error) {
        throw refusal(error)
      }
    },
  }
}

function startOf(steady: AccessTokensDeps['steady']): number {
  return Math.floor(machineStart(steady) / 1000)
}

async function requireKey(keys: SigningKeys, kid: string | undefined) {
  const key = kid === undefined ? null : await keys.publicKey(kid)
  if (key === null) {
    throw new errors.JWSSignatureVerificationFailed('unknown key')
  }
  return key
}

function refusal(error: unknown): Error {
  if (error instanceof errors.JWTExpired) {
    return new HomeportError('AUTH_002', 'This access token has expired. Get a new one with POST /auth/refresh.')
  }
  if (error instanceof errors.JOSEError || error instanceof z.ZodError) {
    return new HomeportError('AUTH_003', 'This access token was not signed by this workstation for its own use.')
  }
  return error instanceof Error ? error : new Error(String(error))
}
