import { claude } from '#renderer/state/workstation/claude.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { CodeBlock } from '#renderer/content/CodeBlock.tsx'

/** No vault is available: the person chooses one; nothing is stored elsewhere silently. */
export function VaultProblem({ problem }: { problem: string }) {
  return (
    <div className="space-y-2 rounded-control border border-line p-3">
      <p role="alert" className="text-bad">
        {problem}
      </p>
      <p className="text-muted">
        Unlock or start the keychain and check again. Or choose an encrypted file instead; its key lies beside it,
        readable only by your account:
      </p>
      <CodeBlock text="homeport start --vault file" label="Command" />
      <p className="text-muted">Or keep tokens in memory only, until Homeport stops:</p>
      <CodeBlock text="homeport start --vault memory" label="Command" />
      <Button onClick={() => void claude.refresh()}>Check again</Button>
    </div>
  )
}
