import { type CryptoKey, calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK } from 'jose'
import * as z from 'zod'
import type { Clock } from '#server/platform/clock.ts'
import { createLogger } from '#server/platform/log/log.ts'
import type { Vault } from '#server/platform/vault/vault.ts'
import { PublicJwk, type SigningKeyStore } from '../store/signingKeys.ts'

const log = createLogger('auth')

export const SIGNING_ALGORITHM = 'RS256'

/** A key signs this long; then a fresh one does. */
const ROTATE_AFTER_MS = 30 * 24 * 3600 * 1000

/** The old key is published and accepted until the last token it signed is surely over. */
const OVERLAP_MS = 20 * 60_000

/** A locked keychain may ask for its password; no sign-in waits for that. */
const VAULT_WITHIN_MS = 3_000

const VAULT_NAME = 'signing_key'

/** A private key as it rests in the vault. */
const VaultKey = z.object({ kid: z.string(), created_at: z.number(), jwk: z.looseObject({ kty: z.literal('RSA') }) })

export interface SigningKey {
  readonly kid: string
  readonly key: CryptoKey
  readonly created_at: number
}

/**
 * The keys of access tokens. The private one rests in the vault; where the vault cannot be used it lives as long as
 * this process, and the next one makes its own. Public ones are in the database: a token outlives its signer.
 */
export interface SigningKeys {
  /** The key that signs now: from the vault, or fresh at the first call and when the last one is old. */
  current(): Promise<SigningKey>
  /** The public key of a kid; null when it is unknown or over. */
  publicKey(kid: string): Promise<CryptoKey | null>
  /** For JWKS: all that are accepted now, newest first. */
  published(): Promise<(PublicJwk & { kid: string; alg: 'RS256'; use: 'sig' })[]>
}

export interface SigningKeysDeps {
  readonly clock: Clock
  readonly vault: Vault
  readonly store: SigningKeyStore
}

export function createSigningKeys(deps: SigningKeysDeps): SigningKeys {
  const { clock, store } = deps
  const imported = new Map<string, CryptoKey>()
  let signing: SigningKey | null = null
  let renewing: Promise<SigningKey> | null = null

  const current = async (): Promise<SigningKey> => {
    if (signing !== null && !isDue(signing, clock)) {
      return signing
    }
    // Only one is made at a time.
    renewing ??= (signing === null ? loadOrCreate(deps) : create(deps)).finally(() => (renewing = null))
    signing = await renewing
    return signing
  }

  return {
    current,
    publicKey: async (kid) => {
      const found = store.find(kid)
      if (found === null || found.ends_at <= clock.now()) {
        imported.delete(kid)
        return null
      }
      const key = imported.get(kid) ?? (await importKey(found.public_jwk))
      imported.set(kid, key)
      return key
    },
    published: async () => {
      await current()
      return store
        .list()
        .filter((key) => key.ends_at > clock.now())
        .map(({ kid, public_jwk }) => ({ ...public_jwk, kid, alg: SIGNING_ALGORITHM, use: 'sig' }))
    },
  }
}

function isDue(key: Pick<SigningKey, 'created_at'>, clock: Clock): boolean {
  return clock.now() - key.created_at >= ROTATE_AFTER_MS
}

async function loadOrCreate(deps: SigningKeysDeps): Promise<SigningKey> {
  const kept = await readVault(deps.vault)
  const isKnown = kept !== null && (deps.store.find(kept.kid)?.ends_at ?? 0) > deps.clock.now() + OVERLAP_MS
  if (kept === null || !isKnown || isDue(kept, deps.clock)) {
    return create(deps)
  }
  return { kid: kept.kid, key: await importKey(kept.jwk), created_at: kept.created_at }
}

/** A fresh key, published at once; the ones before it end when what they signed is over. */
async function create({ clock, store, vault }: SigningKeysDeps): Promise<SigningKey> {
  const pair = await generateKeyPair(SIGNING_ALGORITHM, { modulusLength: 2048, extractable: true })
  const jwk = await exportJWK(pair.privateKey)
  const publicJwk = PublicJwk.parse(jwk)
  const kid = await calculateJwkThumbprint(publicJwk)
  const now = clock.now()
  store.removeEnded(now)
  store.add({ kid, public_jwk: publicJwk, created_at: now, ends_at: now + ROTATE_AFTER_MS + OVERLAP_MS })
  store.endOthers(kid, now + OVERLAP_MS)
  // Not waited for: a keychain that asks for its password must not hold up a sign-in.
  vault.set(VAULT_NAME, JSON.stringify({ kid, created_at: now, jwk })).catch((error: unknown) => {
    log.warn('the signing key is kept in memory only: the vault cannot be used', { error })
  })
  return { kid, key: await importKey(jwk), created_at: now }
}

/** null when there is none, or the vault cannot be used in time. */
async function readVault(vault: Vault): Promise<z.infer<typeof VaultKey> | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, VAULT_WITHIN_MS, null)
  })
  try {
    const kept = await Promise.race([vault.get(VAULT_NAME), late])
    return kept === null ? null : VaultKey.parse(JSON.parse(kept))
  } catch (error) {
    log.warn('the signing key could not be read from the vault', { error })
    return null
  } finally {
    clearTimeout(timer)
  }
}

async function importKey(jwk: object): Promise<CryptoKey> {
  const key = await importJWK({ ...jwk }, SIGNING_ALGORITHM)
  if (key instanceof Uint8Array) {
    throw new Error('a signing key is not an RSA key')
  }
  return key
}
