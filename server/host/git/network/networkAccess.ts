import { HomeportError } from '#shared/errors.ts'
import type { SessionId, UserId } from '#shared/ids.ts'
import type { Setting } from '../running/gitSettings.ts'

/** Who asks, and for which session. */
export interface NetworkCaller {
  readonly session_id: SessionId
  readonly user_id: UserId
}

/** How Git signs in at a remote, beside what the machine has. */
export interface NetworkAccess {
  /** Over the person's own. */
  readonly env: Readonly<Record<string, string>>
  /** Over those of the repository. */
  readonly settings: readonly Setting[]
  /** Called once Git has ended. */
  readonly close: () => Promise<void>
}

/** Port: what a session was given to sign in with at a host. null: nothing. */
export interface SessionCredentials {
  open(caller: NetworkCaller, host: string | null): Promise<NetworkAccess | null>
}

export interface NetworkAccessDeps {
  readonly isLocalOwner: (userId: UserId) => boolean
  readonly credentials?: SessionCredentials
}

const AS_THE_MACHINE: NetworkAccess = { env: {}, settings: [], close: async () => {} }

/**
 * The one place where it is decided with what Git signs in at a remote: with what the session was given for that host, or
 * with the helpers and agents of this machine, which are its owner's alone. Nothing of it is asked for on a screen: Git
 * prompts nobody (`gitSettings.ts`).
 * @throws HomeportError SESSION_003 with the reason `signed_out` for somebody else without a credential of their own.
 */
export async function networkAccess(
  { isLocalOwner, credentials }: NetworkAccessDeps,
  caller: NetworkCaller,
  host: string | null,
): Promise<NetworkAccess> {
  const given = (await credentials?.open(caller, host)) ?? null
  if (given !== null) {
    return given
  }
  if (!isLocalOwner(caller.user_id)) {
    throw new HomeportError(
      'SESSION_003',
      'The Git sign-ins of this machine are its owner’s. Nothing was asked of the remote. Let the owner fetch and push, or do it from a terminal with a sign-in of your own.',
      { details: { reason: 'signed_out' } },
    )
  }
  return AS_THE_MACHINE
}
