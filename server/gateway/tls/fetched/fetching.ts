import type { CertificateOrder } from '#shared/operations/remote.ts'
import type { Clock } from '#server/platform/clock.ts'
import { failureText } from '#server/platform/failure.ts'
import { createLogger } from '#server/platform/log/log.ts'
import { type ServingCertificate, readCertificate } from '../certificate.ts'
import type { CertificateIssuer } from '../certificateIssuer.ts'
import type { FetchedStore } from './fetchedStore.ts'
import { delayAfter, renewalTime } from './renewalPlan.ts'

const log = createLogger('tls')

/** Longer than any name server needs. */
const FETCH_WITHIN_MS = 10 * 60_000

export interface FetchingDeps {
  readonly clock: Clock
  readonly store: FetchedStore
}

/** Fetches certificates from an issuer, one at a time, remembers them, and knows when to try again. */
export interface Fetching {
  /** What the owner should know of how it is stored. */
  readonly problem: string | null
  /** What goes on or went wrong with this order; null: neither. */
  order(issuer: CertificateIssuer): CertificateOrder | null
  /** The stored one, if it is still valid. */
  kept(issuer: CertificateIssuer): Promise<ServingCertificate | null>
  /** False: it runs already, or it failed lately. */
  mayTry(issuer: CertificateIssuer): boolean
  /** Fetches one and stores it. @throws HomeportError CERT_001, PORT_001 or SETTINGS_001; a later try is planned then. */
  fetch(issuer: CertificateIssuer, signal: AbortSignal): Promise<ServingCertificate>
}

export function createFetching({ clock, store }: FetchingDeps): Fetching {
  let running: { readonly orderKey: string; readonly step: string } | null = null

  return {
    problem: store.forgets
      ? 'The vault "memory" forgets the key of the certificate: every start of Homeport needs another one, and authorities limit how many they give. Choose another vault.'
      : null,
    order: ({ orderKey }) => {
      if (running?.orderKey === orderKey) {
        return { state: 'running', text: running.step, next_try_at: null }
      }
      const { problem, next_try_at } = store.failures(orderKey)
      return problem === null
        ? null
        : { state: 'failed', text: problem, next_try_at: new Date(next_try_at).toISOString() }
    },
    kept: async ({ orderKey }) => {
      const pair = await store.read(orderKey)
      return pair !== null && readCertificate(pair.cert).not_after > clock.now() ? pair : null
    },
    mayTry: ({ orderKey }) => running === null && store.failures(orderKey).next_try_at <= clock.now(),
    fetch: async (issuer, signal) => {
      const { orderKey, kind } = issuer
      const report = (step: string): void => {
        running = { orderKey, step }
      }
      report('Asking for a certificate…')
      try {
        const pair = await issuer.fetch({
          report,
          signal: AbortSignal.any([signal, AbortSignal.timeout(FETCH_WITHIN_MS)]),
        })
        await store.write(orderKey, pair)
        const renewsAt = renewalTime(readCertificate(pair.cert))
        if (renewsAt <= clock.now()) {
          // Tailscale gives the old one until it renews by itself: nothing failed, and asking again at once is no use.
          store.noteFailure(orderKey, { failures: 0, next_try_at: clock.now() + delayAfter(3), problem: null })
        }
        log.info('fetched a certificate', { kind, fingerprint: readCertificate(pair.cert).fingerprint })
        return pair
      } catch (error) {
        if (!signal.aborted) {
          const failures = store.failures(orderKey).failures + 1
          const next_try_at = clock.now() + delayAfter(failures)
          store.noteFailure(orderKey, { failures, next_try_at, problem: failureText(error) })
          log.error('a certificate could not be fetched', { kind, failures, error })
        }
        throw error
      } finally {
        running = null
      }
    },
  }
}
