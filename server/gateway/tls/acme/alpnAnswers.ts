import type { ServingCertificate } from '../certificate.ts'
import type { ChallengeAnswers, ChallengeProof } from './challenge.ts'

/** What the remote listener shows to an authority that asks with the protocol `acme-tls/1`. */
export interface AlpnChallenges {
  /** False most of the time: then handshakes are not inspected. */
  isPending(): boolean
  /** null: there is no challenge for that name. */
  certificateFor(name: string): ServingCertificate | null
}

/** Kept for as long as the gateway lives; `open` for each order. */
export interface AlpnChallengeBoard extends AlpnChallenges {
  open(): ChallengeAnswers
}

export function createAlpnChallengeBoard(): AlpnChallengeBoard {
  const certificates = new Map<string, ServingCertificate>()
  return {
    isPending: () => certificates.size > 0,
    certificateFor: (name) => certificates.get(name.toLowerCase()) ?? null,
    open: () => {
      const mine = new Set<string>()
      return {
        type: 'tls-alpn-01',
        present: async (proof) => {
          mine.add(proof.name)
          certificates.set(proof.name, await certificateOf(proof))
        },
        withdraw: async ({ name }) => {
          certificates.delete(name)
        },
        close: async () => {
          for (const name of mine) {
            certificates.delete(name)
          }
        },
      }
    },
  }
}

async function certificateOf({ name, answer }: ChallengeProof): Promise<ServingCertificate> {
  const { crypto } = await import('acme-client')
  // Only the name matters.
  const authorization = {
    url: '',
    status: 'pending' as const,
    identifier: { type: 'dns', value: name },
    challenges: [],
  }
  const [key, cert] = await crypto.createAlpnCertificate(authorization, answer, await crypto.createPrivateEcdsaKey())
  return { cert: String(cert), key: String(key) }
}
