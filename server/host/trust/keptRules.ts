import type { SessionSetup } from '#shared/session/setup.ts'
import { type HeldGrant, KEPT, type PermissionRule } from '#server/host/sessions/ports/folderTrust.ts'

/** What a session's Claude Code works by besides the files of its folder. */
export interface HeldNow {
  readonly rules: readonly PermissionRule[]
  /** Further folders that Claude works in. */
  readonly folders: readonly string[]
}

/** The rules among what is kept for a person. */
export function keptRules(kept: readonly HeldGrant[]): PermissionRule[] {
  return kept
    .filter(({ kind }) => kind === 'rule')
    .map(({ behavior, grant }) => ({ behavior, rule: grant, source: KEPT, from: 'flagSettings' }))
}

/** What is kept for a person, and what a session was made with, as it holds now. */
export function heldNow(kept: readonly HeldGrant[], setup: SessionSetup | undefined): HeldNow {
  const folders = kept.filter(({ kind }) => kind === 'folder').map(({ grant }) => grant)
  return { rules: [...keptRules(kept), ...rulesOfSetup(setup)], folders }
}

/** The rules that a session was made with. */
function rulesOfSetup({ allowed_tools = [], denied_tools = [] }: SessionSetup = {}): PermissionRule[] {
  const rule = { source: 'this session', from: 'flagSettings' } as const
  return [
    ...allowed_tools.map((text) => ({ ...rule, behavior: 'allow', rule: text }) as const),
    ...denied_tools.map((text) => ({ ...rule, behavior: 'deny', rule: text }) as const),
  ]
}
