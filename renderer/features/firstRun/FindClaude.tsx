import type { ClaudeStatus } from '#shared/operations/claude.ts'
import { claude } from '#renderer/state/workstation/claude.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { CodeBlock } from '#renderer/content/CodeBlock.tsx'
import * as words from './words.ts'

const sources: Readonly<Record<NonNullable<ClaudeStatus['source']>, string>> = {
  setting: words.namedInYourSettings,
  path: 'found on your PATH',
  known_folder: words.foundWhereItsInstallerPuts,
  package: words.cameWithThisCheckout,
}

/** Where Claude Code is, or the exact commands that install it. */
export function FindClaude({ status }: { status: ClaudeStatus }) {
  return (
    <>
      {status.found ? (
        <p className="text-muted">
          {words.versionVersionWhatPath(
            status.version ?? 'unknown',
            status.source === null ? 'found' : sources[status.source],
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
      <CodeBlock text={words.curlFsSLHttpsClaudeAi} label={words.installOnMacOSAndLinux} />
      <p className="text-muted">{words.onWindowsInPowerShell}</p>
      <CodeBlock text={words.irmHttpsClaudeAiInstall} label={words.installOnWindows} />
      <p className="text-muted">{words.orWithNpmAnywhere}</p>
      <CodeBlock text="npm install -g @anthropic-ai/claude-code" label={words.installWithNpm} />
      <p className="mb-3 text-muted">
        {words.isItSomewhereUnusualName(
          <code className="font-mono">HOMEPORT_CLAUDE_PATH=/path/to/claude</code>,
          <code className="font-mono">claude.path</code>,
        )}
      </p>
      <Button onClick={() => void claude.refresh()}>{words.checkAgain}</Button>
    </>
  )
}
