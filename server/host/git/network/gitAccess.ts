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

/** Port: what a session was given to sign in with at a host. null: nothing. */
export interface SessionCredentials {
  open(caller: NetworkCaller, host: string | null): Promise<NetworkAccess | null>
}

/** The helpers and agents of this machine: its owner's. */
export const AS_THE_MACHINE: NetworkAccess = { env: {}, settings: [], close: async () => {} }

/** Nobody's: what is public can be had. The helpers, agents and keys of this machine are its owner's. */
export const AS_NOBODY: NetworkAccess = {
  env: {
    GIT_SSH_COMMAND: 'ssh -F none -o IdentityAgent=none -o IdentityFile=none -o IdentitiesOnly=yes -o BatchMode=yes',
  },
  settings: [['credential.helper', '']],
  close: async () => {},
}
