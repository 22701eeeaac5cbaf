/** How many samples are kept: after a change of the server's clock this many answers correct it. */
const SAMPLES = 5

let samples: readonly number[] = []
let ahead = Date.now() - performance.now()

/**
 * Milliseconds since 1970 by the workstation's clock, the source of all times on the page. Monotonic between samples;
 * until the first answer it is the browser's time.
 */
export function serverNow(): number {
  return performance.now() + ahead
}

/**
 * Adds a sample: a message that the server sent at `sentAt`, by its clock, arrives now. Latency makes the server's
 * clock look slow, so the sample with the least latency counts.
 */
export function noteServerTime(sentAt: number): void {
  samples = [...samples, sentAt - performance.now()].slice(-SAMPLES)
  ahead = Math.max(...samples)
}

/** Drops the samples: a new connection may be to another server. */
export function resetServerClock(): void {
  samples = []
}
