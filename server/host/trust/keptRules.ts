import { type HeldGrant, KEPT, type PermissionRule } from '#server/host/sessions/ports/folderTrust.ts'

/** The rules among what is kept for a person. */
export function keptRules(kept: readonly HeldGrant[]): PermissionRule[] {
  return kept
    .filter(({ kind }) => kind === 'rule')
    .map(({ behavior, grant }) => ({ behavior, rule: grant, source: KEPT, from: 'flagSettings' }))
}
