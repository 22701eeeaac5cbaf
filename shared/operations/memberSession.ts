import * as z from 'zod'
import { SessionId, Timestamp, UserId } from '../ids.ts'
import { SessionStatus } from '../session/status.ts'
import { Role } from './auth.ts'
import { defineOperation } from './operation.ts'

/** A session of somebody else: what the owner must know to stop or end it, and nothing that was said in it. */
const MemberSession = z.object({
  id: SessionId,
  user: z.object({ id: UserId, username: z.string(), role: Role }),
  /**
   * Why it stands suspended for good: removed: their account was taken from the list · viewer: they may look on only.
   * null: they may run it.
   */
  why: z.enum(['removed', 'viewer']).nullable(),
  status: SessionStatus,
  workspace_path: z.string(),
  created_at: Timestamp,
  last_activity: Timestamp,
})
export type MemberSession = z.infer<typeof MemberSession>

export const memberSessionOperations = {
  'member_session.list': defineOperation({
    summary: 'Sessions of other people that have not ended. Without what was said in them.',
    params: z.strictObject({}),
    result: z.object({ sessions: z.array(MemberSession) }),
    scope: 'local',
    owner: 'gateway',
    http: { method: 'GET', path: '/api/member-sessions' },
  }),
  'member_session.stop': defineOperation({
    summary: 'Suspend such a session: its Claude Code ends, what was said is kept. Its person resumes it if they may.',
    params: z.strictObject({ session_id: SessionId }),
    result: z.object({ success: z.literal(true) }),
    scope: 'local',
    owner: 'gateway',
    http: { method: 'POST', path: '/api/member-sessions/:session_id/stop' },
    audit: 'member_session.stop',
  }),
  'member_session.end': defineOperation({
    summary: 'End such a session for good.',
    params: z.strictObject({ session_id: SessionId }),
    result: z.object({ success: z.literal(true) }),
    scope: 'local',
    owner: 'gateway',
    http: { method: 'DELETE', path: '/api/member-sessions/:session_id' },
    audit: 'member_session.end',
  }),
} as const
