import type { ApprovalId } from '#shared/ids.ts'
import type { Approval, ApprovalOutcome } from '#shared/session/session.ts'
import type { AgentRun } from '../core/agentRun.ts'
import { statusChange, statusOf } from '../core/sessionCore.ts'
import type { SessionCore } from '../core/sessionCore.ts'

/**
 * Refuses a tool that was just asked about, where its person said that nobody is there at this hour. Questions and plans
 * wait: a refusal would be an answer to them. No-op otherwise.
 */
export function refuseInQuiet(core: SessionCore, run: AgentRun, asked: ApprovalId): void {
  const known = run.knownAs(asked)
  const approval = core.journal.header.approvals.find(({ approval_id }) => approval_id === known)
  const message = approval === undefined ? null : quietRefusal(core, approval)
  if (approval !== undefined && message !== null) {
    closeRefused(core, approval, message)
    run.answer(approval.approval_id, { decision: 'deny', message })
  }
}

/** What Claude is told at once instead of waiting for an answer to this; null: it waits. */
export function quietRefusal({ deps, journal }: SessionCore, { kind }: Pick<Approval, 'kind'>): string | null {
  return kind === 'tool' ? (deps.quiet?.refusal(journal.session.user_id) ?? null) : null
}

/** Notes the refusal of an approval that is open. */
export function closeRefused(core: SessionCore, { approval_id, tool_name }: Approval, message: string): void {
  const { journal } = core
  const by = { answered_by: null, answered_from: 'quiet hours' }
  const outcome: ApprovalOutcome = { approval_id, tool_name, decision: 'deny', ...by, message }
  const left = journal.header.approvals.filter((one) => one.approval_id !== approval_id).length
  journal.commit(
    [{ type: 'approval_resolved', data: outcome }, ...statusChange(journal, statusOf(core, left))],
    [{ kind: 'approval_closed', outcome }],
  )
}
