import type { SessionId } from '#shared/ids.ts'
import type { AutoCommitRules } from '#shared/operations/autoCommit.ts'
import { goTo } from '#renderer/state/browser/route.ts'
import { errorMessage, showToast } from '#renderer/state/toasts.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import * as words from './words.ts'

/** Says when the project is committed by itself; the page hears of it by the push. */
export async function saveRules(session_id: SessionId, rules: AutoCommitRules): Promise<void> {
  await told(connection.client.call('auto_commit.set', { session_id, rules }))
}

/** Commits what changed; what was left out, and why, stands below. */
export async function commitNow(session_id: SessionId): Promise<void> {
  const done = await told(connection.client.call('auto_commit.now', { session_id }))
  if (done !== null) {
    showToast(done.problem?.message ?? words.committed(done.commits.length, done.skipped.length))
  }
}

/**
 * Where the repository names programs that would run for a push, they are shown, and agreed to by a second push of the switch
 * within the toast.
 */
export async function pushWithConsent(
  session_id: SessionId,
  onChange: (changed: Partial<AutoCommitRules>) => void,
): Promise<void> {
  const remotes = await told(connection.client.call('git.remotes', { session_id }))
  if (remotes === null) {
    return
  }
  const { programs, runs_id } = remotes
  if (runs_id === null) {
    onChange({ push: true })
    return
  }
  showToast(words.theseWouldRun(programs.map(({ name }) => name).join(', ')), {
    action: { label: words.pushAllTheSame, run: () => onChange({ push: true, runs_id }) },
  })
}

interface Wanted {
  readonly session_id: SessionId
  readonly commit: string
  readonly branch: string
}

/** Makes a branch at a point; the folder stays as it is. False: it could not, and that was told. */
export async function restoreTo(wanted: Wanted): Promise<boolean> {
  const made = await told(connection.client.call('auto_commit.restore', wanted))
  if (made !== null) {
    showToast(words.branchIsThere(made.branch))
  }
  return made !== null
}

/** The same, and a session in a worktree of that branch. */
export async function openInWorktree(wanted: Wanted): Promise<void> {
  const project = await told(connection.client.call('auto_commit.get', { session_id: wanted.session_id }))
  if (project === null || !(await restoreTo(wanted))) {
    return
  }
  const asked = { project_path: project.project, worktree: { branch: wanted.branch } }
  const session = await told(connection.client.call('session.create', asked))
  if (session !== null) {
    goTo(`/session/${session.id}`)
  }
}

/** null: it failed, and that was told. */
async function told<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work
  } catch (error) {
    showToast(errorMessage(error))
    return null
  }
}
