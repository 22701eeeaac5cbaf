import type { ClaudeStatus } from '#shared/operations/claude.ts'
import { storeToken, removeToken, type TokenCheck } from './claudeToken.ts'
import { showToast, errorMessage } from '#renderer/state/toasts.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { TokenEntry } from './TokenEntry.tsx'
import * as words from './words.ts'

const vaults: Readonly<Record<ClaudeStatus['vault'], string>> = {
  keychain: words.theWorkstationsKeychain,
  file: words.anEncryptedFileOnThe,
  memory: words.theWorkstationsMemoryUntilHomeport,
}

/** The person's own token: set, replaced, removed. */
export function TokenForm({ hasToken, vault }: { hasToken: boolean; vault: ClaudeStatus['vault'] }) {
  return (
    <TokenEntry
      label={hasToken ? words.replaceTheApiToken : words.apiToken}
      hint={words.itGoesToVaultAnd(vaults[vault])}
      action={words.saveToken}
      onToken={save}
    >
      {hasToken && (
        <Button variant="ghost" onClick={() => void remove()}>
          {words.removeTheToken}
        </Button>
      )}
    </TokenEntry>
  )
}

async function save(token: string): Promise<TokenCheck> {
  const kept = await storeToken(token)
  if (kept.kind === 'valid') {
    showToast(words.theTokenIsKeptYour)
  }
  return kept
}

async function remove(): Promise<void> {
  await removeToken().then(
    () => showToast(words.theTokenIsRemoved),
    (error: unknown) => showToast(errorMessage(error)),
  )
}
