/** How long whoever keeps a gateway waits, in milliseconds. Handed in, so that no test has to wait as long. */
export interface SupervisionTimes {
  /** From an answer to the next ping. */
  readonly pingEveryMs: number
  /** A gateway that is silent for longer counts as crashed. */
  readonly answerWithinMs: number
  /** Waits before each restart after a crash; after as many crashes in a row there is no further one. */
  readonly restartDelaysMs: readonly number[]
  /** What somebody else keeps gets this long to come back: more than the longest delay. */
  readonly backWithinMs: number
}

/** Rarely enough to cost nothing, often enough that a gateway that hangs is replaced before people give up. */
export const supervisionTimes: SupervisionTimes = {
  pingEveryMs: 5_000,
  answerWithinMs: 10_000,
  restartDelaysMs: [0, 250, 1000, 2000, 4000],
  backWithinMs: 6_000,
}
