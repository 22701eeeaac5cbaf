import { writeFileSync } from 'node:fs'
import * as z from 'zod'
import type { Clock } from '#server/platform/clock.ts'
import { createLogger } from '#server/platform/log/log.ts'
import type { Vault } from '#server/platform/vault/vault.ts'
import { type ServingCertificate, readCertificate } from '../certificate.ts'
import { type NameConstraints, isCovered } from './nameConstraints.ts'

const log = createLogger('tls')

const VAULT_NAME = 'tls_ca'

/** A certificate authority is made anew when less than this is left of it: a leaf must not end before its time. */
const CA_RENEW_BEFORE_MS = 120 * 24 * 3600 * 1000

const StoredCa = z.object({
  cert: z.string(),
  key: z.string(),
  constraints: z.object({ names: z.array(z.string()), networks: z.array(z.string()) }),
})
type StoredCa = z.infer<typeof StoredCa>

export interface OwnCaDeps {
  readonly clock: Clock
  /** Holds the authority, key included. */
  readonly vault: Vault
  /** Where its certificate (no secret) is laid down for devices to fetch. */
  readonly certificateFile: string
  readonly machineName: string
}

/** A leaf, and the hosts that it could not be made for. */
export interface OwnCertificate extends ServingCertificate {
  readonly left_out: readonly string[]
}

/** The workstation's own certificate authority. It stays the same as long as it can: people trust it by hand. */
export interface OwnCa {
  /**
   * Makes sure that there is one which may vouch for these; one that may not is replaced, and devices must trust the
   * new one. Returns its certificate (PEM). @throws HomeportError SETTINGS_001 when the vault cannot be used.
   */
  prepare(constraints: NameConstraints, hosts: readonly string[]): Promise<string>
  /** A fresh certificate of this machine. `prepare` comes first. */
  issue(hosts: readonly string[]): Promise<OwnCertificate>
}

export function createOwnCa(deps: OwnCaDeps): OwnCa {
  let current: StoredCa | null = null

  const load = async (): Promise<StoredCa | null> => {
    const text = await deps.vault.get(VAULT_NAME)
    return text === null ? null : parseStored(text)
  }

  const replace = async (constraints: NameConstraints): Promise<StoredCa> => {
    const { createCa } = await import('./localCa.ts')
    const made = await createCa({
      commonName: `Homeport on ${deps.machineName}`.slice(0, 64),
      constraints,
      now: deps.clock.now(),
    })
    const stored = StoredCa.parse({ ...made, constraints })
    await deps.vault.set(VAULT_NAME, JSON.stringify(stored))
    log.info('made a certificate authority', { fingerprint: readCertificate(made.cert).fingerprint })
    return stored
  }

  return {
    prepare: async (constraints, hosts) => {
      const found = current ?? (await load())
      const isGood =
        found !== null &&
        readCertificate(found.cert).not_after - deps.clock.now() > CA_RENEW_BEFORE_MS &&
        hosts.every((host) => isCovered(host, found.constraints))
      current = isGood ? found : await replace(constraints)
      writeFileSync(deps.certificateFile, current.cert, { mode: 0o600 })
      return current.cert
    },
    issue: async (hosts) => {
      const ca = current
      if (ca === null) {
        throw new Error('the certificate authority is not prepared')
      }
      const { issueLeaf } = await import('./localCa.ts')
      const covered = hosts.filter((host) => isCovered(host, ca.constraints))
      const leaf = await issueLeaf({ ca, hosts: covered, now: deps.clock.now() })
      return { ...leaf, left_out: hosts.filter((host) => !covered.includes(host)) }
    },
  }
}

/** null: written by something else, or broken; a new one is made then. */
function parseStored(text: string): StoredCa | null {
  try {
    return StoredCa.parse(JSON.parse(text))
  } catch {
    log.warn('the stored certificate authority cannot be read; a new one is made')
    return null
  }
}
