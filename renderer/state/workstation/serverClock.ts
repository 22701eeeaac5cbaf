/** Samples of one connection; a server whose own clock was set is believed after so many answers. */
const SAMPLES = 5

let samples: readonly number[] = []
let ahead = Date.now() - performance.now()

/**
 * Milliseconds since 1970 by the workstation's clock, which all times on the page come from. Moves with a clock that
 * cannot be set; until the first answer it begins at what the browser believes.
 */
export function serverNow(): number {
  return performance.now() + ahead
}

/**
 * The server said at `sentAt`, by its clock, what has arrived now. What travelled long makes the server's clock look slow:
 * of the last few answers the one that travelled least counts.
 */
export function heardServerTime(sentAt: number): void {
  samples = [...samples, sentAt - performance.now()].slice(-SAMPLES)
  ahead = Math.max(...samples)
}

/** A new connection, perhaps to another server: what was measured before says nothing of its clock. */
export function forgetServerTimes(): void {
  samples = []
}
