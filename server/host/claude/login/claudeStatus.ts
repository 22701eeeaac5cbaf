import type { UserId } from '#shared/ids.ts'
import type { ClaudeStatus } from '#shared/operations/claude.ts'
import type { Vault } from '#server/platform/vault/vault.ts'
import type { ClaudeFinder } from '../install/findClaude.ts'
import { NOT_SIGNED_IN } from './apiErrors.ts'
import { type Logins, NO_TOKEN_OF_YOURS } from './logins.ts'

export interface ClaudeStatusDeps {
  readonly finder: ClaudeFinder
  readonly logins: Pick<Logins, 'statusOf'>
  readonly vault: Pick<Vault, 'kind' | 'problem'>
  readonly isLocalOwner: (userId: UserId) => boolean
  readonly demo: boolean
  /** What of the login shell could not be read, for people; null when nothing. */
  readonly shellProblem: string | null
}

/** Where Claude Code is, how a person signs in with it, and what is missing; null: the machine's owner. */
export async function claudeStatus(deps: ClaudeStatusDeps, userId: UserId | null): Promise<ClaudeStatus> {
  const { finder, logins, vault, isLocalOwner, demo, shellProblem } = deps
  const [found, vaultProblem, login] = await Promise.all([finder.find(), vault.problem(), logins.statusOf(userId)])
  const isOwners = userId === null || isLocalOwner(userId)
  const missing = 'problem' in found
  return {
    found: !missing,
    path: missing ? null : found.path,
    version: missing ? null : found.version,
    source: missing ? null : found.source,
    login,
    problem: missing ? found.problem : login === 'none' ? notSignedIn(isOwners) : null,
    vault: vault.kind,
    vault_problem: vaultProblem,
    shell_problem: shellProblem,
    demo,
  }
}

function notSignedIn(isOwners: boolean): string {
  return isOwners ? NOT_SIGNED_IN : NO_TOKEN_OF_YOURS
}
