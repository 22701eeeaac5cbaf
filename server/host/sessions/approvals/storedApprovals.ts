import type { ApprovalId } from '#shared/ids.ts'
import type { NewEvent } from '#shared/session/events.ts'
import type { Approval } from '#shared/session/session.ts'
import { canonicalJson } from '#server/platform/canonicalJson.ts'
import type { AgentRun } from '../core/agentRun.ts'
import { toolNotRun } from '../core/closing.ts'
import type { OwedAnswer, RowChange } from '../ports/sessionPorts.ts'
import { statusChange } from '../core/sessionCore.ts'
import type { SessionCore } from '../core/sessionCore.ts'

/**
 * Approvals outlive the process that asked: they stay open, and what a person answers meanwhile is recorded. Claude
 * Code runs the cut turn again and asks anew, with ids of its own: the same request (tool and input, exactly) is the
 * same approval; an answer is handed over to nothing else.
 */
export function takeRequest(core: SessionCore, run: AgentRun, request: Approval): void {
  const { journal } = core
  const open = journal.header.approvals.filter(({ approval_id }) => !run.hasAsked(approval_id))
  const owed = core.deps.store.owedAnswers(journal.session.id)
  const same = open.find((approval) => isSame(approval, request))
  const answered = same === undefined ? owed.find(({ approval }) => isSame(approval, request)) : undefined
  if (answered !== undefined) {
    handOver(core, run, { request, answered })
    return
  }
  const changed = same === undefined ? standIn({ open, owed }, request) : undefined
  const dropped = changed === undefined ? NOTHING : drop([changed], owed)
  const approval = { ...request, approval_id: same?.approval_id ?? request.approval_id }
  run.noteRequest(approval.approval_id, request.approval_id)
  journal.commit(
    [
      ...dropped.events,
      ...(changed === undefined ? [] : [changedRequest(changed)]),
      ...(same === undefined ? [] : [toolNotRun(same.tool_use_id), askedAgain(same)]),
      { type: 'approval_requested', data: approval },
      ...statusChange(journal, 'WAITING'),
    ],
    [...dropped.changes, { kind: 'approval_opened', approval }],
  )
}

/** A turn ended, or is given up: what waited for it to ask again waits no more, and says so. No-op when nothing did. */
export function dropStored(core: SessionCore, run: AgentRun | null): void {
  const { journal, deps } = core
  const open = journal.header.approvals.filter(({ approval_id }) => run?.hasAsked(approval_id) !== true)
  const owed = deps.store.owedAnswers(journal.session.id)
  const kept = [...open, ...owed.map(({ approval }) => approval)]
  if (kept.length > 0) {
    const { events, changes } = drop(kept, owed)
    journal.commit([...events, neverAsked(kept)], changes)
  }
}

/** Whether something waits for an answer, or an answer for its question, though no process may be there. */
export function hasOpenApproval({ journal, deps }: SessionCore): boolean {
  return journal.header.approvals.length > 0 || deps.store.owedAnswers(journal.session.id).length > 0
}

/** Whether a turn was cut that is to run again, or to be given up. */
export function isCut(core: SessionCore): boolean {
  return hasOpenApproval(core) || core.deps.store.sentMessages(core.journal.session.id).length > 0
}

/** A cut turn is given up before it runs again. No-op when there is none. */
export function giveUpCut(core: SessionCore): void {
  if (isCut(core)) {
    const { journal, deps } = core
    const ids = deps.store.sentMessages(journal.session.id).map(({ message }) => message.message_id)
    dropStored(core, null)
    journal.commit([], [{ kind: 'messages_moved', ids, state: 'done' }])
  }
}

/** The tools that wait for a person: they have not run, and nothing is to be said about their end. */
export function waitingTools({ journal, deps }: Pick<SessionCore, 'journal' | 'deps'>): ReadonlySet<string> {
  const owed = deps.store.owedAnswers(journal.session.id).map(({ approval }) => approval)
  return new Set([...journal.header.approvals, ...owed].map(({ tool_use_id }) => tool_use_id))
}

interface Dropped {
  readonly events: readonly NewEvent[]
  readonly changes: readonly RowChange[]
}

const NOTHING: Dropped = { events: [], changes: [] }

function isSame(one: Approval, other: Approval): boolean {
  return (
    one.kind === other.kind &&
    one.tool_name === other.tool_name &&
    canonicalJson(one.input) === canonicalJson(other.input)
  )
}

/** What the request came in the place of: the oldest of the same tool. */
function standIn(
  { open, owed }: { readonly open: readonly Approval[]; readonly owed: readonly OwedAnswer[] },
  request: Approval,
): Approval | undefined {
  const kept = [...open, ...owed.map(({ approval }) => approval)]
  return kept.find(({ tool_name }) => tool_name === request.tool_name)
}

function handOver(core: SessionCore, run: AgentRun, given: { request: Approval; answered: OwedAnswer }): void {
  const { request, answered } = given
  const { approval, answer } = answered
  const content = 'Claude asked for the same again. It got the answer that was given while Claude Code was not running.'
  core.journal.commit(
    [toolNotRun(approval.tool_use_id), notice('answer_handed_over', { content, ids: [approval.approval_id] })],
    [{ kind: 'answers_settled', ids: [approval.approval_id] }],
  )
  run.process.answer(request.approval_id, answer)
}

function drop(kept: readonly Approval[], owed: readonly OwedAnswer[]): Dropped {
  const settled = new Set(owed.map(({ approval }) => approval.approval_id))
  const outcomes = kept
    .filter(({ approval_id }) => !settled.has(approval_id))
    .map(({ approval_id }) => ({ approval_id, decision: 'cancelled', answered_by: null }) as const)
  return {
    events: [
      ...kept.map(({ tool_use_id }) => toolNotRun(tool_use_id)),
      ...outcomes.map((data): NewEvent => ({ type: 'approval_resolved', data })),
    ],
    changes: [
      ...outcomes.map((outcome): RowChange => ({ kind: 'approval_closed', outcome })),
      { kind: 'answers_settled', ids: kept.map(({ approval_id }) => approval_id) },
    ],
  }
}

function askedAgain({ approval_id }: Approval): NewEvent {
  const content = 'Claude Code was started again and asks the same question again; the answer counts as before.'
  return notice('approval_asked_again', { content, ids: [approval_id] })
}

function changedRequest({ approval_id }: Approval): NewEvent {
  const content =
    'Claude Code was started again and asks for something else than before. What was asked or answered before does ' +
    'not count for it.'
  return notice('approval_changed', { content, ids: [approval_id] })
}

function neverAsked(kept: readonly Approval[]): NewEvent {
  const content = 'Claude Code went on without asking again for what had waited. It was not run.'
  return notice('approval_not_asked_again', { content, ids: kept.map(({ approval_id }) => approval_id) })
}

function notice(code: string, { content, ids }: { content: string; ids: readonly ApprovalId[] }): NewEvent {
  return { type: 'notice', content, data: { level: 'info', code, details: { approval_ids: ids } } }
}
