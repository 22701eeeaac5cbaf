import type { SignIn } from './signIns.ts'
import type { StoredUser } from './users.ts'

/**
 * The GitHub account that a sign-in stands and falls with: the one it came with, or that of a member who paired the
 * device. null: it was granted on this machine.
 */
export function accountBehind({ via }: Pick<SignIn, 'via'>, user: StoredUser | null): number | null {
  const isGranted = via === 'github' || (via === 'paired' && user?.is_local === false)
  return isGranted ? (user?.github_id ?? null) : null
}
