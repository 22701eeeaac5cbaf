import type { SessionId, UserId } from '#shared/ids.ts'
import { Session } from '#shared/session/session.ts'
import type { RawEvent } from '#server/host/sessions/ports/sessionPorts.ts'

/** A fresh session as it lies in the database. */
export function newSession(id: SessionId, user_id: UserId, fields: Partial<Session> = {}): Session {
  const now = '2026-01-01T00:00:00.000Z'
  return Session.parse({
    id,
    user_id,
    name: 'test',
    status: 'ACTIVE',
    status_reason: 'idle',
    workspace_path: '/no-such-folder/work',
    model: null,
    permission_mode: 'default',
    created_at: now,
    last_activity: now,
    turn_started_at: null,
    activity: null,
    message_count: 0,
    turn_count: 0,
    pending_approvals: 0,
    usage: {},
    cost_usd: 0,
    files_changed: 0,
    head_seq: 0,
    archived: false,
    login: 'token',
    ...fields,
  })
}

/** A finished block of text, as the log keeps it. */
export function textEvent(session_id: SessionId, seq: number, content = `text ${seq} ünï`): RawEvent {
  const data = { block_id: `b${seq}`, kind: 'text', is_complete: true }
  const event = { type: 'claude_response', session_id, seq, content, data, timestamp: '2026-01-01T00:00:00.000Z' }
  return { seq, type: event.type, payload: Buffer.from(JSON.stringify(event)) }
}
