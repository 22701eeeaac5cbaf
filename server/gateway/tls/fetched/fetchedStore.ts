import { readFileSync } from 'node:fs'
import * as z from 'zod'
import { failureCode } from '#server/platform/failure.ts'
import { createLogger } from '#server/platform/log/log.ts'
import { replacePrivateFile } from '#server/platform/files/privateFile.ts'
import type { Vault } from '#server/platform/vault/vault.ts'
import { type ServingCertificate, assertPair } from '../certificate.ts'

const log = createLogger('tls')

const VAULT_NAME = 'tls_fetched_key'

const Failures = z.object({
  failures: z.number().int().nonnegative(),
  next_try_at: z.number(),
  problem: z.string().nullable(),
})
/** How often fetching failed in a row, why, and when it may be tried again (milliseconds since 1970). */
export type Failures = z.infer<typeof Failures>

/** What is stored beside the key; no secret. `wanted`: for what. An order that fails takes nothing from another one. */
const Kept = z.object({
  certificate: z.object({ wanted: z.string(), cert: z.string() }).nullable(),
  last_try: Failures.extend({ wanted: z.string() }).nullable(),
})
type Kept = z.infer<typeof Kept>

/** Stores a certificate that came from elsewhere: a restart must not order another one, nor order too often. */
export interface FetchedStore {
  /** The key does not outlive this process. */
  readonly forgets: boolean
  /** null: none for this order, or one of its halves is gone. @throws HomeportError when the vault cannot be used. */
  read(orderKey: string): Promise<ServingCertificate | null>
  /** Replaces the stored one. */
  write(orderKey: string, pair: ServingCertificate): Promise<void>
  failures(orderKey: string): Failures
  /** Keeps the certificate. */
  noteFailure(orderKey: string, failures: Failures): void
}

const none: Failures = { failures: 0, next_try_at: 0, problem: null }

/** @param file holds the certificate and what went wrong last; the key is in the vault. */
export function createFetchedStore({ file, vault }: { readonly file: string; readonly vault: Vault }): FetchedStore {
  const save = (kept: Kept): void => replacePrivateFile(file, `${JSON.stringify(kept, null, 2)}\n`)
  return {
    forgets: vault.kind === 'memory',
    read: async (orderKey) => {
      const { certificate } = readKept(file)
      const key = certificate?.wanted === orderKey ? await vault.get(VAULT_NAME) : null
      return certificate === null || key === null ? null : pairOrNull({ cert: certificate.cert, key }, file)
    },
    write: async (orderKey, { cert, key }) => {
      await vault.set(VAULT_NAME, key)
      save({ certificate: { wanted: orderKey, cert }, last_try: null })
    },
    failures: (orderKey) => {
      const { last_try } = readKept(file)
      return last_try?.wanted === orderKey ? last_try : none
    },
    noteFailure: (orderKey, failures) => save({ ...readKept(file), last_try: { wanted: orderKey, ...failures } }),
  }
}

function readKept(file: string): Kept {
  try {
    return Kept.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    if (failureCode(error) !== 'ENOENT') {
      log.warn('the stored certificate cannot be read; another one is fetched', { file })
    }
    return { certificate: null, last_try: null }
  }
}

/** A crash between the two writes leaves the new key beside the old certificate. */
function pairOrNull(pair: ServingCertificate, source: string): ServingCertificate | null {
  try {
    assertPair(pair, source)
    return pair
  } catch (error) {
    log.warn('the stored certificate and its key do not belong together; another one is fetched', { error })
    return null
  }
}
