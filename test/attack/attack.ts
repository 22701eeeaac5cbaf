import { describe, expect, test } from 'vitest'

/** One attack and its one right answer. */
export interface AttackCase<Target> {
  /** What is tried, in words: the title of the test, unique within its area. */
  readonly name: string
  /** Tries it, and tells what came of it in the terms of `right`. */
  readonly attempt: (target: Target) => Promise<unknown>
  /** `403 AUTH_006`: status and code of an HTTP answer · what `attempt` says otherwise. */
  readonly right: unknown
}

/** Declares an area of the suite: its cases become tests, and a line of the table that the run ends with. */
export function attack<Target>(area: string, target: () => Target, cases: readonly AttackCase<Target>[]): void {
  // oxlint-disable-next-line vitest/valid-title -- each area names itself: it is a line of the table
  describe(area, () => {
    test.each(cases)('$name', async ({ attempt, right }) => {
      expect(await attempt(target())).toEqual(right)
    })
  })
}

/** Every combination of two lists. */
export function each<One, Other>(ones: readonly One[], others: readonly Other[]): [One, Other][] {
  return ones.flatMap((one) => others.map((other): [One, Other] => [one, other]))
}
