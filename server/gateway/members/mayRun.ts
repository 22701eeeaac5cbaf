import type { StoppedSession } from '#shared/operations/stoppedSession.ts'
import { isGranted, roleScopes } from '../auth/identity.ts'
import type { StoredUser } from '../store/users.ts'

/** Why nothing may run for this person; null: they may run sessions. Pure. */
export function whyStopped({ may_enter, role }: Pick<StoredUser, 'may_enter' | 'role'>): StoppedSession['why'] | null {
  if (!may_enter) {
    return 'removed'
  }
  return isGranted(roleScopes(role), 'drive') ? null : 'viewer'
}
