import { HomeportError } from '#shared/errors.ts'
import type { UserId } from '#shared/ids.ts'
import { AS_THE_MACHINE, type NetworkAccess, type NetworkCaller, type SessionCredentials } from './gitAccess.ts'

export interface NetworkAccessDeps {
  readonly isLocalOwner: (userId: UserId) => boolean
  readonly credentials?: SessionCredentials
}

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
      'The Git sign-ins of this machine are its owner’s. Nothing was asked of the remote. Give Homeport a token of your own for this host, then try again.',
      { details: { reason: 'signed_out' } },
    )
  }
  return AS_THE_MACHINE
}
