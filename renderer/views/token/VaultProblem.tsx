import { claude } from '#renderer/state/workstation/claude.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { CodeBlock } from '#renderer/content/CodeBlock.tsx'
import * as words from './words.ts'

/** No vault is available: the person chooses one; nothing is stored elsewhere silently. */
export function VaultProblem({ problem }: { problem: string }) {
  return (
    <div className="space-y-2 rounded-control border border-line p-3">
      <p role="alert" className="text-bad">
        {problem}
      </p>
      <p className="text-muted">{words.unlockOrStartTheKeychain}</p>
      <CodeBlock text={words.homeportStartVaultFile} label={words.command} />
      <p className="text-muted">{words.orKeepTokensInMemory}</p>
      <CodeBlock text={words.homeportStartVaultMemory} label={words.command} />
      <Button onClick={() => void claude.refresh()}>{words.checkAgain}</Button>
    </div>
  )
}
