import type { PermissionRule } from '../../sessions/ports/folderTrust.ts'
import { mayReach } from '../../claude/process/ruleReach.ts'

/**
 * Tells of rules that forbid or ask and came after this call: one that may be about a tool; null where there is none. `rulesNow`
 * says which hold.
 */
export function rulesSince(rulesNow: () => readonly PermissionRule[]): (toolName: string) => string | null {
  const before = new Set(strict(rulesNow()).map(keyOf))
  return (toolName) =>
    strict(rulesNow()).find((one) => !before.has(keyOf(one)) && mayReach(one.rule, toolName))?.rule ?? null
}

function strict(rules: readonly PermissionRule[]): readonly PermissionRule[] {
  return rules.filter(({ behavior }) => behavior !== 'allow')
}

function keyOf({ behavior, rule }: PermissionRule): string {
  return `${behavior} ${rule}`
}
