import { effortLevelsOf } from '#shared/session/effortLevels.ts'
import type { NewEvent } from '#shared/session/events.ts'
import type { PermissionMode } from '#shared/session/status.ts'
import type { AgentUpdate } from '../ports/agent.ts'
import type { AgentRun } from '../core/agentRun.ts'
import { abortedBlock } from '../core/closing.ts'
import { folderChanged } from './folderNotices.ts'
import { nextPrompt } from '../turns/queueEdits.ts'
import { refuseInQuiet } from '../approvals/quietRefusal.ts'
import { dropStored, takeRequest } from '../approvals/storedApprovals.ts'
import { keepInBudget } from '../turns/withinBudget.ts'
import { awaitsTurn, keepsTurn } from '../core/processPhase.ts'
import { statusChange, statusOf } from '../core/sessionCore.ts'
import type { SessionCore } from '../core/sessionCore.ts'
import type { TurnQueue } from '../turns/turnQueue.ts'
import { levelsOf } from './sessionOptions.ts'
import type { Input } from './transition.ts'

type Update<K extends AgentUpdate['kind']> = Extract<AgentUpdate, { kind: K }>

/** What an update acts upon. */
export interface Updating {
  readonly core: SessionCore
  readonly run: AgentRun
  readonly queue: TurnQueue
  readonly lifecycle: {
    readonly take: (input: Input) => void
    /** Another process is to go on as soon as no turn runs. */
    readonly renew: (reason: string) => void
  }
}

/**
 * Turns what the agent reports into events of the session.
 * @throws HomeportError when the log cannot take them.
 */
export function applyUpdate(at: Updating, update: AgentUpdate): void {
  const { journal, live } = at.core
  switch (update.kind) {
    case 'delta':
      noteTurnBegun(at)
      endRetry(at.core)
      live.append({ block_id: update.block_id, kind: update.block_kind, text: update.text })
      return
    case 'block':
    case 'tool_use':
    case 'tool_result':
      applyStep(at, update)
      return
    case 'turn_started':
      applyTurnStarted(at, update)
      return
    case 'turn_ended':
      applyTurnEnded(at, update)
      return
    case 'cost_so_far':
    case 'account_limit':
      applyAccount(at, update)
      return
    case 'approval_requested':
    case 'approval_withdrawn':
      applyApproval(at, update)
      return
    case 'spawned':
      applySpawned(at, update)
      return
    case 'folder_changed':
      applyFolderChange(at, update)
      return
    case 'ready':
      applyReady(at, update)
      return
    case 'activity':
      applyActivity(at, update)
      return
    case 'retrying':
      applyRetry(at, update)
      return
    case 'notice':
      applyNotice(at, update)
      return
    case 'mode_changed':
      noteMode(at, update.permission_mode)
      return
    case 'effort_changed':
      journal.patch({ effort: update.effort })
      return
    case 'background_task':
      journal.commit([{ type: 'background_task', data: update.task }])
      return
    case 'renamed':
      journal.patch({ name: update.name })
  }
}

function applyTurnEnded(at: Updating, { context, ...end }: Update<'turn_ended'>): void {
  const { core, run, queue } = at
  core.live.flush()
  if (end.is_own !== true) {
    noteTurnBegun(at)
    dropStored(core, run)
  }
  if (context !== undefined) {
    core.journal.patch({ context })
  }
  // What waits is held before the next of it could go.
  keepInBudget(core, run, { cost_usd: end.cost_usd, hasEnded: true })
  queue.turnEnded(run, end, core.live.closeAll().map(abortedBlock))
}

function applyRetry({ core: { deps, journal } }: Updating, update: Update<'retrying'>): void {
  const { kind: _, delay_ms, ...retry } = update
  const next = new Date(deps.clock.now() + delay_ms).toISOString()
  journal.show({ retry: { ...retry, at: next }, activity: retry.reason })
}

function applyAccount(at: Updating, update: Update<'cost_so_far' | 'account_limit'>): void {
  if (update.kind === 'account_limit') {
    applyLimit(at, update)
  } else {
    keepInBudget(at.core, at.run, { cost_usd: update.cost_usd, hasEnded: false })
  }
}

/** More kinds than there are. */
const MAX_LIMITS = 10

function applyLimit({ core: { journal } }: Updating, { limit }: Update<'account_limit'>): void {
  const others = journal.session.limits.filter(({ kind }) => kind !== limit.kind)
  journal.patch({ limits: [limit, ...others].slice(0, MAX_LIMITS) })
}

function applySpawned({ core: { deps, journal } }: Updating, update: Update<'spawned'>): void {
  const { identity, login, trust, permission_mode } = update
  deps.log.info('Claude Code was started', { session_id: journal.session.id, pid: identity.pid })
  const process_id = identity.pid
  journal.patch({ login, trust, permission_mode, process_id }, [{ kind: 'process_changed', process: identity }])
}

/** The cut turn runs again, or another one in its place. Asked for every delta, so only where it is awaited. */
function noteTurnBegun({ core, lifecycle }: Updating): void {
  if (awaitsTurn(core.phase)) {
    lifecycle.take({ kind: 'turn_begun' })
  }
}

/** A lasting notice comes from each process anew; the session records it once. */
function applyNotice({ core: { deps, journal } }: Updating, update: Update<'notice'>): void {
  const { kind: _, text: content, is_lasting, ...data } = update
  if (is_lasting !== true || !deps.store.hasNotice(journal.session.id, { code: data.code, content })) {
    journal.commit([{ type: 'notice', content, data }])
  }
}

function applyActivity({ core: { journal } }: Updating, { text }: Update<'activity'>): void {
  if (journal.session.activity !== text) {
    journal.show({ activity: text })
    journal.live({ type: 'activity', data: { text } })
  }
}

/** Claude Code must not run on settings that nobody was shown: another process goes on, without the folder's settings. */
function applyFolderChange({ core, lifecycle }: Updating, update: Update<'folder_changed'>): void {
  core.journal.patch({ trust: update.trust })
  if (update.isStale) {
    core.journal.commit([folderChanged()])
    lifecycle.renew('folder_changed')
  }
}

/** A mode that came with an answer (a plan that was approved) is somebody's choice. */
function noteMode({ core: { journal } }: Updating, permission_mode: PermissionMode): void {
  const isNew = permission_mode !== journal.session.permission_mode
  journal.patch({ permission_mode, ...(isNew ? { permission_mode_chosen: true } : {}) })
}

/** The answer came after all. */
function endRetry({ journal }: SessionCore): void {
  if (journal.session.retry !== null) {
    journal.show({ retry: null, activity: null })
  }
}

function applyStep(at: Updating, update: Update<'block' | 'tool_use' | 'tool_result'>): void {
  const { core, run } = at
  noteTurnBegun(at)
  endRetry(core)
  core.live.flush()
  if (update.kind === 'block') {
    const { kind: _, block_kind, text, ...data } = update
    core.live.close(update.block_id)
    core.journal.commit([
      { type: 'claude_response', content: text, data: { ...data, kind: block_kind, is_complete: true } },
    ])
    return
  }
  if (update.kind === 'tool_use') {
    const { kind: _, ...data } = update
    run.noteTool(update.tool_use_id, update.name)
    core.journal.commit([{ type: 'tool_use', data }])
    return
  }
  const { kind: _, whole, ...data } = update
  run.openTools.delete(update.tool_use_id)
  core.journal.commit(
    [{ type: 'tool_result', data: { ...data, ...(whole === undefined ? {} : { is_whole_kept: true }) } }],
    whole === undefined ? [] : [{ kind: 'whole_result', tool_use_id: update.tool_use_id, content: whole }],
  )
}

function applyTurnStarted(at: Updating, update: Update<'turn_started'>): void {
  const { core, run } = at
  const { journal } = core
  if (update.message_ids.length > 0) {
    // Without a prompt it may be a turn of Claude's own, and the cut one is still to come.
    noteTurnBegun(at)
  }
  run.inTurn = true
  interruptIfStopped(core, run)
  const model = update.model ?? journal.session.model
  const permission_mode = update.permission_mode ?? journal.session.permission_mode
  if (model !== journal.session.model || permission_mode !== journal.session.permission_mode) {
    journal.patch({ model, permission_mode, effort_levels: levelsOf(core, model) ?? [] })
  }
  const change = statusChange(journal, statusOf(core, journal.header.approvals.length))
  if (change.length > 0) {
    journal.commit(change)
  }
}

/** Somebody stopped the cut turn before it began again. */
function interruptIfStopped(core: SessionCore, run: AgentRun): void {
  if (core.shallInterrupt) {
    core.shallInterrupt = false
    run.process.interrupt().catch((error: unknown) => {
      core.deps.log.warn('a turn could not be stopped at its start', { reason: String(error) })
    })
  }
}

function applyApproval(at: Updating, update: Update<'approval_requested' | 'approval_withdrawn'>): void {
  const { core, run } = at
  const { journal, live } = core
  live.flush()
  const open = journal.header.approvals
  if (update.kind === 'approval_requested') {
    noteTurnBegun(at)
    takeRequest(core, run, update.approval)
    refuseInQuiet(core, run, update.approval.approval_id)
    return
  }
  const known = run.knownAs(update.approval_id)
  if (!keepsTurn(core.phase) && open.some(({ approval_id }) => approval_id === known)) {
    const outcome = { approval_id: known, decision: 'cancelled', answered_by: null } as const
    journal.commit(
      [{ type: 'approval_resolved', data: outcome }, ...statusChange(journal, statusOf(core, open.length - 1))],
      [{ kind: 'approval_closed', outcome }],
    )
  }
}

function applyReady({ core, run, queue, lifecycle }: Updating, update: Update<'ready'>): void {
  const { journal } = core
  noteModels(core, update.models)
  lifecycle.take({ kind: 'ready' })
  const runsAgain = awaitsTurn(core.phase)
  if (runsAgain) {
    run.inTurn = true
  }
  const events: NewEvent[] = update.approvals_work ? [] : [approvalsUnavailable(update.version)]
  const waits = nextPrompt(journal.header) !== undefined && !runsAgain
  const status = statusOf(core, journal.header.approvals.length)
  // With a prompt waiting the session goes straight from starting to working.
  events.push(...(waits && status === 'ACTIVE' ? [] : statusChange(journal, status)))
  if (events.length > 0) {
    journal.commit(events)
  }
  queue.advance()
}

/** What Claude Code offers the person now, and so what this session may choose. */
function noteModels({ journal }: SessionCore, models: Update<'ready'>['models']): void {
  if (models.length > 0) {
    const effort_levels = effortLevelsOf(models, journal.session.model) ?? []
    journal.patch({ effort_levels }, [{ kind: 'models_reported', models }])
  }
}

function approvalsUnavailable(version: string | null): NewEvent {
  return {
    type: 'notice',
    content:
      `Claude Code ${version ?? ''} does not ask through the approval channel. Tools that need permission are refused ` +
      'by Claude Code itself; nothing runs unasked. Update Claude Code to answer approvals here.',
    data: { level: 'error', code: 'approvals_unavailable' },
  }
}
