import type { ListedApproval } from '#shared/operations/approvalList.ts'
import type { FakeSession } from './fakeSession.ts'

/** What waits in the sessions, and what the test says was answered. */
export function fakeApprovalList(
  sessions: Iterable<FakeSession>,
  { answered, state }: { readonly answered: readonly ListedApproval[]; readonly state: unknown },
): unknown {
  const waiting = [...sessions].flatMap(({ header: { session, approvals } }) =>
    approvals.map(({ approval_id, kind, tool_name, input, dangers = [] }) => ({
      session_id: session.id,
      session_name: session.name,
      workspace_path: session.workspace_path,
      approval_id,
      kind,
      tool_name,
      wish: typeof input['command'] === 'string' ? `Run ${input['command']}` : tool_name,
      dangers: dangers.length,
      asked_at: session.last_activity,
      outcome: null,
    })),
  )
  const all = [...waiting, ...answered]
  return {
    approvals: all.filter(({ outcome }) => state === undefined || (outcome === null) === (state === 'waiting')),
    next_cursor: null,
  }
}
