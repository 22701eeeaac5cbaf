import { SealedSecrets } from './sealedSecrets.ts'
import type { Vault } from './vault.ts'

/** Secrets that are gone with the process, and wrapped while it lives. */
export class MemoryVault implements Vault {
  readonly kind = 'memory'
  readonly #secrets = new SealedSecrets()

  async get(name: string): Promise<string | null> {
    return this.#secrets.get(name)
  }

  async set(name: string, secret: string): Promise<void> {
    this.#secrets.set(name, secret)
  }

  async delete(name: string): Promise<void> {
    this.#secrets.delete(name)
  }

  async problem(): Promise<string | null> {
    return null
  }
}
