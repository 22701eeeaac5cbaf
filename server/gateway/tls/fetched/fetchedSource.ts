import { HomeportError } from '#shared/errors.ts'
import type { Clock } from '#server/platform/clock.ts'
import { type ServingCertificate, readCertificate } from '../certificate.ts'
import type { CertificateIssuer } from '../certificateIssuer.ts'
import type { CertificateSource } from '../certificateSource.ts'
import type { Fetching } from './fetching.ts'
import { renewalTime } from './renewalPlan.ts'

export interface FetchedSourceDeps {
  readonly clock: Clock
  readonly fetching: Fetching
  readonly issuer: CertificateIssuer
  /** owner: requested just now, so it is tried at once · timer: not before the next try is due. */
  readonly requestedBy: 'owner' | 'timer'
  /** Gives up the first fetching. */
  readonly signal: AbortSignal
}

type OnChanged = (certificate: ServingCertificate) => void

/**
 * A certificate from elsewhere: the kept one, or a fresh one when there is none. Renewed in the background when a third
 * of its life is left; until that works the old one stays.
 * @throws HomeportError CERT_001 when there is none and none can be had now.
 */
export async function openFetchedSource(deps: FetchedSourceDeps): Promise<CertificateSource> {
  const { clock, fetching, issuer } = deps
  let pair = (await fetching.kept(issuer)) ?? (await firstOf(deps))
  let onChanged: OnChanged | null = null
  const stop = new AbortController()

  const renew = async (): Promise<void> => {
    try {
      pair = await fetching.fetch(issuer, stop.signal)
      onChanged?.(pair)
    } catch {
      // Logged, kept and planned again where it failed.
    }
  }

  return {
    kind: issuer.kind,
    current: () => pair,
    caCertificate: () => null,
    renewsAt: () => renewalTime(readCertificate(pair.cert)),
    problem: () => fetching.problem,
    order: () => fetching.order(issuer),
    onChange: (listener) => {
      onChanged = listener
    },
    refresh: async () => {
      if (clock.now() >= renewalTime(readCertificate(pair.cert)) && fetching.mayTry(issuer)) {
        // It may take minutes; switching off must not wait for it.
        void renew()
      }
    },
    close: () => stop.abort(new Error('Remote access was switched off meanwhile.')),
  }
}

async function firstOf({ fetching, issuer, requestedBy, signal }: FetchedSourceDeps): Promise<ServingCertificate> {
  const order = fetching.order(issuer)
  if (requestedBy === 'timer' && order !== null && !fetching.mayTry(issuer)) {
    throw new HomeportError('CERT_001', order.text)
  }
  return fetching.fetch(issuer, signal)
}
