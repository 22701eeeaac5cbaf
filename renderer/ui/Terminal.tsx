import { CopyButton } from './CopyButton.tsx'

/** A command and what it printed. */
export function Terminal({
  command,
  output,
  isError = false,
}: {
  command: string
  output?: string
  isError?: boolean
}) {
  return (
    <div className="group relative overflow-hidden rounded-control border border-line bg-raised font-mono text-sm">
      <pre
        tabIndex={0}
        aria-label="Command"
        className="quiet-scroll max-h-60 overflow-auto p-3 pr-11 whitespace-pre-wrap [overflow-wrap:anywhere]"
      >
        <span aria-hidden="true" className="text-muted select-none">
          ${' '}
        </span>
        {command}
      </pre>
      {output !== undefined && output !== '' && (
        <pre
          tabIndex={0}
          aria-label="Output"
          className={`quiet-scroll max-h-96 overflow-auto border-t border-line p-3 ${isError ? 'text-bad' : 'text-muted'}`}
        >
          {stripAnsi(output)}
        </pre>
      )}
      <div className="absolute top-1 right-1 rounded-control bg-raised">
        <CopyButton text={command} label="Copy the command" />
      </div>
    </div>
  )
}

/** Colours of the terminal would be noise here. */
function stripAnsi(text: string): string {
  // oxlint-disable-next-line no-control-regex -- an escape sequence begins with a control character
  return text.replaceAll(/\u001b\[[0-9;?]*[ -/]*[@-~]/g, '')
}
