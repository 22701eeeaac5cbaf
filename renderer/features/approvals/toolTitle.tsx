import type { ReactNode } from 'react'
import type { Approval } from '#shared/session/session.ts'
import { mcpTool } from '#shared/session/tools/toolPhrase.ts'
import { within } from '#shared/session/paths.ts'
import { withMarks } from '#shared/text/hiddenCharacters.ts'
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

/** What is asked of a file, by its name. */
const ofFiles: Readonly<Record<string, (file: ReactNode) => ReactNode>> = {
  Write: words.writeFile,
  Edit: words.editFile,
  MultiEdit: words.editFile,
  NotebookEdit: words.editFile,
  Read: words.readFile,
}
/** Longer paths would be the whole title; they stand in the request. */
const MAX_PATH = 80

/** The title of a request in Homeport's own words; Claude's description is shown separately. */
export function toolTitle(approval: Approval, workspace: string): ReactNode {
  const { tool_name, agent_id } = approval
  const who = agent_id === undefined ? null : <span className="font-normal text-muted">{words.subAgent} </span>
  const mcp = mcpTool(tool_name)
  const known =
    fileQuestion(approval, workspace) ?? (Object.hasOwn(questions, tool_name) ? questions[tool_name] : undefined)
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

function fileQuestion({ tool_name, input }: Approval, workspace: string): ReactNode {
  const ask = Object.hasOwn(ofFiles, tool_name) ? ofFiles[tool_name] : undefined
  const path = input[tool_name === 'NotebookEdit' ? 'notebook_path' : 'file_path']
  if (ask === undefined || typeof path !== 'string') {
    return undefined
  }
  const shown = within(path, workspace)
  return isPlain(shown) ? ask(<Name text={shown} />) : undefined
}

/** A name that reads as words of ours, or not as what it is, has no place in our sentence; it stands in the request. */
function isPlain(path: string): boolean {
  return path.length <= MAX_PATH && /^\S+$/.test(path) && withMarks(path) === path
}

function Name({ text }: { text: string }) {
  return (
    <span dir="ltr" className="font-mono [overflow-wrap:anywhere]">
      <Marked text={text} code />
    </span>
  )
}
