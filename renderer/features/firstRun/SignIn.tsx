import type { ClaudeStatus } from '#shared/operations/claude.ts'
import { claude } from '#renderer/state/workstation/claude.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { CodeBlock } from '#renderer/content/CodeBlock.tsx'
import { TokenForm } from '#renderer/views/token/TokenForm.tsx'
import { VaultProblem } from '#renderer/views/token/VaultProblem.tsx'
import * as words from './words.ts'

const logins: Readonly<Record<ClaudeStatus['login'], string>> = {
  token: words.withTheApiTokenIn,
  subscription: words.withClaudeCodesOwnLogin,
  environment: words.withTheKeyInThe,
  lent: words.withTheLoginOfThe,
  none: '',
}

/** How sessions sign in to Claude: its own login, or a token in the vault. */
export function SignIn({ status }: { status: ClaudeStatus }) {
  const isSignedIn = status.login !== 'none' || status.demo
  return (
    <>
      <h3 className="mt-4 mb-1 font-semibold">{words.signedInToClaude}</h3>
      {isSignedIn && <p className="mb-3 text-muted">{status.demo ? words.notNeededInTheDemo : logins[status.login]}</p>}
      {!isSignedIn && (
        <>
          <p className="text-muted">{words.withAClaudeSubscription}</p>
          <CodeBlock text="claude /login" label={words.command} />
          <Button className="mb-4" onClick={() => void claude.refresh()}>
            {words.checkAgain}
          </Button>
          <p className="mb-2 text-muted">{words.orWithAnApiToken}</p>
        </>
      )}
      {!status.demo && status.vault_problem === null && (
        <TokenForm hasToken={status.login === 'token'} vault={status.vault} />
      )}
      {!status.demo && status.vault_problem !== null && <VaultProblem problem={status.vault_problem} />}
    </>
  )
}
