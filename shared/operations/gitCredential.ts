import * as z from 'zod'
import { SessionId, Timestamp } from '../ids.ts'
import { defineOperation } from './operation.ts'

/** As Git names it: with its port where that is not the usual one. */
const Host = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^(?:[a-z0-9](?:[a-z0-9.-]{0,252}[a-z0-9])?|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/, {
    error: 'That is the name of no host: example.org, or example.org:8443.',
  })

const oneLine = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .regex(/^\P{Cc}+$/u, { error: 'This is one line, without control characters.' })

export const GitCredential = z.object({
  /** token: for https. key: an SSH key, of one session. */
  kind: z.enum(['token', 'key']),
  host: z.string(),
  /** null: for all of the person's sessions. */
  session_id: SessionId.nullable(),
  username: z.string(),
  /** Of a key, as the host takes it; empty of a token. */
  public_key: z.string(),
  added_at: Timestamp,
})
export type GitCredential = z.infer<typeof GitCredential>

const path = '/api/git/credentials'

export const gitCredentialOperations = {
  'git_credential.list': defineOperation({
    summary: 'With what one’s sessions sign in to Git hosts, without the secrets.',
    params: z.strictObject({}),
    result: z.object({ credentials: z.array(GitCredential) }),
    scope: 'drive',
    command_line: true,
    owner: 'host',
    http: { method: 'GET', path },
  }),
  'git_credential.set': defineOperation({
    summary:
      'Keep a token for a Git host in the vault, for all of one’s sessions or for one: then it goes with that session. Git alone gets it, for that host alone.',
    params: z.strictObject({
      host: Host,
      username: oneLine(200).default('x-access-token'),
      token: oneLine(4_096),
      session_id: SessionId.optional(),
    }),
    result: z.object({ success: z.literal(true) }),
    scope: 'drive',
    command_line: true,
    owner: 'host',
    http: { method: 'PUT', path },
    audit: 'git_credential.set',
  }),
  'git_credential.make_key': defineOperation({
    summary:
      'Make an SSH key for one session and one host, in the place of one that it had. The private part stays in the vault and goes with the session; the public part is for the host.',
    params: z.strictObject({ session_id: SessionId, host: Host }),
    result: z.object({ public_key: z.string() }),
    scope: 'drive',
    command_line: true,
    owner: 'host',
    http: { method: 'POST', path: '/api/session/:session_id/git/key', status: 201 },
    audit: 'git_credential.make_key',
  }),
  'git_credential.remove': defineOperation({
    summary: 'Remove a token or a key from the vault. SESSION_002: there is none.',
    params: z.strictObject({ kind: z.enum(['token', 'key']), host: Host, session_id: SessionId.optional() }),
    result: z.object({ success: z.literal(true) }),
    scope: 'drive',
    command_line: true,
    owner: 'host',
    http: { method: 'DELETE', path },
    audit: 'git_credential.remove',
  }),
} as const
