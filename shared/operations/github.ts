import * as z from 'zod'
import { Timestamp } from '../ids.ts'
import { BrowserKey, RefreshedTokens, Role, User } from './auth.ts'
import { defineOperation } from './operation.ts'

const SignedIn = RefreshedTokens.extend({ user: User })

/** A number that no renaming changes: `https://api.github.com/users/NAME` tells it. */
const GithubId = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER)

/** A login as GitHub makes them, or a number; `@` is how people write names. */
const AccountName = z
  .string()
  .trim()
  .transform((text) => text.replace(/^@/, ''))
  .refine((text) => /^[a-z\d](?:[a-z\d_-]{0,98}[a-z\d])?$/i.test(text), {
    error: 'That is neither the name nor the number of a GitHub account.',
  })

const AllowedAccount = z.object({
  github_id: z.number().int(),
  /** null: the account never came, and GitHub was not asked. */
  login: z.string().nullable(),
  role: Role,
  /** It is the account of the person whose machine this is: the same sessions, whichever way they sign in. */
  is_local_owner: z.boolean(),
  added_at: Timestamp,
})
export type AllowedAccount = z.infer<typeof AllowedAccount>

/** The OAuth app to sign in with, as the owner sees it. */
const GithubSetupStatus = z.object({
  /** null: nobody signs in with GitHub. */
  client_id: z.string().nullable(),
  /** With a secret people may also sign in by a click; by a code it goes without. */
  has_secret: z.boolean(),
  host: z.string(),
  /** Where an OAuth app is made, and those made before are found. */
  apps_url: z.string(),
  /** The environment variable that says which app it is, so that nothing else can; null: none does. */
  fixed_by: z.string().nullable(),
})
export type GithubSetupStatus = z.infer<typeof GithubSetupStatus>

export const githubOperations = {
  'auth.methods': defineOperation({
    summary: 'How a browser can sign in here.',
    params: z.strictObject({}),
    result: z.object({
      /** null: not set up. */
      github: z.object({ host: z.string(), device: z.literal(true), redirect: z.boolean() }).nullable(),
    }),
    scope: 'public',
    owner: 'gateway',
    http: { method: 'GET', path: '/auth/methods' },
  }),
  'auth.github_callback': defineOperation({
    summary:
      'Finish a sign-in that GET /auth/github began in this very browser: what GitHub gave to the callback address becomes tokens and a session cookie.',
    params: z.strictObject({ code: z.string().min(1).max(500), state: z.string().min(1).max(500) }),
    result: SignedIn,
    scope: 'public',
    owner: 'gateway',
    http: { method: 'POST', path: '/auth/github/callback' },
    audit: 'auth.sign_in',
  }),
  'auth.github_enter': defineOperation({
    summary: 'Trade the one-time ticket that a browser came back from GitHub with for a session cookie.',
    params: z.strictObject({ ticket: z.string().min(1).max(200), browser_key: BrowserKey.optional() }),
    result: z.object({ user: User }),
    scope: 'public',
    owner: 'gateway',
    http: { method: 'POST', path: '/auth/github/enter' },
    audit: 'auth.sign_in',
  }),
  'auth.github_device': defineOperation({
    summary: 'Begin a sign-in by a code that the person types in at GitHub, on any device.',
    params: z.strictObject({}),
    result: z.object({
      device_code: z.string(),
      user_code: z.string(),
      verification_uri: z.string(),
      expires_in: z.number().int().positive(),
      /** Seconds to wait between two polls. */
      interval: z.number().int().positive(),
    }),
    scope: 'public',
    owner: 'gateway',
    http: { method: 'POST', path: '/auth/github/device' },
  }),
  'auth.github_device_poll': defineOperation({
    summary: 'Ask whether the person has typed the code in; once they have, tokens and a session cookie.',
    params: z.strictObject({ device_code: z.string().min(1).max(200), browser_key: BrowserKey.optional() }),
    result: z.discriminatedUnion('status', [
      z.object({ status: z.literal('pending'), interval: z.number().int().positive() }),
      SignedIn.extend({ status: z.literal('complete') }),
    ]),
    scope: 'public',
    owner: 'gateway',
    http: { method: 'POST', path: '/auth/github/device/poll' },
    audit: 'auth.sign_in',
  }),
  'github.configure': defineOperation({
    summary: 'Name the GitHub OAuth app to sign in with; null switches sign-in with GitHub off.',
    params: z.strictObject({
      client_id: z
        .string()
        .regex(/^[\w.-]{1,100}$/, { error: 'is not a client id' })
        .nullable(),
      /** Kept in the vault. Absent: the one of the same client id stays. */
      client_secret: z.string().trim().min(1).max(500).optional(),
    }),
    result: GithubSetupStatus,
    scope: 'local',
    owner: 'gateway',
    http: { method: 'PUT', path: '/api/github' },
    audit: 'github.configure',
  }),
  'github.status': defineOperation({
    summary: 'Which GitHub OAuth app people sign in with.',
    params: z.strictObject({}),
    result: GithubSetupStatus,
    scope: 'local',
    owner: 'gateway',
    http: { method: 'GET', path: '/api/github' },
  }),
  'account.look_up': defineOperation({
    summary: 'Ask GitHub whose name or number this is, before the account is let in. Changes nothing.',
    params: z.strictObject({ account: AccountName }),
    result: z.object({ github_id: z.number().int(), login: z.string() }),
    scope: 'local',
    owner: 'gateway',
    http: { method: 'GET', path: '/api/github/account' },
  }),
  'account.allow': defineOperation({
    summary: 'Let a GitHub account in, or change its role; holds from the next request on, for open sockets too.',
    params: z.strictObject({ github_id: GithubId, role: Role.default('member') }),
    result: AllowedAccount,
    scope: 'local',
    owner: 'gateway',
    http: { method: 'PUT', path: '/api/accounts/:github_id' },
    audit: 'account.allow',
  }),
  'account.disallow': defineOperation({
    summary:
      'Remove the access of a GitHub account: its sign-ins, tokens and sockets end at once, and its sessions are suspended and kept.',
    params: z.strictObject({ github_id: GithubId }),
    result: z.object({ success: z.literal(true) }),
    scope: 'local',
    owner: 'gateway',
    http: { method: 'DELETE', path: '/api/accounts/:github_id' },
    audit: 'account.disallow',
  }),
  'account.list': defineOperation({
    summary: 'Which GitHub accounts may enter.',
    params: z.strictObject({}),
    result: z.object({ accounts: z.array(AllowedAccount) }),
    scope: 'local',
    owner: 'gateway',
    http: { method: 'GET', path: '/api/accounts' },
  }),
} as const
