import * as z from 'zod'
import { ApprovalId } from '#shared/ids.ts'
import { ELICITATION_TOOL } from '#shared/session/tools/toolPhrase.ts'
import type { Approval } from '#shared/session/session.ts'
import type { AgentAnswer } from '#server/host/sessions/ports/agent.ts'

/** The body of an `elicitation` request: an MCP server asks the person. Its other fields are passed on as they are. */
export const ElicitationRequest = z.looseObject({
  subtype: z.literal('elicitation'),
  mcp_server_name: z.string(),
  message: z.string(),
})
export type ElicitationRequest = z.infer<typeof ElicitationRequest>

/** The server's question as the approval that people see. It belongs to no tool call that Claude Code names. */
export function elicitationApproval(request: ElicitationRequest, requestId: string): Approval {
  const { subtype: _, ...input } = request
  return {
    approval_id: ApprovalId.parse(`elicitation:${requestId}`),
    kind: 'elicitation',
    tool_use_id: '',
    tool_name: ELICITATION_TOOL,
    input,
    suggestions: [],
  }
}

/** The body of the answer: `accept` with what was filled in, `decline`, or `cancel` where nobody wanted to choose. */
export function toElicitResult(answer: AgentAnswer): Record<string, unknown> {
  if (answer.decision === 'deny') {
    return { action: answer.is_dismissed === true ? 'cancel' : 'decline' }
  }
  const content = answer.updated_input?.['content']
  return content === undefined ? { action: 'accept' } : { action: 'accept', content }
}
