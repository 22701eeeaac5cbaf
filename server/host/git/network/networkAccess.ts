import { HomeportError } from '#shared/errors.ts'
import type { UserId } from '#shared/ids.ts'
import type { Git } from '../running/git.ts'
import { AS_THE_MACHINE, type NetworkAccess, type NetworkCaller, type SessionCredentials } from './gitAccess.ts'
import { overNobody } from './nobody.ts'
import { assertStraight } from './repositorySettings.ts'

export interface NetworkAccessDeps {
  readonly isLocalOwner: (userId: UserId) => boolean
  readonly credentials?: SessionCredentials
}

export interface NetworkTarget {
  /** What is asked. null: it cannot be told. */
  readonly host: string | null
  readonly git: Git
  /** What anybody can have is asked for without a credential, too. */
  readonly isPublicEnough: boolean
}

/**
 * The one place where it is decided with what Git signs in at a remote: with what the session was given for that host, or
 * with the helpers and agents of this machine, which are its owner's alone. For everybody else those have no part in the call
 * even where something was given: a token says nothing of the keys, and a host is asked another way than it was read. Nothing
 * of it is asked for on a screen: Git prompts nobody (`gitSettings.ts`).
 * @throws HomeportError SESSION_003 with the reason `signed_out` for somebody else without a credential of their own, and where
 * the repository would lead it past somebody else.
 */
export async function networkAccess(
  { isLocalOwner, credentials }: NetworkAccessDeps,
  caller: NetworkCaller,
  { host, git, isPublicEnough }: NetworkTarget,
): Promise<NetworkAccess> {
  const isOwner = isLocalOwner(caller.user_id)
  const given = (await credentials?.open(caller, host, isOwner ? 'owner' : 'other')) ?? null
  if (given !== null) {
    await assertStraight(git).catch(async (error: unknown) => {
      await given.close()
      throw error
    })
  }
  if (isOwner) {
    return given ?? AS_THE_MACHINE
  }
  if (given === null && !isPublicEnough) {
    throw new HomeportError(
      'SESSION_003',
      'The Git sign-ins of this machine are its owner’s. Nothing was asked of the remote. Give Homeport a token of your own for this host, then try again.',
      { details: { reason: 'signed_out' } },
    )
  }
  return overNobody(git, given)
}
