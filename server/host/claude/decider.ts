import type { Decider } from '#shared/session/events.ts'
import type { PermissionRule } from '#server/host/sessions/folderTrust.ts'
import { TASK_TOOLS } from './launch.ts'
import type { CalledTool } from './mapState.ts'
import type { ResultMeta } from './messages.ts'

const DECISIONS: Readonly<Record<string, Decider['decision']>> = { accept: 'allow', reject: 'deny' }

/** More candidates than this tell nobody anything. */
const MAX_RULES = 20

/**
 * What decided a call that nobody was asked about; null where a person did, or nothing had to. Claude Code tells that a rule
 * decided, not which: told are the rules of the session that are about this tool, or the one that is the very command. Pure.
 */
export function deciderOf(
  meta: ResultMeta | undefined,
  tool: CalledTool | undefined,
  rules: readonly PermissionRule[],
): Decider | null {
  const verdict = meta?.permission_decision ?? null
  const decision = verdict === null ? undefined : DECISIONS[verdict.decision]
  if (verdict === null || decision === undefined) {
    return null
  }
  if (verdict.source === 'hook' || verdict.reason_type === 'hook') {
    return { decision, by: 'hook', rules: [] }
  }
  // The task list's tools Homeport itself allows: they are switched on that way.
  if (verdict.reason_type !== 'rule' || tool === undefined || TASK_TOOLS.includes(tool.name)) {
    return null
  }
  return { decision, by: 'rule', rules: candidates(rules, decision, tool) }
}

function candidates(
  rules: readonly PermissionRule[],
  decision: Decider['decision'],
  tool: CalledTool,
): Decider['rules'] {
  const about = rules.filter((one) => one.behavior === decision && isAbout(one.rule, tool.name))
  const exact = about.filter(({ rule }) => rule === `${tool.name}(${String(tool.input['command'])})`)
  const told = exact.length > 0 ? exact : about
  return told.slice(0, MAX_RULES).map(({ rule, source }) => ({ rule, source }))
}

function isAbout(rule: string, tool: string): boolean {
  const name = rule.split('(', 1)[0] ?? ''
  return name === tool || (name.startsWith('mcp__') && tool.startsWith(`${name}__`))
}
