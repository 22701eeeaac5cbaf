import type { ReactNode } from 'react'
import type { Approval } from '#shared/session/session.ts'
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
  const known = Object.hasOwn(questions, tool_name) ? questions[tool_name] : undefined
  return (
    <>
      {who}
      {known ?? (
        <>
          Use the tool{' '}
          <span dir="ltr" className="font-mono">
            <Marked text={tool_name} code />
          </span>
          ?
        </>
      )}
    </>
  )
}
