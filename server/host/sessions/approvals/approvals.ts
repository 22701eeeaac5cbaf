import { HomeportError } from '#shared/errors.ts'
import type { ApprovalId } from '#shared/ids.ts'
import type { ParamsOf, ResultOf } from '#shared/operations/table.ts'
import type { Approval, ApprovalOutcome, Danger } from '#shared/session/session.ts'
import { answerApproval } from './approvalAnswer.ts'
import { elicitationAnswered } from './elicitationNotice.ts'
import type { Answerer, ApprovalParams } from './approvalAnswer.ts'
import { statusChange, statusOf } from '../core/sessionCore.ts'
import type { SessionCore } from '../core/sessionCore.ts'

/**
 * Answers an approval. The first answer wins; it is recorded before Claude gets it, also while no process waits for it:
 * then Claude gets it when it asks for exactly the same again. An edited input is judged again, and
 * what was found is part of the outcome.
 * @throws HomeportError SESSION_004 with the first outcome · SESSION_002 when unknown · WS_002 when it does not fit.
 */
export async function answerIn(core: SessionCore, params: ApprovalParams, by: Answerer): Promise<ApprovalOutcome> {
  const { journal } = core
  const dangers = await dangersOfEdited(core, params)
  // From here on nothing waits: somebody may have answered while the edited input was examined.
  const approval = waiting(core, params.approval_id)
  const { run, phase } = core
  const inTerminal = core.askedInTerminal.get(params.approval_id)
  const isHeard = inTerminal !== undefined || (run?.hasAsked(params.approval_id) === true && phase.kind !== 'stopping')
  const { answer, outcome: answered, grants } = answerApproval(approval, params, by)
  const outcome = dangers === null ? answered : { ...answered, dangers }
  core.deps.trust.storeGrants(journal.session.user_id, journal.session.workspace_path, grants)
  journal.commit(
    [
      { type: 'approval_resolved', data: outcome },
      ...elicitationAnswered(approval, outcome, answer),
      // Without a process that waits, what the session is does not depend on it.
      ...(isHeard ? statusChange(journal, statusOf(core, journal.header.approvals.length - 1)) : []),
    ],
    [
      { kind: 'approval_closed', outcome },
      ...(isHeard ? [] : [{ kind: 'answer_owed', id: params.approval_id, answer } as const]),
    ],
  )
  if (inTerminal !== undefined) {
    core.askedInTerminal.delete(params.approval_id)
    inTerminal(answer)
  } else if (isHeard) {
    run?.answer(params.approval_id, answer)
  }
  return outcome
}

/** The dangers of another input. @throws HomeportError SESSION_002, SESSION_004 as for an answer. */
export async function judgeIn(
  core: SessionCore,
  { approval_id, updated_input }: ParamsOf<'approval.judge'>,
): Promise<ResultOf<'approval.judge'>> {
  const { tool_name } = waiting(core, approval_id)
  return core.deps.judge.judge({ tool_name, input: updated_input }, core.journal.session.workspace_path)
}

/** The file that an approval would replace. @throws HomeportError SESSION_002, SESSION_004 as for an answer. */
export async function beforeIn(core: SessionCore, approvalId: ApprovalId): Promise<ResultOf<'approval.before'>> {
  const approval = waiting(core, approvalId)
  return { before: await core.deps.judge.before(approval, core.journal.session.workspace_path) }
}

async function dangersOfEdited(core: SessionCore, params: ApprovalParams): Promise<Danger[] | null> {
  const { tool_name, kind } = waiting(core, params.approval_id)
  const { updated_input: input, decision } = params
  if (input === undefined || decision === 'deny' || kind === 'question' || kind === 'elicitation') {
    return null
  }
  return (await core.deps.judge.judge({ tool_name, input }, core.journal.session.workspace_path)).dangers
}

function waiting({ journal, deps }: SessionCore, approvalId: ApprovalId): Approval {
  const approval = journal.header.approvals.find(({ approval_id }) => approval_id === approvalId)
  if (approval === undefined) {
    throw alreadyAnswered(deps.store.outcome(journal.session.id, approvalId))
  }
  return approval
}

function alreadyAnswered(outcome: ApprovalOutcome | null | undefined): HomeportError {
  if (outcome === undefined || outcome === null) {
    return new HomeportError('SESSION_002', 'This session has no such approval.')
  }
  const said =
    outcome.decision === 'cancelled'
      ? 'Claude does not wait for this answer any more: the turn was interrupted or ended.'
      : `${outcome.answered_by ?? 'Somebody'} answered this already (${outcome.decision}).`
  return new HomeportError('SESSION_004', said, { details: { outcome } })
}
