import type { UserId } from '#shared/ids.ts'
import type { Vault } from '#server/platform/vault/vault.ts'

/** Whose token: the machine's owner, or another person by id. */
export type TokenHolder = { readonly kind: 'local_owner' } | { readonly kind: 'person'; readonly user_id: UserId }

/**
 * The name of a person's Claude token in the vault. The owner's has the one it had when nobody else could have any;
 * `homeport doctor` finds it without knowing who the owner is.
 */
export function tokenName(holder: TokenHolder): string {
  return holder.kind === 'local_owner' ? 'claude_token' : `claude_token.${holder.user_id}`
}

/** Everybody's own Claude token, in the vault and nowhere else. */
export class VaultTokens {
  readonly #vault: Vault

  constructor(vault: Vault) {
    this.#vault = vault
  }

  /** null when they have none. @throws HomeportError SETTINGS_001 when the vault cannot be used. */
  get(holder: TokenHolder): Promise<string | null> {
    return this.#vault.get(tokenName(holder))
  }

  set(holder: TokenHolder, token: string): Promise<void> {
    return this.#vault.set(tokenName(holder), token)
  }

  delete(holder: TokenHolder): Promise<void> {
    return this.#vault.delete(tokenName(holder))
  }
}
