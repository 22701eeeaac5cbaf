import type { AgentLaunch } from './agent.ts'
import { modeReset } from './endings.ts'
import type { Journal } from './journal.ts'
import type { SentPrompts } from './sentPrompts.ts'

/** How a session whose turn was cut goes on. What never reached Claude is sent once more, where something did not. */
export function startOfCut(
  { held, lost }: SentPrompts,
  { exists, asks }: { readonly exists: boolean; readonly asks: boolean },
): AgentLaunch['start'] {
  // A turn that Claude had begun by itself has no prompt; what it asked is all that is left of it.
  const runsAgain = held.length > 0 || (lost.length === 0 && asks)
  return exists ? (runsAgain ? 'resume_interrupted' : 'resume') : 'new'
}

/** How the session's next process is started. A mode without questions is given up first, and that is told. */
export function launchOf(journal: Journal, start: AgentLaunch['start']): AgentLaunch {
  if (start !== 'new' && journal.session.permission_mode === 'bypassPermissions') {
    journal.patch({ permission_mode: 'default' })
    journal.commit([modeReset()])
  }
  const { id, user_id, login, workspace_path, model, permission_mode, permission_mode_chosen } = journal.session
  const who = { user_id, needs_own_token: login === 'session_token' }
  const how = { model, permission_mode, permission_mode_chosen, start }
  return { session_id: id, ...who, cwd: workspace_path, ...how }
}
