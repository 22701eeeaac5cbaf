import type { ClaudeStatus } from '#shared/operations/claude.ts'
import { storeToken, removeToken, type TokenCheck } from './claudeToken.ts'
import { showToast, errorMessage } from '#renderer/state/toasts.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { TokenEntry } from './TokenEntry.tsx'

const vaults: Readonly<Record<ClaudeStatus['vault'], string>> = {
  keychain: "the workstation's keychain",
  file: 'an encrypted file on the workstation',
  memory: "the workstation's memory, until Homeport stops",
}

/** The person's own token: set, replaced, removed. */
export function TokenForm({ hasToken, vault }: { hasToken: boolean; vault: ClaudeStatus['vault'] }) {
  return (
    <TokenEntry
      label={hasToken ? 'Replace the API token' : 'API token'}
      hint={`It goes to ${vaults[vault]} and nowhere else.`}
      action="Save token"
      onToken={save}
    >
      {hasToken && (
        <Button variant="ghost" onClick={() => void remove()}>
          Remove the token
        </Button>
      )}
    </TokenEntry>
  )
}

async function save(token: string): Promise<TokenCheck> {
  const kept = await storeToken(token)
  if (kept.kind === 'valid') {
    showToast('The token is kept. Your sessions use it from their next turn on.')
  }
  return kept
}

async function remove(): Promise<void> {
  await removeToken().then(
    () => showToast('The token is removed.'),
    (error: unknown) => showToast(errorMessage(error)),
  )
}
