const FIRST_MS = 250
/** A server that restarts is back within a second of being there again … */
const CAP_MS = 900
const SOON = 30
/** … and one that is away for good is not pressed. */
const LATER_CAP_MS = 10_000

/**
 * How long to wait before the n-th attempt (0 = the first after a drop), in ms: doubling, capped, never giving up.
 * `random` in [0, 1) spreads many browsers that lost the same server.
 */
export function backoff(attempt: number, random: number): number {
  const ceiling = Math.min(attempt < SOON ? CAP_MS : LATER_CAP_MS, FIRST_MS * 2 ** Math.min(attempt, 20))
  return Math.round(ceiling * (0.5 + random / 2))
}
