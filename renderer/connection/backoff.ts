const FIRST_MS = 250
/** Above this a person waits in front of a workstation that is long back. */
const CAP_MS = 10_000

/**
 * How long to wait before the n-th attempt (0 = the first after a drop), in ms: doubling, capped, never giving up.
 * `random` in [0, 1) spreads many browsers that lost the same server.
 */
export function backoff(attempt: number, random: number): number {
  const ceiling = Math.min(CAP_MS, FIRST_MS * 2 ** Math.min(attempt, 20))
  return Math.round(ceiling * (0.5 + random / 2))
}
