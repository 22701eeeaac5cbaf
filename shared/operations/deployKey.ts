import * as z from 'zod'
import { SessionId, Timestamp } from '../ids.ts'
import { defineOperation } from './operation.ts'

const session_id = SessionId

export const DeployKey = z.object({
  session_id: SessionId,
  /** `owner/name` at GitHub. */
  repository: z.string(),
  /** Where its keys are listed; https, or what the set-up of GitHub names. */
  url: z.string(),
  may_push: z.boolean(),
  added_at: Timestamp,
  /** removing: the session is over, or its person wants it gone, and GitHub still has it. It is tried again by itself. */
  state: z.enum(['there', 'removing']),
  /** Why it could not be removed yet, for people. */
  problem: z.string().nullable(),
  /** Whose it was: somebody who may not enter any more. Only the owner is told; left out for one’s own. */
  of: z.string().optional(),
})
export type DeployKey = z.infer<typeof DeployKey>

const path = '/api/session/:session_id/git/deploy_key'

export const deployKeyOperations = {
  'deploy_key.list': defineOperation({
    summary:
      'Which of one’s sessions have a deploy key at GitHub, and which keys could not be removed there yet; for the owner also those of people who may not enter any more.',
    params: z.strictObject({}),
    result: z.object({ deploy_keys: z.array(DeployKey) }),
    scope: 'drive',
    command_line: true,
    owner: 'gateway',
    http: { method: 'GET', path: '/api/github/deploy_keys' },
  }),
  'deploy_key.add': defineOperation({
    summary:
      'Make an SSH key for a session with a clone over SSH, and add its public part at GitHub as a deploy key of that repository alone, as the person who asks let Homeport (github.grant). It may read, unless told otherwise, and goes with the session.',
    params: z.strictObject({ session_id, may_push: z.boolean().default(false) }),
    result: DeployKey,
    scope: 'drive',
    command_line: true,
    owner: 'gateway',
    http: { method: 'POST', path, status: 201 },
    audit: 'deploy_key.add',
  }),
  'deploy_key.remove': defineOperation({
    summary:
      'Remove the deploy key of a session at GitHub. Where GitHub does not, it is tried again by itself; with `forget` it leaves the list, since somebody removed it there.',
    params: z.strictObject({ session_id, forget: z.stringbool().or(z.boolean()).default(false) }),
    result: z.object({ success: z.literal(true) }),
    scope: 'drive',
    command_line: true,
    owner: 'gateway',
    http: { method: 'DELETE', path },
    audit: 'deploy_key.remove',
  }),
} as const
