import { HomeportError } from '#shared/errors.ts'
import { failureText } from '#server/platform/failure.ts'
import type { Vault } from '#server/platform/vault/vault.ts'
import type { CertificateIssuer } from '../certificateIssuer.ts'
import type { AlpnChallengeBoard } from './alpnAnswers.ts'
import type { ChallengeAnswers } from './challenge.ts'
import { openDnsAnswers } from './dnsAnswers.ts'
import { openHttpAnswers } from './httpAnswers.ts'
import { type AcmeOrder, orderCertificate, termsOf } from './orderCertificate.ts'

const VAULT_NAME = 'acme_account_key'

/** How the owner wants it. */
export interface AcmeOptions extends AcmeOrder {
  readonly challenge: 'http' | 'tls_alpn' | 'dns'
  readonly terms_agreed: boolean
  /** Where HTTP-01 is answered; what reaches the internet as port 80 must lead there. */
  readonly http_port: number
  /** The owner's program for DNS-01. */
  readonly dns_hook: string | null
  /** The remote listener's address and port. */
  readonly bind: string
  readonly port: number
}

export interface AcmeIssuerDeps {
  /** Holds the key of the account at the authority. */
  readonly vault: Vault
  readonly alpn: AlpnChallengeBoard
}

/** An ACME authority: Let's Encrypt, or another one. */
export function createAcmeIssuer(options: AcmeOptions, { vault, alpn }: AcmeIssuerDeps): CertificateIssuer {
  return {
    kind: 'acme',
    orderKey: ['acme', options.directory_url, ...options.names].join(' '),
    fetch: async ({ report, signal }) => {
      await assertPossible(options)
      const answers = await openAnswers(options, alpn)
      try {
        return await orderCertificate(options, { accountKey: await accountKey(vault), answers, report, signal })
      } catch (error) {
        throw explained(error, options)
      } finally {
        await answers.close()
      }
    },
  }
}

/** @throws HomeportError SETTINGS_001 for what no authority would do. */
async function assertPossible(options: AcmeOptions): Promise<void> {
  if (options.names.length === 0) {
    throw new HomeportError(
      'SETTINGS_001',
      'An authority gives certificates for names. Say which one leads here with --name.',
      { details: { problem: 'missing' } },
    )
  }
  const guessed = options.names.find(
    (name) => !name.includes('.') || /\.(local|localhost|internal|home|lan)$/.test(name),
  )
  if (guessed !== undefined) {
    throw new HomeportError(
      'SETTINGS_001',
      `"${guessed}" is no name of the public internet: no authority vouches for it.`,
      { details: { problem: 'invalid_value' } },
    )
  }
  if (!options.terms_agreed) {
    const terms = await termsOf(options).catch(() => null)
    const where = terms === null ? '' : ` (${terms})`
    throw new HomeportError(
      'SETTINGS_001',
      `The authority has terms of service${where}. Read them, and agree to them with --agree-tos.`,
      { details: { problem: 'missing', key: 'remote.certificate.terms_agreed', terms_url: terms } },
    )
  }
}

async function openAnswers(options: AcmeOptions, alpn: AlpnChallengeBoard): Promise<ChallengeAnswers> {
  switch (options.challenge) {
    case 'http':
      return openHttpAnswers({ bind: options.bind, port: options.http_port })
    case 'tls_alpn':
      return alpn.open()
    case 'dns':
      if (options.dns_hook === null) {
        throw new HomeportError(
          'SETTINGS_001',
          'DNS needs a program of yours that sets the record: name it with --dns-hook.',
          { details: { problem: 'missing', key: 'remote.certificate.dns_hook' } },
        )
      }
      return openDnsAnswers(options.dns_hook)
  }
}

/** The same for every order: authorities know people by it. */
async function accountKey(vault: Vault): Promise<string> {
  const kept = await vault.get(VAULT_NAME)
  if (kept !== null) {
    return kept
  }
  const { crypto } = await import('acme-client')
  const made = String(await crypto.createPrivateEcdsaKey())
  await vault.set(VAULT_NAME, made)
  return made
}

const MAX_WORDS = 400

/** The authority's words with what most likely helps. */
function explained(error: unknown, options: AcmeOptions): HomeportError {
  if (error instanceof HomeportError) {
    return error
  }
  // They come from outside: one line, no longer than a person reads.
  const words = failureText(error)
    .replaceAll(/\p{Cc}+/gu, ' ')
    .slice(0, MAX_WORDS)
  const { host } = new URL(options.directory_url)
  return new HomeportError(
    'CERT_001',
    `${host} gave no certificate for ${options.names.join(', ')}: ${words.replace(/\.$/, '')}. ${hint(options)}`,
    { cause: error },
  )
}

function hint({ challenge, http_port, port }: AcmeOptions): string {
  switch (challenge) {
    case 'http':
      return `It must reach port 80 of every name, and that must lead to port ${http_port} of this machine.`
    case 'tls_alpn':
      return `It must reach port 443 of every name, and that must lead to port ${port} of this machine.`
    case 'dns':
      return 'It must find the record that your hook sets, at the name servers of the domain.'
  }
}
