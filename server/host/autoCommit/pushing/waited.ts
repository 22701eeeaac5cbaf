import type { AutoCommitRules } from '#shared/operations/autoCommit.ts'
import type { Session } from '#shared/session/session.ts'
import type { Git } from '../../git/running/git.ts'
import { TRAILER } from '../committing/message.ts'
import { checkedOut } from '../committing/place.ts'
import type { Project } from '../project.ts'
import type { Pushing } from './pushing.ts'

export interface WaitedDeps {
  /** Of everybody who has it on, also those that sleep. */
  readonly sessions: () => readonly Session[]
  readonly pushing: Pick<Pushing, 'stateOf' | 'committed'>
  /** Where a session works, and what its person said for that. null: nothing, or the folder is gone. */
  readonly ruled: (session: Session) => Promise<{ readonly at: Project; readonly rules: AutoCommitRules } | null>
  readonly warn: (error: unknown) => void
}

/**
 * A push that waited when Homeport ended goes on: its commits are on the branch, and at no remote. One of the sessions of each folder
 * stands for it. Never rejects.
 */
export async function pushWhatWaited(deps: WaitedDeps): Promise<void> {
  try {
    const folders = new Map(deps.sessions().map((one) => [`${one.user_id} ${one.workspace_path}`, one]))
    for (const session of folders.values()) {
      await pushAgain(session, deps).catch(deps.warn)
    }
  } catch (error) {
    deps.warn(error)
  }
}

async function pushAgain(session: Session, { ruled, pushing }: WaitedDeps): Promise<void> {
  const found = await ruled(session)
  if (found === null || !found.rules.enabled || !found.rules.push || found.rules.target !== 'branch') {
    return
  }
  const { git, top } = found.at
  const branch = await checkedOut(git)
  if (branch !== null && pushing.stateOf(top).state === 'idle' && (await hasUnpushed(git))) {
    pushing.committed(top, session, { branch, byHand: false })
  }
}

/** Whether what is checked out has commits of Homeport's own that no remote is known to have. */
async function hasUnpushed(git: Git): Promise<boolean> {
  const remotes = await git.read(['remote'])
  if (remotes.length === 0) {
    return false
  }
  const args = ['log', '--max-count=1', '--no-show-signature', '--format=%H', `--grep=^${TRAILER}: `]
  return (await git.read([...args, 'HEAD', '--not', '--remotes', '--'])).length > 0
}
