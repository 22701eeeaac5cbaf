import type { ClaudeStatus } from '#shared/operations/claude.ts'
import { claude } from '#renderer/state/workstation/claude.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { CodeBlock } from '#renderer/content/CodeBlock.tsx'
import { TokenForm } from '#renderer/views/token/TokenForm.tsx'
import { VaultProblem } from '#renderer/views/token/VaultProblem.tsx'

const logins: Readonly<Record<ClaudeStatus['login'], string>> = {
  token: 'With the API token in the vault. Sessions bill the account it belongs to.',
  subscription: "With Claude Code's own login. Sessions count against that subscription.",
  environment: 'With the key in the environment Homeport was started in. Sessions bill the account it belongs to.',
  lent: 'With the login of the owner of this workstation, who lends it to you.',
  none: '',
}

/** How sessions sign in to Claude: its own login, or a token in the vault. */
export function SignIn({ status }: { status: ClaudeStatus }) {
  const isSignedIn = status.login !== 'none' || status.demo
  return (
    <>
      <h3 className="mt-4 mb-1 font-semibold">Signed in to Claude</h3>
      {isSignedIn && (
        <p className="mb-3 text-muted">{status.demo ? 'Not needed in the demo.' : logins[status.login]}</p>
      )}
      {!isSignedIn && (
        <>
          <p className="text-muted">With a Claude subscription, sign in once in a terminal on the workstation:</p>
          <CodeBlock text="claude /login" label="Command" />
          <Button className="mb-4" onClick={() => void claude.refresh()}>
            Check again
          </Button>
          <p className="mb-2 text-muted">Or with an API token:</p>
        </>
      )}
      {!status.demo && status.vault_problem === null && (
        <TokenForm hasToken={status.login === 'token'} vault={status.vault} />
      )}
      {!status.demo && status.vault_problem !== null && <VaultProblem problem={status.vault_problem} />}
    </>
  )
}
