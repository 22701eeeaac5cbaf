import type { ClaudeStatus } from '#shared/operations/claude.ts'
import { claude } from '#renderer/state/workstation/claude.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { CodeBlock } from '#renderer/content/CodeBlock.tsx'
import * as words from './words.ts'

/** Where Claude Code is, or the exact commands that install it. */
export function FindClaude({ status }: { status: ClaudeStatus }) {
  return (
    <>
      {status.found ? (
        <p className="text-muted">
          {words.claudeFound[status.source ?? 'unknown'](
            status.version,
            <code className="font-mono wrap-anywhere">{status.path}</code>,
          )}
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
      <p className="text-muted">{words.itIsNotOnThis}</p>
      <CodeBlock text="curl -fsSL https://claude.ai/install.sh | bash" label={words.installOnMacOSAndLinux} />
      <p className="text-muted">{words.onWindowsInPowerShell}</p>
      <CodeBlock text="irm https://claude.ai/install.ps1 | iex" label={words.installOnWindows} />
      <p className="text-muted">{words.orWithNpmAnywhere}</p>
      <CodeBlock text="npm install -g @anthropic-ai/claude-code" label={words.installWithNpm} />
      <p className="mb-3 text-muted">
        {words.isItSomewhereUnusual(
          <code className="font-mono">HOMEPORT_CLAUDE_PATH=/path/to/claude</code>,
          <code className="font-mono">claude.path</code>,
        )}
      </p>
      <Button onClick={() => void claude.refresh()}>{words.checkAgain}</Button>
    </>
  )
}
