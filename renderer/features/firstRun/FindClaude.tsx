import type { ClaudeStatus } from '#shared/operations/claude.ts'
import { claude } from '#renderer/state/workstation/claude.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { CodeBlock } from '#renderer/content/CodeBlock.tsx'

const sources: Readonly<Record<NonNullable<ClaudeStatus['source']>, string>> = {
  setting: 'named in your settings',
  path: 'found on your PATH',
  known_folder: 'found where its installer puts it',
  package: 'came with this checkout',
}

/** Where Claude Code is, or the exact commands that install it. */
export function FindClaude({ status }: { status: ClaudeStatus }) {
  return (
    <>
      {status.found ? (
        <p className="text-muted">
          Version {status.version ?? 'unknown'}, {status.source === null ? 'found' : sources[status.source]}:{' '}
          <code className="font-mono wrap-anywhere">{status.path}</code>
        </p>
      ) : (
        <Install />
      )}
      {status.problem !== null && (
        <p className="mt-2 rounded-control bg-bad-ground px-3 py-2 text-bad">{status.problem}</p>
      )}
    </>
  )
}

function Install() {
  return (
    <>
      <p className="text-muted">
        It is not on this workstation yet. Install it there, in a terminal, then check again.
      </p>
      <CodeBlock text="curl -fsSL https://claude.ai/install.sh | bash" label="Install on macOS and Linux" />
      <p className="text-muted">On Windows, in PowerShell:</p>
      <CodeBlock text="irm https://claude.ai/install.ps1 | iex" label="Install on Windows" />
      <p className="text-muted">Or with npm, anywhere:</p>
      <CodeBlock text="npm install -g @anthropic-ai/claude-code" label="Install with npm" />
      <p className="mb-3 text-muted">
        Is it somewhere unusual? Name it: <code className="font-mono">HOMEPORT_CLAUDE_PATH=/path/to/claude</code>, or{' '}
        <code className="font-mono">claude.path</code> in the settings file.
      </p>
      <Button onClick={() => void claude.refresh()}>Check again</Button>
    </>
  )
}
