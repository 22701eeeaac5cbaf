import * as z from 'zod'
import { SessionId, Timestamp, UserId } from '../ids.ts'
import { SessionStatus } from '../session/status.ts'
import { Role } from './auth.ts'
import { defineOperation } from './operation.ts'

/** A session of somebody who may not run any: what the owner must know to end it, and nothing that was said in it. */
const StoppedSession = z.object({
  id: SessionId,
  user: z.object({ id: UserId, username: z.string(), role: Role }),
  /** removed: their account was taken from the list · viewer: they may look on only. */
  why: z.enum(['removed', 'viewer']),
  status: SessionStatus,
  workspace_path: z.string(),
  created_at: Timestamp,
  last_activity: Timestamp,
})
export type StoppedSession = z.infer<typeof StoppedSession>

export const stoppedSessionOperations = {
  'stopped_session.list': defineOperation({
    summary: 'Sessions that stand suspended because their people may not run any more. Without what was said in them.',
    params: z.strictObject({}),
    result: z.object({ sessions: z.array(StoppedSession) }),
    scope: 'local',
    owner: 'gateway',
    http: { method: 'GET', path: '/api/stopped-sessions' },
  }),
  'stopped_session.end': defineOperation({
    summary: 'End such a session for good.',
    params: z.strictObject({ session_id: SessionId }),
    result: z.object({ success: z.literal(true) }),
    scope: 'local',
    owner: 'gateway',
    http: { method: 'DELETE', path: '/api/stopped-sessions/:session_id' },
    audit: 'stopped_session.end',
  }),
} as const
