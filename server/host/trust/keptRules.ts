import type { SessionSetup } from '#shared/session/setup.ts'
import { type HeldGrant, KEPT, type PermissionRule } from '#server/host/sessions/ports/folderTrust.ts'

/** The rules among what is kept for a person. */
export function keptRules(kept: readonly HeldGrant[]): PermissionRule[] {
  return kept
    .filter(({ kind }) => kind === 'rule')
    .map(({ behavior, grant }) => ({ behavior, rule: grant, source: KEPT, from: 'flagSettings' }))
}

/** The further folders among them. */
export function keptFolders(kept: readonly HeldGrant[]): string[] {
  return kept.filter(({ kind }) => kind === 'folder').map(({ grant }) => grant)
}

/** The rules that a session was made with. */
export function rulesOfSetup({ allowed_tools = [], denied_tools = [] }: SessionSetup = {}): PermissionRule[] {
  const rule = { source: 'this session', from: 'flagSettings' } as const
  return [
    ...allowed_tools.map((text) => ({ ...rule, behavior: 'allow', rule: text }) as const),
    ...denied_tools.map((text) => ({ ...rule, behavior: 'deny', rule: text }) as const),
  ]
}
