import type { SessionId, UserId } from '#shared/ids.ts'
import type { Setting } from '../running/gitSettings.ts'

/** For whom Git goes to another machine. */
export interface AccessAsked {
  readonly user_id: UserId
  readonly session_id: SessionId
}

/** How one call of Git signs in elsewhere. Neither of them holds a secret. */
export interface GitAccess {
  readonly env: Readonly<Record<string, string>>
  readonly settings: readonly Setting[]
  /** Nothing is handed out any more. Idempotent. */
  readonly close: () => Promise<void>
}

/** Port: what signs in to other machines for Git. */
export interface GitAccesses {
  open(asked: AccessAsked): Promise<GitAccess>
}
