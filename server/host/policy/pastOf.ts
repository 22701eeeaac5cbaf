import path from 'node:path'
import { namedRules } from '../sessions/approvals/storedGrants.ts'
import type { PastRequest } from '../store/rows/approvalHistory.ts'

/**
 * What is certain of a rule and of what was asked before. Which calls a rule fits only Claude Code knows, and it says so of
 * no call that is over. But with each request it named the rules that would have made it unnecessary: where those are this
 * rule, alone or with rules that hold already, it fits. Of all others nothing is said.
 */
export function pastOf(
  requests: readonly PastRequest[],
  { rule, holds }: { readonly rule: string; readonly holds: readonly string[] },
): { asked: number; certain: number; denied: number } {
  const tools = requests.filter(({ approval }) => approval.kind === 'tool')
  const known = new Set([rule, ...holds])
  const certain = tools.filter(({ approval, workspace_path }) => {
    const { blocked_path = workspace_path } = approval
    // Outside its folder a rule may not be enough.
    const named = isBelow(workspace_path, blocked_path) ? namedRules(approval) : []
    return named.includes(rule) && named.every((one) => known.has(one))
  })
  const denied = certain.filter(({ outcome }) => outcome?.decision === 'deny').length
  return { asked: tools.length, certain: certain.length, denied }
}

function isBelow(folder: string, file: string): boolean {
  return file === folder || (path.isAbsolute(file) && !path.relative(folder, file).startsWith('..'))
}
