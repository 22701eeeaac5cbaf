import * as z from 'zod'
import { ApprovalId } from '#shared/ids.ts'
import type { Approval } from '#shared/session/session.ts'
import { CanUseTool } from '../../claude/protocol/messages.ts'
import { toApproval, toPermissionResult } from '../../claude/protocol/permissions.ts'
import type { AgentAnswer } from '../../sessions/ports/agent.ts'
import type { HookAddress } from './hookListener.ts'

const Fields = z.record(z.string(), z.unknown())

/** What the hooks of a terminal tell, as far as it is read. */
export const HookEvent = z.discriminatedUnion('hook_event_name', [
  z.looseObject({
    hook_event_name: z.literal('PermissionRequest'),
    session_id: z.uuid(),
    tool_name: z.string(),
    tool_input: Fields.default({}),
    permission_suggestions: z.array(Fields).nullish(),
  }),
  z.looseObject({ hook_event_name: z.literal('PreToolUse'), session_id: z.uuid(), tool_name: z.string() }),
  z.looseObject({ hook_event_name: z.enum(['UserPromptSubmit', 'Stop']), session_id: z.uuid() }),
])
export type HookEvent = z.infer<typeof HookEvent>
export type PermissionEvent = Extract<HookEvent, { hook_event_name: 'PermissionRequest' }>

/** How long Claude Code lets a hook wait, in seconds: a person may be away for days. */
const WAIT_S = 14 * 24 * 3600
const SHORT_S = 5

/** The settings that send the events of a Claude Code there. */
export function hooksTo({ url, authorization }: Pick<HookAddress, 'url' | 'authorization'>): object {
  const to = (timeout: number) => [
    { hooks: [{ type: 'http', url, timeout, headers: { Authorization: authorization } }] },
  ]
  return { PermissionRequest: to(WAIT_S), PreToolUse: to(SHORT_S), UserPromptSubmit: to(SHORT_S), Stop: to(SHORT_S) }
}

/** The request as people see it. `call`: the id of what it is asked for; null: nobody knows it. */
export function approvalOf(event: PermissionEvent, id: string, call: string | null): Approval {
  const { tool_name, tool_input: input, permission_suggestions } = event
  const request = { subtype: 'can_use_tool', tool_name, input, permission_suggestions, tool_use_id: call ?? id }
  return { ...toApproval(CanUseTool.parse(request), null), approval_id: ApprovalId.parse(id) }
}

/** Refuses a tool before it runs, or has a person asked about it. */
export function beforeTool(permissionDecision: 'deny' | 'ask', permissionDecisionReason: string): object {
  return { hookSpecificOutput: { hookEventName: 'PreToolUse', permissionDecision, permissionDecisionReason } }
}

/** Keeps a prompt from Claude. */
export function promptBlocked(reason: string): object {
  return { decision: 'block', reason }
}

/** What the hook says to Claude Code. */
export function decisionOf(answer: AgentAnswer): object {
  return { hookSpecificOutput: { hookEventName: 'PermissionRequest', decision: toPermissionResult(answer) } }
}
