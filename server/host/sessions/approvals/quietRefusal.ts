import type { ApprovalId } from '#shared/ids.ts'
import type { ApprovalOutcome } from '#shared/session/session.ts'
import type { AgentRun } from '../core/agentRun.ts'
import { statusChange, statusOf } from '../core/sessionCore.ts'
import type { SessionCore } from '../core/sessionCore.ts'

/**
 * Refuses a tool that was just asked about, where its person said that nobody is there at this hour. Questions and plans
 * wait: a refusal would be an answer to them. No-op otherwise.
 */
export function refuseInQuiet(core: SessionCore, run: AgentRun, asked: ApprovalId): void {
  const { journal, deps } = core
  const message = deps.quiet?.refusal(journal.session.user_id) ?? null
  const known = run.knownAs(asked)
  const approval = journal.header.approvals.find(({ approval_id }) => approval_id === known)
  if (message === null || approval?.kind !== 'tool') {
    return
  }
  const { approval_id, tool_name } = approval
  const by = { answered_by: null, answered_from: 'quiet hours' }
  const outcome: ApprovalOutcome = { approval_id, tool_name, decision: 'deny', ...by, message }
  journal.commit(
    [
      { type: 'approval_resolved', data: outcome },
      ...statusChange(journal, statusOf(core, journal.header.approvals.length - 1)),
    ],
    [{ kind: 'approval_closed', outcome }],
  )
  run.answer(approval_id, { decision: 'deny', message })
}
