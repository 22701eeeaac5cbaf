import { ApprovalId } from '#shared/ids.ts'
import type { Approval, ApprovalKind } from '#shared/session/session.ts'
import type { AgentAnswer } from '#server/host/sessions/ports/agent.ts'
import type { CanUseTool } from './messages.ts'

/** Claude's question as the approval that people see. `plan`: the plan's text where the request lacks it. */
export function toApproval(request: CanUseTool, plan: string | null): Approval {
  const kind = kindOf(request.tool_name)
  const agent = request.agent_id ?? null
  const input =
    kind === 'plan' && typeof request.input['plan'] !== 'string' && plan !== null
      ? { ...request.input, plan }
      : request.input
  const suggestions = request.permission_suggestions ?? []
  return {
    // Sub-agents number their tool uses on their own: without the agent two of them could collide.
    approval_id: ApprovalId.parse(agent === null ? request.tool_use_id : `${agent}:${request.tool_use_id}`),
    kind,
    tool_use_id: request.tool_use_id,
    tool_name: request.tool_name,
    input,
    suggestions: kind === 'plan' && suggestions.length === 0 ? [ACCEPT_EDITS] : suggestions,
    ...(typeof request.description === 'string' ? { description: request.description } : {}),
    ...(agent === null ? {} : { agent_id: agent }),
    ...reasonsOf(request),
  }
}

/** Why approval is needed, where Claude Code says so. */
function reasonsOf({ decision_reason, blocked_path }: CanUseTool): Pick<Approval, 'decision_reason' | 'blocked_path'> {
  return {
    ...(decision_reason === null || decision_reason === undefined || decision_reason === '' ? {} : { decision_reason }),
    ...(blocked_path === null || blocked_path === undefined || blocked_path === '' ? {} : { blocked_path }),
  }
}

/** A plan may be approved together with the edits it will make; Claude suggests nothing of its own there. */
const ACCEPT_EDITS = { type: 'setMode', mode: 'acceptEdits', destination: 'session' }

/** The body of the answer to `can_use_tool`. A denial always carries a message, or the model sees a broken answer. */
export function toPermissionResult(answer: AgentAnswer): Record<string, unknown> {
  if (answer.decision === 'deny') {
    return { behavior: 'deny', message: answer.message.trim() || 'The user said no, without giving a reason.' }
  }
  return {
    behavior: 'allow',
    ...(answer.updated_input === undefined ? {} : { updatedInput: answer.updated_input }),
    ...(answer.remember.length === 0 ? {} : { updatedPermissions: answer.remember }),
  }
}

function kindOf(toolName: string): ApprovalKind {
  switch (toolName) {
    case 'AskUserQuestion':
      return 'question'
    case 'ExitPlanMode':
      return 'plan'
    default:
      return 'tool'
  }
}
