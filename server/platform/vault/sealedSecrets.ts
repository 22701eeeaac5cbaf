import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16

/**
 * Secrets in this process's memory, each wrapped with AES-256-GCM under a key that no other process ever sees (B2): a
 * core dump or a swapped page that holds an entry does not show it, and forgetting one overwrites its bytes.
 */
export class SealedSecrets {
  readonly #key = randomBytes(KEY_BYTES)
  readonly #sealed = new Map<string, Buffer>()

  has(name: string): boolean {
    return this.#sealed.has(name)
  }

  get(name: string): string | null {
    const bytes = this.#sealed.get(name)
    if (bytes === undefined) {
      return null
    }
    const decipher = createDecipheriv('aes-256-gcm', this.#key, bytes.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    })
    decipher.setAAD(Buffer.from(name)).setAuthTag(bytes.subarray(-TAG_BYTES))
    const plain = Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()])
    const text = plain.toString('utf8')
    plain.fill(0)
    return text
  }

  /** Replaces what was there. */
  set(name: string, secret: string): void {
    const nonce = randomBytes(NONCE_BYTES)
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce, { authTagLength: TAG_BYTES })
    cipher.setAAD(Buffer.from(name))
    const sealed = Buffer.concat([nonce, cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()])
    this.delete(name)
    this.#sealed.set(name, sealed)
  }

  /** Overwrites it, then forgets it. No-op when absent. */
  delete(name: string): void {
    this.#sealed.get(name)?.fill(0)
    this.#sealed.delete(name)
  }

  /** Overwrites all of them. */
  clear(): void {
    for (const name of this.#sealed.keys()) {
      this.delete(name)
    }
  }
}
