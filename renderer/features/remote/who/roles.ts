import type { AllowedAccount } from '#shared/operations/github.ts'
import * as words from '../words.ts'

export type Role = AllowedAccount['role']

/** What each role lets people do here. */
export const roleMeans: Readonly<Record<Role, string>> = {
  member: words.startsAndSteersSessionsOf,
  viewer: words.onlyLooksAnswersNothingStarts,
  owner: words.mayDoEverythingThatCan,
}

export const roleNames: Readonly<Record<Role, string>> = {
  member: words.canApprove,
  viewer: words.canLook,
  owner: words.owner,
}

/** The roles that an account can be given. The first owner is the person of this machine. */
export function rolesToGive(
  hasMe: boolean,
): readonly { readonly role: Role; readonly name: string; readonly means: string }[] {
  const me = {
    role: 'owner',
    name: words.thisIsMe,
    means: words.theSamePersonAndThe,
  } as const
  const others = (['member', 'viewer'] as const).map((role) => ({
    role,
    name: roleNames[role],
    means: roleMeans[role],
  }))
  return hasMe ? [...others, { role: 'owner', name: roleNames.owner, means: roleMeans.owner }] : [me, ...others]
}

export function roleOf(value: string): Role {
  return value === 'owner' || value === 'viewer' ? value : 'member'
}
