import type { Actor } from '#shared/operations/session.ts'
import type { ParamsOf } from '#shared/operations/table.ts'
import type { Checkout } from '#shared/session/checkout.ts'
import type { NewEvent } from '#shared/session/events.ts'
import type { Session } from '#shared/session/session.ts'

/** Port: folders that are made for a session by Git, as a worktree or a clone. */
export interface FolderMaking {
  /**
   * Takes an empty folder for it; null: what is asked for needs none to be made.
   * @throws HomeportError HTTP_002 for an address or a branch that Git must not be given · SESSION_003 where the repository cannot
   * give it · SESSION_006 when the set-up is another one now · FILE_003, FILE_006 where something is not there.
   */
  plan(asked: ParamsOf<'session.create'>, actor: Actor): Promise<PlannedFolder | null>
  /**
   * Makes what was planned, or goes on with it where a host that died left off. `told`: what happens now, as a line. One at a
   * time for a session; given up when the session is ended, paused or deleted. Returns what its conversation shall say.
   * @throws HomeportError with why it could not be made; nothing half is left.
   */
  make(session: Session, told: (activity: string) => void): Promise<MadeFolder>
}

export interface PlannedFolder {
  readonly workspace_path: string
  readonly checkout: Checkout
}

export interface MadeFolder {
  readonly checkout: Checkout
  readonly events: readonly NewEvent[]
}
