import type { CertificateFacts } from '../certificate.ts'

const MINUTE_MS = 60_000

/** Authorities count failures by the hour; what an owner mends takes hours, too. */
const DELAYS_MIN = [5, 30, 120, 360, 1440] as const

/** When less than a third of its life is left, in milliseconds since 1970: early enough for many more tries. */
export function renewalTime({ not_before, not_after }: Pick<CertificateFacts, 'not_before' | 'not_after'>): number {
  return not_after - Math.floor((not_after - not_before) / 3)
}

/** How long to wait after so many failures in a row, in milliseconds. */
export function delayAfter(failures: number): number {
  const last = DELAYS_MIN.length - 1
  return (DELAYS_MIN[Math.min(Math.max(failures - 1, 0), last)] ?? 0) * MINUTE_MS
}
