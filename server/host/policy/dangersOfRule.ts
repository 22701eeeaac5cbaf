import { tmpdir } from 'node:os'
import type { Danger } from '#shared/session/session.ts'
import type { ApprovalJudge } from '../sessions/ports/approvalJudge.ts'

/**
 * What is dangerous in a rule that allows: a tool without any bounds that runs programs or writes files, and a command that
 * is dangerous as it stands. Not all that its stars may stand for: each call is judged when it comes.
 */
export async function dangersOfRule(judge: ApprovalJudge, rule: string): Promise<Danger[]> {
  const { tool, content } = partsOf(rule)
  if (UNBOUNDED.has(tool) && WHOLE.test(content)) {
    return [{ code: 'whole_tool', text: `It would allow every use of ${tool}.` }]
  }
  if (tool !== 'Bash') {
    return []
  }
  const command = content.replace(/:\*$/, '').trim()
  return (await judge.judge({ tool_name: tool, input: { command } }, tmpdir())).dangers
}

const UNBOUNDED: ReadonlySet<string> = new Set(
  'Bash PowerShell Monitor Edit Write MultiEdit NotebookEdit * mcp__*'.split(' '),
)

/** Nothing but stars, or everything below the project, the home, the root or a drive. */
const WHOLE = /^(?:~|\.|\/{0,2}[a-z]:?(?=\/))?[:*/\\\s]*$/i

function partsOf(rule: string): { readonly tool: string; readonly content: string } {
  const open = rule.indexOf('(')
  return open === -1
    ? { tool: rule, content: '' }
    : { tool: rule.slice(0, open), content: rule.slice(open + 1).replace(/\)$/, '') }
}
