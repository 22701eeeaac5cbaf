import type { Decider } from '#shared/session/events.ts'
import type { PermissionRule } from '#server/host/sessions/ports/folderTrust.ts'
import { TASK_TOOLS } from '../protocol/taskTools.ts'
import type { CalledTool } from './mapState.ts'
import type { CanUseTool, ResultMeta } from '../protocol/messages.ts'
import { ruleFit } from './ruleFit.ts'

type Verdict = NonNullable<ResultMeta['permission_decision']>
type Rules = readonly PermissionRule[]

const DECISIONS: Readonly<Record<string, Decider['decision']>> = { accept: 'allow', reject: 'deny' }

/** More candidates than this help nobody. */
const MAX_RULES = 20

/**
 * What decided a call that nobody was asked about; null where a person did, or nothing had to. Claude Code tells that a rule
 * decided and roughly where it is, not which: the rule that says it is named, or all that may.
 */
export function deciderOf(meta: ResultMeta | undefined, tool: CalledTool | undefined, rules: Rules): Decider | null {
  const verdict = meta?.permission_decision ?? null
  const decision = verdict === null ? undefined : DECISIONS[verdict.decision]
  if (verdict === null || decision === undefined) {
    return null
  }
  if (verdict.source === 'hook' || verdict.reason_type === 'hook') {
    return { decision, by: 'hook', rules: [] }
  }
  // The task list's tools Homeport itself allows: they are switched on that way.
  if (tool === undefined || TASK_TOOLS.includes(tool.name)) {
    return null
  }
  return decidingRules({ verdict, decision }, tool, rules)
}

interface Decided {
  readonly verdict: Verdict
  readonly decision: Decider['decision']
}

function decidingRules({ verdict, decision }: Decided, tool: CalledTool, rules: Rules): Decider | null {
  const { sure, possible } = candidates(ofBehavior(rules, decision), tool)
  if (!isByRule(verdict, sure.length > 0 || decision === 'deny')) {
    return null
  }
  const named = sure.length > 0 ? sure : possible
  return { decision, by: 'rule', ...listed(preferred(named, (one) => isFromThere(one, { verdict, decision }))) }
}

/**
 * A prefix rule, and every command of several parts, is described by the sum of its parts: so are parts that only read, which
 * need no rule.
 */
function isByRule({ reason_type }: Verdict, needsRule: boolean): boolean {
  return reason_type === 'rule' || (reason_type === 'subcommandResults' && needsRule)
}

/** Why a rule wants a person to be asked, in words; null when it was no rule, or it is not known. */
export function askingRule(request: CanUseTool, rules: Rules): string | null {
  const { decision_reason_type: type, decision_reason_rule_source: from, tool_name: name, input } = request
  if (type !== 'rule') {
    return null
  }
  const { sure, possible } = candidates(ofBehavior(rules, 'ask'), { name, input })
  const applying = sure.length > 0 ? sure : possible
  const { rules: named, more_rules } = listed(preferred(applying, (one) => one.from === from))
  if (named.length === 0) {
    return null
  }
  const which = named.length === 1 ? 'A rule wants that you are asked' : 'One of these rules wants that you are asked'
  const more = more_rules === undefined ? '' : `, or one of ${more_rules} more`
  return `${which}: ${named.map(({ rule, source }) => `${rule} (${source})`).join(', ')}${more}`
}

function ofBehavior(rules: Rules, behavior: PermissionRule['behavior']): PermissionRule[] {
  return rules.filter((one) => one.behavior === behavior)
}

function candidates(rules: Rules, tool: CalledTool): { sure: PermissionRule[]; possible: PermissionRule[] } {
  const fits = rules.map((one) => ({ one, fit: ruleFit(one.rule, tool) }))
  const of = (wanted: string) => fits.filter(({ fit }) => fit === wanted).map(({ one }) => one)
  return { sure: of('yes'), possible: of('perhaps') }
}

/** Measured: `user_permanent` and `user_reject` are rules of the person's or the local file, `config` are all others. */
function isFromThere({ from }: PermissionRule, { verdict, decision }: Decided): boolean {
  const { source, reason_type } = verdict
  if (reason_type !== 'rule') {
    return true
  }
  const isPersons = source === 'user_permanent' || source === 'user_reject'
  if (from === 'localSettings' && decision === 'allow') {
    // What a folder allows is handed over on the command line as well.
    return true
  }
  return isPersons === (from === 'userSettings' || from === 'localSettings')
}

function preferred(rules: Rules, isBetter: (rule: PermissionRule) => boolean): Rules {
  const better = rules.filter(isBetter)
  return better.length > 0 ? better : rules
}

/** The first of them, and how many more there are. */
function listed(rules: Rules): Pick<Decider, 'rules' | 'more_rules'> {
  const more = rules.length - MAX_RULES
  const named = rules.slice(0, MAX_RULES).map(({ rule, source }) => ({ rule, source }))
  return more > 0 ? { rules: named, more_rules: more } : { rules: named }
}
