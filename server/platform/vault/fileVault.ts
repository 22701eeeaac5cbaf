import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { readFileSync, readdirSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import * as z from 'zod'
import { HomeportError } from '#shared/errors.ts'
import { counted } from '#shared/text/plural.ts'
import { failureCode, failureText } from '../failure.ts'
import { replacePrivateFile, writeNewPrivateFile } from '../files/privateFile.ts'
import type { Vault } from './vault.ts'
import { vaultError } from './vaultError.ts'
import { withVaultLock } from './vaultLock.ts'

export interface FileVaultDeps {
  readonly vaultFile: string
  readonly keyFile: string
}

const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** Each entry: nonce, ciphertext and tag in one, base64. */
const VaultFile = z.strictObject({ version: z.literal(1), entries: z.record(z.string(), z.base64()) })
type VaultFile = z.infer<typeof VaultFile>

/**
 * Secrets in a file, each encrypted with AES-256-GCM under a key file of mode 0600 (a fresh nonce each time; the
 * entry's name is authenticated, so that entries cannot be swapped). It protects copies of the data (a backup, a
 * synchronised folder) as long as the key file does not travel with them; not against somebody who is this user.
 *
 * Host, gateway and command line write to it at the same time: a change reads and replaces the file under a lock, so
 * that none loses another's. Readers see it whole without one.
 *
 * Invariant: a file that cannot be understood is never overwritten.
 */
export class FileVault implements Vault {
  readonly kind = 'file'
  readonly #deps: FileVaultDeps

  constructor(deps: FileVaultDeps) {
    this.#deps = deps
  }

  async get(name: string): Promise<string | null> {
    return this.#withEntries((entries) => {
      const sealed = Object.hasOwn(entries, name) ? entries[name] : undefined
      return sealed === undefined ? null : this.#unseal(name, sealed)
    })
  }

  async set(name: string, secret: string): Promise<void> {
    await this.#change((entries) => {
      const key = this.#key() ?? this.#createKey(entries)
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(name))
      const sealed = Buffer.concat([nonce, cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()])
      return { ...entries, [name]: sealed.toString('base64') }
    })
  }

  async delete(name: string): Promise<void> {
    if (await this.#withEntries((entries) => Object.hasOwn(entries, name))) {
      await this.#change((entries) => Object.fromEntries(Object.entries(entries).filter(([entry]) => entry !== name)))
    }
  }

  async problem(): Promise<string | null> {
    try {
      await this.#withEntries((entries) => {
        for (const [name, sealed] of Object.entries(entries)) {
          this.#unseal(name, sealed)
        }
        this.#key()
      })
      return null
    } catch (error) {
      if (error instanceof HomeportError) {
        return error.message
      }
      throw error
    }
  }

  #unseal(name: string, sealed: string): string {
    const key = this.#key()
    if (key === null) {
      throw vaultError(
        `The vault ${this.#deps.vaultFile} cannot be opened: its key file ${this.#deps.keyFile} is missing. ` +
          'Put the key file back, or delete the vault file and enter the secrets again.',
      )
    }
    const bytes = Buffer.from(sealed, 'base64')
    try {
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES), {
        authTagLength: TAG_BYTES,
      })
      decipher.setAAD(Buffer.from(name)).setAuthTag(bytes.subarray(-TAG_BYTES))
      const text = Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()])
      return text.toString('utf8')
    } catch (cause) {
      throw this.#damaged(`the entry "${name}" does not belong to the key ${this.#deps.keyFile} or was changed`, cause)
    }
  }

  #read(): VaultFile {
    const text = readIfThere(this.#deps.vaultFile)
    if (text === null) {
      return { version: 1, entries: {} }
    }
    try {
      return VaultFile.parse(JSON.parse(text.toString('utf8')))
    } catch (cause) {
      throw this.#damaged('it is not a vault of Homeport', cause)
    }
  }

  /** Windows cannot replace a file that is being read: there readers take the lock as well. */
  async #withEntries<T>(read: (entries: VaultFile['entries']) => T): Promise<T> {
    const step = () => read(this.#read().entries)
    return process.platform === 'win32' ? this.#alone(step) : step()
  }

  /** Reads, changes and replaces, while nobody else does. */
  #change(change: (entries: VaultFile['entries']) => VaultFile['entries']): Promise<void> {
    return this.#alone(() => {
      this.#write({ version: 1, entries: change(this.#read().entries) })
      removeLeftOvers(this.#deps.vaultFile)
    })
  }

  async #alone<T>(step: () => T): Promise<T> {
    try {
      return await withVaultLock({ lockFile: `${this.#deps.vaultFile}.lock` }, step)
    } catch (error) {
      throw error instanceof HomeportError ? error : this.#unwritable(error)
    }
  }

  #write(content: VaultFile): void {
    try {
      replacePrivateFile(this.#deps.vaultFile, `${JSON.stringify(content)}\n`)
    } catch (cause) {
      throw this.#unwritable(cause)
    }
  }

  #unwritable(cause: unknown): HomeportError {
    const { vaultFile } = this.#deps
    return vaultError(
      `The vault ${vaultFile} could not be written; its old content is kept: ${failureText(cause)}.`,
      cause,
    )
  }

  /** null when there is none. */
  #key(): Buffer | null {
    const { keyFile } = this.#deps
    const key = readIfThere(keyFile)
    if (key === null) {
      return null
    }
    if (process.platform !== 'win32' && (statSync(keyFile).mode & 0o077) !== 0) {
      throw vaultError(
        `The key file ${keyFile} can be read by other users, so the vault is not used. ` +
          `Close it with chmod 600 and, if others may have read it, replace the secrets in it.`,
      )
    }
    if (key.length !== KEY_BYTES) {
      throw this.#damaged(
        `its key file ${keyFile} has ${counted(key.length, { one: '# byte', other: '# bytes' })} instead of ${KEY_BYTES}`,
      )
    }
    return key
  }

  /** @throws HomeportError SETTINGS_001 when entries exist that only the missing key could open. */
  #createKey(entries: VaultFile['entries']): Buffer {
    const { keyFile } = this.#deps
    for (const [name, sealed] of Object.entries(entries)) {
      this.#unseal(name, sealed)
    }
    try {
      const key = randomBytes(KEY_BYTES)
      writeNewPrivateFile(keyFile, key)
      return key
    } catch (cause) {
      // Another process was faster: its key is the key.
      const theirs = failureCode(cause) === 'EEXIST' ? this.#key() : null
      if (theirs === null) {
        throw vaultError(`The key file ${keyFile} could not be created; nothing was stored.`, cause)
      }
      return theirs
    }
  }

  #damaged(what: string, cause?: unknown): HomeportError {
    return vaultError(
      `The vault ${this.#deps.vaultFile} cannot be used: ${what}. Nothing was overwritten. ` +
        'Restore both files from a backup, or move them away and enter the secrets again.',
      cause,
    )
  }
}

function readIfThere(file: string): Buffer | null {
  try {
    return readFileSync(file)
  } catch (error) {
    if (failureCode(error) === 'ENOENT') {
      return null
    }
    throw vaultError(`The vault's file ${file} cannot be read: ${failureText(error)}.`, error)
  }
}

/** What a process that was killed while it wrote left beside the vault. Only under the lock: nobody else writes. */
function removeLeftOvers(vaultFile: string): void {
  const folder = path.dirname(vaultFile)
  const name = path.basename(vaultFile)
  for (const file of readdirSync(folder)) {
    if (file.startsWith(`${name}.`) && file.endsWith('.tmp')) {
      rmSync(path.join(folder, file), { force: true })
    }
  }
}
