import * as z from 'zod'
import { SessionId } from '../ids.ts'
import { GitRevision } from './git.ts'
import { defineOperation } from './operation.ts'

const session_id = SessionId

/** waiting: it has not ended. */
const CheckState = z.enum(['passed', 'failed', 'waiting', 'skipped'])

const Check = z.object({
  name: z.string(),
  state: CheckState,
  /** https alone. */
  url: z.string().nullable(),
})

export const PullRequest = z.object({
  number: z.number().int().positive(),
  title: z.string(),
  url: z.string(),
  state: z.enum(['open', 'draft', 'merged', 'closed']),
  base: z.string(),
  /** Where it is, as `owner/name`: of a fork’s branch what that comes from. */
  repository: z.string(),
})
export type PullRequest = z.infer<typeof PullRequest>

export const pullRequestOperations = {
  'github.grant': defineOperation({
    summary:
      'Begin to let Homeport act at GitHub for the person who asks: make pull requests, read their checks (OAuth scope `repo`). By a code that the person types in there.',
    params: z.strictObject({}),
    result: z.object({
      grant_id: z.string(),
      user_code: z.string(),
      verification_uri: z.string(),
      expires_in: z.number().int().positive(),
      /** Seconds to wait between two polls. */
      interval: z.number().int().positive(),
    }),
    scope: 'drive',
    owner: 'gateway',
    http: { method: 'POST', path: '/api/github/grant' },
    audit: 'github.grant',
  }),
  'github.grant_poll': defineOperation({
    summary:
      'Ask whether the person has typed the code in. What GitHub gives is kept in the vault, for that person alone.',
    params: z.strictObject({ grant_id: z.string().min(1).max(200) }),
    result: z.discriminatedUnion('status', [
      z.object({ status: z.literal('pending'), interval: z.number().int().positive() }),
      z.object({ status: z.literal('complete'), login: z.string() }),
    ]),
    scope: 'drive',
    owner: 'gateway',
    http: { method: 'POST', path: '/api/github/grant/poll' },
    audit: 'github.grant_poll',
  }),
  'github.forget_grant': defineOperation({
    summary: 'Forget what GitHub gave for acting there. It is revoked in GitHub’s own settings.',
    params: z.strictObject({}),
    result: z.object({ success: z.literal(true) }),
    scope: 'drive',
    owner: 'gateway',
    http: { method: 'DELETE', path: '/api/github/grant' },
    audit: 'github.forget_grant',
  }),
  'pull_request.read': defineOperation({
    summary: 'The pull request of the branch of a session, with its checks, as GitHub has it now.',
    params: z.strictObject({ session_id }),
    result: z.discriminatedUnion('kind', [
      /** not_github: no repository there, or no GitHub is set up. not_granted: the person has not let Homeport. */
      z.object({ kind: z.enum(['not_github', 'not_granted']) }),
      z.object({
        kind: z.literal('ready'),
        /** As whom. */
        login: z.string(),
        /** Where a new one would go, as `owner/name`. */
        into: z.string(),
        pull_request: PullRequest.nullable(),
        checks: z.array(Check),
      }),
    ]),
    scope: 'read',
    command_line: true,
    owner: 'gateway',
    http: { method: 'GET', path: '/api/session/:session_id/pull_request' },
  }),
  'pull_request.create': defineOperation({
    summary:
      'Make a pull request at GitHub for the branch of a session, which has been pushed, as the person who asks. The branch of a fork goes into what GitHub says that the fork comes from.',
    params: z.strictObject({
      session_id,
      title: z.string().trim().min(1).max(256),
      body: z.string().max(60_000).default(''),
      /** A branch that was pushed there, as with `to` of git.push; absent: the session's own. */
      head: GitRevision.optional(),
      /** Absent: the repository’s default branch. */
      base: GitRevision.optional(),
      draft: z.boolean().default(false),
      /** own: into the fork itself. */
      into: z.enum(['parent', 'own']).default('parent'),
    }),
    result: PullRequest,
    scope: 'drive',
    command_line: true,
    owner: 'gateway',
    http: { method: 'POST', path: '/api/session/:session_id/pull_request', status: 201 },
    audit: 'pull_request.create',
  }),
} as const
