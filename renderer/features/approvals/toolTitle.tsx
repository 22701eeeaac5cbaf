import type { ReactNode } from 'react'
import type { Approval } from '#shared/session/session.ts'
import { mcpTool } from '#shared/session/tools/toolPhrase.ts'
import { Marked } from '#renderer/ui/Marked.tsx'

const questions: Readonly<Record<string, string>> = {
  Bash: 'Run a command?',
  Write: 'Write a file?',
  Edit: 'Edit a file?',
  MultiEdit: 'Edit a file?',
  NotebookEdit: 'Edit a notebook?',
  WebFetch: 'Fetch an address?',
  WebSearch: 'Search the web?',
  Read: 'Read a file?',
  Task: 'Start a sub-agent?',
  Agent: 'Start a sub-agent?',
}

/** The title of a request in Homeport's own words; Claude's description is shown separately. */
export function toolTitle({ tool_name, agent_id }: Pick<Approval, 'tool_name' | 'agent_id'>): ReactNode {
  const who = agent_id === undefined ? null : <span className="font-normal text-muted">Sub-agent · </span>
  const mcp = mcpTool(tool_name)
  const known = Object.hasOwn(questions, tool_name) ? questions[tool_name] : undefined
  return (
    <>
      {who}
      {known ?? (
        <>
          Use the tool <Name text={mcp?.tool ?? tool_name} />
          {mcp !== null && (
            <>
              {' '}
              of <Name text={mcp.server} />
            </>
          )}
          ?
        </>
      )}
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
