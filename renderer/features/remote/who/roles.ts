import type { AllowedAccount } from '#shared/operations/github.ts'

export type Role = AllowedAccount['role']

/** What each role lets people do here. */
export const roleMeans: Readonly<Record<Role, string>> = {
  member: 'Starts and steers sessions of their own.',
  viewer: 'Only looks: answers nothing, starts nothing.',
  owner: 'May do everything that can be done from elsewhere, with sessions of their own.',
}

export const roleNames: Readonly<Record<Role, string>> = {
  member: 'Can approve',
  viewer: 'Can look',
  owner: 'Owner',
}

/** The roles that an account can be given. The first owner is the person of this machine. */
export function rolesToGive(
  hasMe: boolean,
): readonly { readonly role: Role; readonly name: string; readonly means: string }[] {
  const me = {
    role: 'owner',
    name: 'This is me',
    means: 'The same person and the same sessions as on this machine.',
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
