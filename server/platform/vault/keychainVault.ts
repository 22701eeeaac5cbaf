import { failureText } from '../failure.ts'
import { type KeychainRequest, callKeychain } from './keychainChild.ts'
import type { Vault } from './vault.ts'
import { otherVault, vaultError } from './vaultError.ts'

export interface KeychainVaultDeps {
  /** Keeps the secrets of two data directories apart. */
  readonly dataDir: string
  /** Where the desktop session is; the process's own environment when absent. */
  readonly env?: NodeJS.ProcessEnv
  /** How long the keychain may take; a person may have to type its password. */
  readonly answerMs?: number
}

/** The name under which people find the entries in their keychain. */
const SERVICE = 'Homeport'

/** A locked keychain asks for its password on the machine's screen: time to type it, and no longer. */
const ANSWER_MS = 20_000
const SELF_CHECK_MS = 5_000

/**
 * The operating system's keychain: macOS Keychain, Windows Credential Manager, Secret Service (gnome-keyring,
 * KWallet) on Linux.
 */
export class KeychainVault implements Vault {
  readonly kind = 'keychain'
  readonly #dataDir: string
  readonly #env: NodeJS.ProcessEnv
  readonly #answerMs: number

  constructor(deps: KeychainVaultDeps) {
    this.#dataDir = deps.dataDir
    this.#env = deps.env ?? process.env
    this.#answerMs = deps.answerMs ?? ANSWER_MS
  }

  get(name: string): Promise<string | null> {
    return this.#request('read', { action: 'get', ...this.#entry(name) })
  }

  async set(name: string, secret: string): Promise<void> {
    await this.#request('written', { action: 'set', ...this.#entry(name), secret })
  }

  async delete(name: string): Promise<void> {
    await this.#request('written', { action: 'delete', ...this.#entry(name) })
  }

  async problem(): Promise<string | null> {
    try {
      await this.#request('used', { action: 'check', ...this.#entry('self') })
      return null
    } catch (error) {
      return failureText(error)
    }
  }

  #entry(name: string): { service: string; account: string } {
    return { service: SERVICE, account: `${name}@${this.#dataDir}` }
  }

  async #request(what: 'read' | 'written' | 'used', request: KeychainRequest): Promise<string | null> {
    try {
      const timeoutMs = request.action === 'check' ? Math.min(SELF_CHECK_MS, this.#answerMs) : this.#answerMs
      return await callKeychain(request, { timeoutMs, env: this.#env })
    } catch (cause) {
      const reason = explainKeychain(failureText(cause))
      throw vaultError(`The system's keychain could not be ${what}: ${reason}. ${otherVault}`, cause)
    }
  }
}

/** What the keychain's words mean and what helps, where we know; the words themselves in any case. */
export function explainKeychain(words: string): string {
  const known = meanings.find(([pattern]) => pattern.test(words))
  const said = words.trim().replace(/\.$/, '')
  return known === undefined ? said : `${known[1]} (${said})`
}

const meanings: readonly (readonly [RegExp, string])[] = [
  [
    /native addon|libsecret/i,
    "keytar's library could not be loaded; on Linux it needs libsecret (Debian, Ubuntu: apt install libsecret-1-0)",
  ],
  [
    /autolaunch|bus address|could not connect|connection refused/i,
    'there is no D-Bus session here, as is usual over SSH and in services; it works from within a desktop session',
  ],
  [
    /org\.freedesktop\.secrets was not provided|ServiceUnknown/i,
    'no program here keeps a keyring (Debian, Ubuntu: apt install gnome-keyring)',
  ],
  [/does not exist at path/i, 'no keyring was made yet; signing in to the desktop once makes one'],
  [/locked|dismissed/i, 'the keyring is locked; unlock it, for example by signing in to the desktop'],
]
