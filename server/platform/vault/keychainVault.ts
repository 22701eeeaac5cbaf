import type { Vault } from './vault.ts'
import { otherVault, vaultError } from './vaultError.ts'

/** What we use of keytar. */
export interface Keychain {
  getPassword(service: string, account: string): Promise<string | null>
  setPassword(service: string, account: string, password: string): Promise<void>
  deletePassword(service: string, account: string): Promise<boolean>
}

export interface KeychainVaultDeps {
  /** Keeps the secrets of two data directories apart. */
  readonly dataDir: string
  readonly load?: () => Promise<Keychain>
  readonly timeoutMs?: number
}

/** The name under which people find the entries in their keychain. */
const SERVICE = 'Homeport'

/** A locked keychain may ask for its password on a screen nobody sits at: no answer by then is an answer. */
const TIMEOUT_MS = 20_000
const SELF_CHECK_MS = 4_000

/**
 * The operating system's keychain: macOS Keychain, Windows Credential Manager, Secret Service (gnome-keyring,
 * KWallet) on Linux.
 */
export class KeychainVault implements Vault {
  readonly kind = 'keychain'
  readonly #deps: Required<KeychainVaultDeps>

  constructor(deps: KeychainVaultDeps) {
    this.#deps = { load: loadKeytar, timeoutMs: TIMEOUT_MS, ...deps }
  }

  get(name: string): Promise<string | null> {
    return this.#ask('read', (keychain) => keychain.getPassword(SERVICE, this.#account(name)))
  }

  set(name: string, secret: string): Promise<void> {
    return this.#ask('written', (keychain) => keychain.setPassword(SERVICE, this.#account(name), secret))
  }

  async delete(name: string): Promise<void> {
    await this.#ask('written', (keychain) => keychain.deletePassword(SERVICE, this.#account(name)))
  }

  async problem(): Promise<string | null> {
    try {
      await this.#ask('read', (keychain) => keychain.getPassword(SERVICE, this.#account('self_check')), SELF_CHECK_MS)
      return null
    } catch (error) {
      return (error as Error).message
    }
  }

  #account(name: string): string {
    return `${name}@${this.#deps.dataDir}`
  }

  async #ask<T>(what: 'read' | 'written', question: (keychain: Keychain) => Promise<T>, limit?: number): Promise<T> {
    const timeoutMs = limit ?? this.#deps.timeoutMs
    try {
      return await within(timeoutMs, this.#deps.load().then(question))
    } catch (cause) {
      throw vaultError(`The keychain could not be ${what}: ${explain(cause)}. ${otherVault}`, cause)
    }
  }
}

async function loadKeytar(): Promise<Keychain> {
  const { default: keytar } = await import('keytar')
  return keytar
}

async function within<T>(timeoutMs: number, answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`it did not answer within ${timeoutMs / 1000} s`)), timeoutMs)
  })
  try {
    return await Promise.race([answer, late])
  } finally {
    clearTimeout(timer)
  }
}

function explain(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}
