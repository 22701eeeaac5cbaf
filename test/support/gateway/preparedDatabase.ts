import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createSigningKeys } from '#server/gateway/auth/credentials/signingKeys.ts'
import { createSigningKeyStore } from '#server/gateway/auth/store/signingKeys.ts'
import { systemClock } from '#server/platform/clock.ts'
import { MemoryVault } from '#server/platform/vault/memoryVault.ts'
import type { Vault } from '#server/platform/vault/vault.ts'
import { openHomeportDb } from '#test/support/homeportDb.ts'

/** A database of today's schema that knows one key for signing, and that key as the vault keeps it. */
interface Prepared {
  readonly database: Buffer
  readonly key: string
}

const KEY_NAME = 'signing_key'

let prepared: Promise<Prepared> | undefined

/**
 * Puts a database where a gateway is about to start, and its key for signing into the vault: made once by a worker, since of the
 * hundreds of gateways of the tests each would take every step of the schema, and make an RSA key, for itself. A database that is
 * there already is left as it is.
 */
export async function placePreparedDatabase(file: string, vault: Vault): Promise<void> {
  if (existsSync(file)) {
    return
  }
  prepared ??= prepare().catch((error: unknown) => {
    prepared = undefined
    throw error
  })
  const { database, key } = await prepared
  writeFileSync(file, database, { mode: 0o600 })
  await vault.set(KEY_NAME, key)
}

async function prepare(): Promise<Prepared> {
  const folder = mkdtempSync(path.join(tmpdir(), 'homeport-test-'))
  try {
    const file = path.join(folder, 'homeport.db')
    const vault = new MemoryVault()
    const database = openHomeportDb(file)
    await createSigningKeys({ clock: systemClock, vault, store: createSigningKeyStore(database) }).current()
    database.close()
    const key = await vault.get(KEY_NAME)
    if (key === null) {
      throw new Error('The key for signing is not in the vault.')
    }
    return { database: readFileSync(file), key }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
