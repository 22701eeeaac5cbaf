import { HomeportError } from '#shared/errors.ts'
import type { Vault } from '#server/platform/vault/vault.ts'

/** A keychain that is not there. */
export class BrokenVault implements Vault {
  readonly kind = 'keychain'
  readonly #why = 'There is no keychain here.'

  async get(): Promise<string | null> {
    throw new HomeportError('SETTINGS_001', this.#why)
  }

  async set(): Promise<void> {
    throw new HomeportError('SETTINGS_001', this.#why)
  }

  async delete(): Promise<void> {
    throw new HomeportError('SETTINGS_001', this.#why)
  }

  async problem(): Promise<string | null> {
    return this.#why
  }
}
