import type { Approval } from '#shared/session/session.ts'
import { CodeBlock } from '#renderer/ui/CodeBlock.tsx'
import { Diff } from '#renderer/ui/Diff.tsx'
import { Terminal } from '#renderer/ui/Terminal.tsx'
import { askedLines } from '#renderer/words/patch.ts'
import { within } from '#shared/session/paths.ts'
import { prettyJson, textField } from '#shared/session/toolInput.ts'

/** The whole of what would happen: command, diff, path or input, and the folder it happens in. */
export function ToolSubject({ approval, workspace }: { approval: Approval; workspace: string }) {
  return (
    <>
      <Subject approval={approval} workspace={workspace} />
      <p className="mt-1.5 truncate text-xs text-muted" title={workspace}>
        in <span className="font-mono">{workspace}</span>
      </p>
    </>
  )
}

function Subject({ approval: { tool_name, input }, workspace }: { approval: Approval; workspace: string }) {
  const command = textField(input, 'command')
  if (command !== '') {
    return <Terminal command={command} />
  }
  const lines = askedLines(tool_name, input)
  if (lines !== null) {
    return <Diff lines={lines} path={within(textField(input, 'file_path'), workspace)} />
  }
  const url = textField(input, 'url')
  return <CodeBlock text={url === '' ? prettyJson(input) : url} label="What it wants to do" />
}
