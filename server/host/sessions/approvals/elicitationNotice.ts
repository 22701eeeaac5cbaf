import type { NewEvent } from '#shared/session/events.ts'
import { readElicitation } from '#shared/session/elicitation.ts'
import type { Approval, ApprovalOutcome } from '#shared/session/session.ts'
import { isRecord } from '#shared/session/tools/toolInput.ts'
import { counted } from '#shared/text/plural.ts'
import type { AgentAnswer } from '../ports/agent.ts'

const MAX_MESSAGE = 16 * 1024
const MAX_NAMES = 20

/**
 * The line that stays in the conversation when a server's question was answered: no tool call shows it. It names the fields
 * that were filled in, never what was written there. Nothing for other approvals.
 */
export function elicitationAnswered(approval: Approval, outcome: ApprovalOutcome, answer: AgentAnswer): NewEvent[] {
  if (approval.kind !== 'elicitation') {
    return []
  }
  const { server, message, url } = readElicitation(approval.input)
  const asked =
    message.length <= MAX_MESSAGE
      ? message
      : `${message.slice(0, MAX_MESSAGE)}… (${counted(message.length - MAX_MESSAGE, { one: '# more character', other: '# more characters' })})`
  const content = `The MCP server “${server.slice(0, 100)}” asked: ${asked}\n${outcome.answered_by ?? 'Somebody'} ${said(answer, url)}`
  return [{ type: 'notice', content, data: { level: 'info', code: 'elicitation_answered' } }]
}

function said(answer: AgentAnswer, url: string | null): string {
  if (answer.decision === 'deny') {
    return answer.is_dismissed === true ? 'closed the question without an answer.' : 'declined.'
  }
  if (url !== null) {
    return 'agreed to visit the page.'
  }
  const content = answer.updated_input?.['content']
  const names = isRecord(content) ? Object.keys(content) : []
  const shown = names.slice(0, MAX_NAMES).map((name) => name.slice(0, 60))
  const more = names.length > shown.length ? ` and ${names.length - shown.length} more` : ''
  return names.length === 0
    ? 'agreed.'
    : `answered: ${shown.join(', ')}${more}. What was written went to the server alone.`
}
