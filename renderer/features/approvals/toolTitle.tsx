import type { ReactNode } from 'react'
import type { Approval } from '#shared/session/session.ts'
import { mcpTool } from '#shared/session/tools/toolPhrase.ts'
import { Marked } from '#renderer/ui/Marked.tsx'
import * as words from './laterWords.ts'

const questions: Readonly<Record<string, string>> = {
  Bash: words.runACommand,
  Write: words.writeAFile,
  Edit: words.editAFile,
  MultiEdit: words.editAFile,
  NotebookEdit: words.editANotebook,
  WebFetch: words.fetchAnAddress,
  WebSearch: words.searchTheWeb,
  Read: words.readAFile,
  Task: words.startASubAgent,
  Agent: words.startASubAgent,
}

/** The title of a request in Homeport's own words; Claude's description is shown separately. */
export function toolTitle({ tool_name, agent_id }: Pick<Approval, 'tool_name' | 'agent_id'>): ReactNode {
  const who = agent_id === undefined ? null : <span className="font-normal text-muted">{words.subAgent} </span>
  const mcp = mcpTool(tool_name)
  const known = Object.hasOwn(questions, tool_name) ? questions[tool_name] : undefined
  return (
    <>
      {who}
      {known ??
        (mcp === null
          ? words.toolQuestion(<Name text={tool_name} />)
          : words.mcpToolQuestion(<Name text={mcp.tool} />, <Name text={mcp.server} />))}
    </>
  )
}

function Name({ text }: { text: string }) {
  return (
    <span dir="ltr" className="font-mono">
      <Marked text={text} code />
    </span>
  )
}
