import type { DesktopState } from '#shared/desktop/desktopState.ts'
import type { RemoteStatus } from '#shared/operations/remote.ts'
import { ApprovalId, SessionId, UserId } from '#shared/ids.ts'
import { Approval, Session } from '#shared/session/session.ts'
import { remoteOff } from '#test/fakes/remoteChoice.ts'

/** A server that runs and nothing that happens. */
export const quiet: DesktopState = {
  server: { kind: 'running', local_url: 'http://127.0.0.1:4170', started_by: 'us' },
  waiting: [],
  running: [],
  failed: [],
  finished: [],
  paused: [],
  remote: null,
  host: null,
  update: { kind: 'unavailable', reason: 'this is a checkout' },
  keeps_awake: false,
}

/** Session number `n`, called `name`, whose turn began at 12:00. */
export function sessionCalled(name: string, n = 1, change: Partial<Session> = {}): Session {
  return Session.parse({
    id: SessionId.parse(`00000000-0000-4000-8000-${String(n).padStart(12, '0')}`),
    user_id: UserId.parse('me'),
    name,
    status: 'WORKING',
    status_reason: 'turn_running',
    workspace_path: '/home/me/app',
    model: null,
    permission_mode: 'default',
    created_at: '2026-11-21T12:00:00.000Z',
    last_activity: '2026-11-21T12:00:00.000Z',
    turn_started_at: '2026-11-21T12:00:00.000Z',
    activity: null,
    message_count: 1,
    turn_count: 0,
    pending_approvals: 0,
    usage: {},
    cost_usd: 0,
    files_changed: 0,
    head_seq: 3,
    archived: false,
    pinned: false,
    deletes_at: null,
    ...change,
  })
}

/** Claude wants to use a tool, in which the host found nothing unless told otherwise. */
export function asks(tool_name: string, input: Record<string, unknown>, change: Partial<Approval> = {}): Approval {
  return Approval.parse({
    approval_id: ApprovalId.parse(`ask-${tool_name}`),
    kind: 'tool',
    tool_use_id: 'toolu_1',
    tool_name,
    input,
    suggestions: [],
    dangers: [],
    ...change,
  })
}

export const remoteOn: RemoteStatus = { ...remoteOff, enabled: true, remote_url: 'https://home.example:4443' }
