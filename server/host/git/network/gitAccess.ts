import type { SessionId, UserId } from '#shared/ids.ts'
import type { Setting } from '../running/gitSettings.ts'

/** For whom Git goes to another machine. */
export interface NetworkCaller {
  readonly user_id: UserId
  readonly session_id: SessionId
}

/** How one call of Git signs in elsewhere, beside what the machine has. Neither `env` nor `settings` holds a secret. */
export interface NetworkAccess {
  /** Over the person's own. */
  readonly env: Readonly<Record<string, string>>
  /** Over those of the repository. */
  readonly settings: readonly Setting[]
  /** Called once Git has ended: nothing is handed out any more. Idempotent. */
  readonly close: () => Promise<void>
}

/** Whose the rest of this machine's sign-ins are: its owner’s. */
export type Standing = 'owner' | 'other'

/** Port: what a session was given to sign in with at a host. null: nothing. Without `standing` it counts as anybody’s. */
export interface SessionCredentials {
  open(caller: NetworkCaller, host: string | null, standing?: Standing): Promise<NetworkAccess | null>
}

/** The helpers and agents of this machine: its owner's. */
export const AS_THE_MACHINE: NetworkAccess = { env: {}, settings: [], close: async () => {} }

/** What ssh is for everybody else: no key, agent or settings of this machine. Which hosts are known stays its own. */
export const NOBODYS_SSH =
  'ssh -F none -o IdentityAgent=none -o IdentityFile=none -o IdentitiesOnly=yes -o BatchMode=yes'
