import * as z from 'zod'
import { Timestamp, UserId } from '../ids.ts'
import { BIND_PATH, CHALLENGE_PATH } from '../browserProof.ts'
import { defineOperation } from './operation.ts'

export const Role = z.enum(['owner', 'member', 'viewer'])
export type Role = z.infer<typeof Role>

export const User = z.object({
  id: UserId,
  github_id: z.number().int().nullable(),
  username: z.string(),
  avatar_url: z.string().nullable(),
  email: z.string().nullable(),
  role: Role,
})
export type User = z.infer<typeof User>

/** What a personal access token may carry. */
export const TokenScope = z.enum(['read', 'drive', 'manage'])
export type TokenScope = z.infer<typeof TokenScope>

/**
 * The public key of the pages that sign in (SPKI, base64; ECDSA on P-256). With it the session cookie counts only
 * together with a signature of that key. Programs, which keep their cookie to themselves, go without.
 */
export const BrowserKey = z.string().regex(/^[\w+/-]{80,160}={0,2}$/, { error: 'is not a public key in base64' })

const AccessToken = z.object({
  id: z.string(),
  name: z.string(),
  scopes: z.array(TokenScope),
  created_at: Timestamp,
  expires_at: Timestamp.nullable(),
  last_used_at: Timestamp.nullable(),
})

/** What a program goes on with. */
export const RefreshedTokens = z.object({
  access_token: z.string(),
  refresh_token: z.string(),
  expires_in: z.number().int().positive(),
})

const EnteredTokens = z.object({ access_token: z.string(), expires_in: z.number().int().positive(), user: User })

export const authOperations = {
  'auth.local': defineOperation({
    summary: 'Trade a one-time sign-in secret of this machine for a session cookie and a short access token.',
    params: z.strictObject({ secret: z.string().min(1).max(200), browser_key: BrowserKey.optional() }),
    result: EnteredTokens,
    scope: 'public',
    listener: 'loopback',
    owner: 'gateway',
    http: { method: 'POST', path: '/auth/local' },
    audit: 'auth.sign_in',
  }),
  'auth.challenge': defineOperation({
    summary:
      'Something for the key of a browser to sign. `needs_key`: the session cookie that came along is from before there were keys, and wants one.',
    params: z.strictObject({}),
    result: z.object({ challenge: z.string(), expires_in: z.number().int().positive(), needs_key: z.boolean() }),
    scope: 'public',
    owner: 'gateway',
    http: { method: 'GET', path: CHALLENGE_PATH },
  }),
  'auth.bind': defineOperation({
    summary: 'Bind a sign-in from before there were keys to that of its browser, once; the cookie is exchanged.',
    params: z.strictObject({ browser_key: BrowserKey }),
    result: z.object({ success: z.literal(true) }),
    scope: 'public',
    owner: 'gateway',
    http: { method: 'POST', path: BIND_PATH },
    audit: 'auth.bind',
  }),
  'auth.refresh': defineOperation({
    summary:
      'Trade a refresh token, once, for fresh tokens; without one, the session cookie makes them (an access token does not). A second use revokes everything of that sign-in.',
    params: z.strictObject({ refresh_token: z.string().min(1).max(200).optional() }),
    result: RefreshedTokens,
    scope: 'public',
    owner: 'gateway',
    http: { method: 'POST', path: '/auth/refresh' },
    audit: 'auth.refresh',
  }),
  'auth.keys': defineOperation({
    summary: 'The public keys of access tokens (JWKS).',
    params: z.strictObject({}),
    result: z.object({
      keys: z.array(
        z.object({
          kty: z.literal('RSA'),
          n: z.string(),
          e: z.string(),
          kid: z.string(),
          alg: z.literal('RS256'),
          use: z.literal('sig'),
        }),
      ),
    }),
    scope: 'public',
    owner: 'gateway',
    http: { method: 'GET', path: '/.well-known/jwks.json' },
  }),
  'auth.revoke': defineOperation({
    summary:
      'Sign out: the sign-in of the refresh token, else of the credential of this request, and every socket opened with it, end at once.',
    params: z.strictObject({ refresh_token: z.string().min(1).max(200).optional() }),
    result: z.object({ success: z.literal(true) }),
    scope: 'public',
    owner: 'gateway',
    http: { method: 'POST', path: '/auth/revoke' },
    audit: 'auth.sign_out',
  }),
  'user.profile': defineOperation({
    summary: 'Who is signed in.',
    params: z.strictObject({}),
    result: User.extend({
      created_at: Timestamp,
      last_login: Timestamp,
      active_sessions: z.number().int().nonnegative(),
    }),
    scope: 'read',
    owner: 'gateway',
    http: { method: 'GET', path: '/api/user/profile' },
  }),
  'access_token.create': defineOperation({
    summary: 'Make a personal access token for a program. Its value is in this answer and nowhere else.',
    params: z.strictObject({
      name: z.string().trim().min(1).max(100),
      scopes: z.array(TokenScope).min(1).default(['read', 'drive']),
      expires_in_days: z.number().int().min(1).max(3650).optional(),
    }),
    result: AccessToken.extend({ token: z.string() }),
    scope: 'local',
    owner: 'gateway',
    audit: 'access_token.create',
  }),
  'access_token.list': defineOperation({
    summary: 'List personal access tokens, without their values.',
    params: z.strictObject({}),
    result: z.object({ tokens: z.array(AccessToken) }),
    scope: 'local',
    owner: 'gateway',
  }),
  'access_token.revoke': defineOperation({
    summary: 'Revoke a personal access token; its sockets close at once.',
    params: z.strictObject({ id: z.string().min(1) }),
    result: z.object({ success: z.literal(true) }),
    scope: 'local',
    owner: 'gateway',
    audit: 'access_token.revoke',
  }),
  'sign_in_link.create': defineOperation({
    summary: 'Make a one-time sign-in link for a browser on this machine.',
    params: z.strictObject({}),
    result: z.object({ sign_in_url: z.string(), expires_in: z.number().int().positive() }),
    scope: 'local',
    owner: 'gateway',
    audit: 'auth.sign_in_link',
  }),
} as const
