import type { MemberSession } from '#shared/operations/memberSession.ts'
import { isGranted, roleScopes } from '../kernel/identity.ts'
import type { StoredUser } from '../auth/store/users.ts'

/** Why nothing may run for this person; null: they may run sessions. */
export function whyStopped({ may_enter, role }: Pick<StoredUser, 'may_enter' | 'role'>): MemberSession['why'] {
  if (!may_enter) {
    return 'removed'
  }
  return isGranted(roleScopes(role), 'drive') ? null : 'viewer'
}

/** Whether others may start with what this person shares: as long as they are an owner here. */
export function mayShare({ may_enter, role }: Pick<StoredUser, 'may_enter' | 'role'>): boolean {
  return may_enter && role === 'owner'
}
