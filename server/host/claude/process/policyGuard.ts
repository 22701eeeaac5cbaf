import * as z from 'zod'
import type { PermissionRule } from '#server/host/sessions/ports/folderTrust.ts'
import type { HeldNow } from '#server/host/trust/keptRules.ts'
import type { Judgement, ToolRequest } from '#server/host/sessions/ports/approvalJudge.ts'
import type { AgentUpdate } from '#server/host/sessions/ports/agent.ts'
import type { ControlChannel } from '../protocol/control.ts'
import type { ControlRequestLine } from '../protocol/messages.ts'
import { mayReach } from './ruleReach.ts'

/** The name that Claude Code calls it by. */
export const POLICY_GUARD = 'homeport-policy-guard'

export interface PolicyGuardDeps {
  readonly control: ControlChannel
  readonly write: (line: Record<string, unknown>) => void
  readonly heldNow: () => HeldNow
  readonly judge: (asked: ToolRequest) => Promise<Judgement>
  /** What else is to be done before a tool runs. Never fails. */
  readonly beforeTool: () => Promise<void>
  /** The rules are in force. */
  readonly onApplied: (rules: readonly PermissionRule[]) => void
  /** They could not be handed over: Claude Code asks as if those that allow were not there. */
  readonly onFailed: (reason: string) => void
}

const Call = z.looseObject({
  subtype: z.literal('hook_callback'),
  callback_id: z.literal(POLICY_GUARD),
  input: z.looseObject({
    tool_name: z.string(),
    tool_input: z.record(z.string(), z.unknown()).catch({}),
    permission_mode: z.string().optional(),
  }),
})

const IsPolicyCall = z.looseObject({ callback_id: z.literal(POLICY_GUARD) })

/**
 * Keeps a running Claude Code at the rules and further folders that its person has in Homeport. Claude Code evaluates them itself, in its own
 * syntax; they are handed over as settings that replace those handed over before (measured). Before each tool Claude Code
 * calls here first, and reads the rules after the answer (measured): so a rule or folder that was removed, or a rule whose time is
 * over, allows not one call more, also within a turn and in sub-agents.
 *
 * What is judged dangerous is asked about, whatever a rule that is kept here allows.
 */
export class PolicyGuard {
  readonly #deps: PolicyGuardDeps
  /** What it was handed last, as text. */
  #applied = NOTHING
  #rules: readonly PermissionRule[] = []
  #handing: Promise<boolean> = Promise.resolve(true)

  constructor(deps: PolicyGuardDeps) {
    this.#deps = deps
  }

  /** Behind `initialize` and before the first prompt: Claude Code takes them in that order. */
  begin(): void {
    this.#handing = this.#handOver()
  }

  /** True when the request was for the guard; it answers by itself. */
  take(line: ControlRequestLine): boolean {
    if (!IsPolicyCall.safeParse(line.request).success) {
      return false
    }
    void this.#answer(line.request_id, Call.safeParse(line.request).data?.input)
    return true
  }

  async #answer(request_id: string, input: z.infer<typeof Call>['input'] | undefined): Promise<void> {
    await this.#deps.beforeTool()
    const isCurrent = await this.#current()
    const reason = input === undefined || !isCurrent ? NOT_CURRENT : await this.#danger(input)
    const asking = { hookEventName: 'PreToolUse', permissionDecision: 'ask', permissionDecisionReason: reason }
    const response = reason === null ? {} : { hookSpecificOutput: asking }
    this.#deps.write({ type: 'control_response', response: { subtype: 'success', request_id, response } })
  }

  /** Why a rule that is kept here is not enough for this call; null when none can reach its tool, or nothing is dangerous. */
  async #danger({
    tool_name,
    tool_input: input,
    permission_mode,
  }: z.infer<typeof Call>['input']): Promise<string | null> {
    const isAbout = ({ behavior, rule }: PermissionRule) => behavior === 'allow' && mayReach(rule, tool_name)
    if (permission_mode === 'bypassPermissions' || !this.#rules.some(isAbout)) {
      return null
    }
    const [first] = (await this.#deps.judge({ tool_name, input })).dangers
    return first === undefined ? null : `Asked in spite of a rule that may allow it: ${first.text}`
  }

  /** Hands over what has changed, one after the other. False: what is in force may allow more than what holds. */
  #current(): Promise<boolean> {
    this.#handing = this.#handing.then(() => this.#handOver())
    return this.#handing
  }

  async #handOver(): Promise<boolean> {
    const { rules, folders } = this.#deps.heldNow()
    const wanted = JSON.stringify([rules, folders])
    if (wanted === this.#applied) {
      return true
    }
    try {
      const isNothing = rules.length + folders.length === 0
      await this.#apply(isNothing ? null : { ...byBehavior(rules), additionalDirectories: folders })
    } catch (error) {
      this.#deps.onFailed(error instanceof Error ? error.message : String(error))
      return this.#applyNothing(wanted)
    }
    this.#note(wanted, rules)
    return true
  }

  /** What was in force before goes, so that nothing is allowed that does not hold any more. */
  async #applyNothing(wanted: string): Promise<boolean> {
    try {
      await this.#apply(null)
    } catch {
      return false
    }
    this.#note(wanted, [])
    return true
  }

  #note(wanted: string, rules: readonly PermissionRule[]): void {
    this.#applied = wanted
    this.#rules = rules
    this.#deps.onApplied(rules)
  }

  async #apply(permissions: Permissions | null): Promise<void> {
    const request = { subtype: 'apply_flag_settings', settings: { permissions } }
    await this.#deps.control.request(request, { timeoutMs: TIMEOUT_MS })
  }
}

/** The first comes while it starts, which takes seconds on a busy machine. */
const TIMEOUT_MS = 60_000

type Permissions = Record<PermissionRule['behavior'], string[]> & {
  readonly additionalDirectories: readonly string[]
}

const NOTHING = JSON.stringify([[], []])
const NOT_CURRENT = 'The rules that hold could not be handed to Claude Code, so Homeport asks.'

function byBehavior(rules: readonly PermissionRule[]): Record<PermissionRule['behavior'], string[]> {
  const of = (wanted: PermissionRule['behavior']) =>
    rules.filter(({ behavior }) => behavior === wanted).map(({ rule }) => rule)
  return { allow: of('allow'), ask: of('ask'), deny: of('deny') }
}

/** Said once for each set of rules that is not taken. */
export function rulesNotInForce(reason: string): AgentUpdate {
  const text = `Your rules in Homeport do not hold in this process: Claude Code did not take them (${reason}). Those that deny or ask hold from its next start on.`
  return { kind: 'notice', level: 'warning', code: 'rules_not_in_force', text }
}
