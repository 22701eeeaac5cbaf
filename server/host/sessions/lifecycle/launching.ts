import type { AgentLaunch } from '../ports/agent.ts'
import type { OtherWriters } from '../ports/otherWriters.ts'
import { modeReset } from './endings.ts'
import { isCut, hasOpenApproval } from '../approvals/storedApprovals.ts'
import { type SentPrompts, sortSent } from '../turns/sentPrompts.ts'
import type { Before } from '../core/processPhase.ts'
import type { SessionCore } from '../core/sessionCore.ts'
import type { StartPlan } from './transition.ts'

/** Makes the folder where that is to be done, reads what Claude has of the conversation, and decides how the session goes on. */
export async function planStart(core: SessionCore, after: Before): Promise<StartPlan> {
  const { writers } = core.deps
  await makeFolder(core)
  return writers === undefined ? planOwn(core, after) : planBeside(writers, core, after)
}

/** Says what happens as long as the session waits for it: somebody may end or pause it meanwhile. */
async function makeFolder(core: SessionCore): Promise<void> {
  const { journal, deps, phase } = core
  if (deps.making === undefined || journal.session.checkout?.state !== 'making') {
    return
  }
  const told = (activity: string | null) => {
    if (core.phase === phase && journal.session.activity !== activity) {
      journal.show({ activity })
    }
  }
  try {
    const { checkout, events } = await deps.making.make(journal.session, told)
    journal.patch({ checkout })
    journal.commit(events)
  } finally {
    told(null)
  }
}

async function planBeside(writers: OtherWriters, core: SessionCore, after: Before): Promise<StartPlan> {
  return (await writers.mayStart(core.journal.session.id)) ? planOwn(core, after) : { kind: 'lent' }
}

async function planOwn(core: SessionCore, after: Before): Promise<StartPlan> {
  const { id, workspace_path: cwd } = core.journal.session
  const { exists } = await core.deps.launcher.inspectTranscript({ id, cwd })
  const start = exists ? 'resume' : after === 'start_over' ? 'new' : await startWithout(core)
  if (start === null) {
    return { kind: 'gone' }
  }
  if (after === 'renewal') {
    return { kind: 'rested', start, sent: await sortSent(core) }
  }
  if (after !== 'rerun' && !isCut(core)) {
    return { kind: 'rested', start, sent: null }
  }
  return planCut(core, { exists, start })
}

async function planCut(
  core: SessionCore,
  { exists, start }: { exists: boolean; start: 'resume' | 'new' | 'fork' },
): Promise<StartPlan> {
  const sent = await sortSent(core)
  // A turn that Claude had begun by itself has no prompt; what it asked is all that is left of it.
  const runsAgain = exists && (sent.held.length > 0 || (sent.lost.length === 0 && hasOpenApproval(core)))
  if (runsAgain && wentOnElsewhere(core, sent)) {
    return { kind: 'passed', start, sent }
  }
  return { kind: 'cut', start: runsAgain ? 'resume_interrupted' : start, sent }
}

/** Whether a prompt of something else came behind the cut turn: Claude Code runs only the last one again. */
function wentOnElsewhere({ journal, deps: { store } }: SessionCore, { held }: SentPrompts): boolean {
  const { id } = journal.session
  if (held.length === 0) {
    return false
  }
  const cut = Math.max(...held.map(({ message }) => store.seqOf(id, 'user_message', message.message_id) ?? Infinity))
  for (let next = store.firstPrompt(id, cut); next !== null; next = store.firstPrompt(id, next.seq)) {
    if (store.message(id, next.message_id) === null) {
      return true
    }
  }
  return false
}

/** The start of a session of which Claude has no conversation: its first one; null where there was one. */
async function startWithout({ journal, deps }: SessionCore): Promise<'new' | 'fork' | null> {
  const { id, workspace_path: cwd, turn_count } = journal.session
  const fork = deps.store.forkPoint(id)
  if (fork === null) {
    return turn_count > 0 ? null : 'new'
  }
  const { exists } = await deps.launcher.inspectTranscript({ id, cwd, conversation_id: fork.conversation_id })
  return exists ? 'fork' : null
}

/** How the session's next process is started. A mode without approvals is given up first, with a notice. */
export function launchOf({ journal, deps }: SessionCore, start: AgentLaunch['start']): AgentLaunch {
  if (start !== 'new' && journal.session.permission_mode === 'bypassPermissions') {
    journal.patch({ permission_mode: 'default' })
    journal.commit([modeReset()])
  }
  const {
    id,
    user_id,
    login,
    workspace_path,
    model,
    permission_mode,
    permission_mode_chosen,
    effort,
    setup,
    environment,
  } = journal.session
  const who = { user_id, needs_own_token: login === 'session_token' }
  const how = { model, permission_mode, permission_mode_chosen, effort, start, setup, environment }
  const fork = start === 'fork' ? (deps.store.forkPoint(id) ?? undefined) : undefined
  return { session_id: id, ...who, cwd: workspace_path, ...how, ...(fork === undefined ? {} : { fork }) }
}
