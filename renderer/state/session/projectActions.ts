import type { SessionId } from '#shared/ids.ts'
import type { ProjectAction } from '#shared/operations/projectAction.ts'
import type { ResultOf } from '#shared/operations/table.ts'
import type { Query } from '../query.ts'
import { createStore } from '../store.ts'
import { errorMessage, showToast } from '../toasts.ts'
import { showOverlay } from '../browser/overlay.ts'
import { showTab } from '../browser/pane.ts'
import { connection } from '../workstation/connection.ts'
import { queries } from '../workstation/queries.ts'
import { terminalsOf } from './terminals.ts'

/** The named commands of a session's project. */
export function projectActionsOf(session_id: SessionId): Query<ResultOf<'project_action.list'>> {
  return queries.define({
    key: `project_action.list ${session_id}`,
    fetch: () => connection.client.call('project_action.list', { session_id }),
    needs: 'drive',
  })
}

/** Where an action runs. */
export type ActionRun = NonNullable<ProjectAction['running']>

/** The action that is shown whole, before it runs for the first time; null: none is. */
export const lookedAt = createStore<{ readonly session_id: SessionId; readonly action_id: string } | null>(null)

/**
 * The action that the key runs: the one of this person that ended last here. One that runs for the first time, such as a
 * server, counts where there is no other. null: none was run yet.
 */
export function lastRun(actions: readonly ProjectAction[]): ProjectAction | null {
  let latest: ProjectAction | null = null
  for (const action of actions) {
    if (action.last !== null && action.last.ended_at > (latest?.last?.ended_at ?? '')) {
      latest = action
    }
  }
  return latest ?? actions.find(({ running }) => running !== null) ?? null
}

/**
 * Runs an action as it was shown, and leads to what it prints: the terminal, or else its row. One that runs already is led to
 * and not started again; one that needs a look is shown whole first. null: nothing was started, and why is shown.
 */
export async function runAction(
  session_id: SessionId,
  action: ProjectAction,
  { looked }: { readonly looked: boolean } = { looked: false },
): Promise<ActionRun | null> {
  if (action.running === null && action.needs_look && !looked) {
    showTab('info')
    lookedAt.set({ session_id, action_id: action.action_id })
    return null
  }
  try {
    const run = action.running ?? (await start(session_id, action, looked))
    if (run.terminal_id === null) {
      showTab('info')
    } else {
      await terminalsOf(run.session_id).refresh()
      showTab('terminal', run.session_id === session_id ? run.terminal_id : '')
    }
    return run
  } catch (error) {
    showToast(errorMessage(error))
    return null
  } finally {
    await projectActionsOf(session_id).refresh()
  }
}

/** Runs the last action once more. Where there is none yet, the palette lists those that can be run. */
export async function runLastAction(session_id: SessionId): Promise<void> {
  const query = projectActionsOf(session_id)
  await query.refresh()
  const state = query.get()
  const action = state.kind === 'ready' ? lastRun(state.value.actions) : null
  if (state.kind === 'failed') {
    showToast(state.message)
  } else if (action === null) {
    showOverlay({ kind: 'palette', query: '> run ' })
  } else {
    await runAction(session_id, action)
  }
}

async function start(
  session_id: SessionId,
  { action_id, fingerprint }: ProjectAction,
  looked: boolean,
): Promise<ActionRun> {
  const asked = { session_id, action_id, fingerprint, looked, run_in: 'terminal' } as const
  return { session_id, ...(await connection.client.call('project_action.run', asked)) }
}
