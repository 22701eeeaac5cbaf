import type { Row } from './report/row.ts'

/** What every bench is given. */
export interface BenchSetting {
  /** Fewer runs, to try the harness out: no numbers to report. */
  readonly quick: boolean
  /** The address of the stand-in of the Messages API. */
  readonly apiUrl: string
  readonly chromium: string
  /** Tells what is under way. */
  readonly say: (sentence: string) => void
}

export type Bench = (setting: BenchSetting) => Promise<readonly Row[]>

/** Does one thing several times, one after the other. */
export async function repeat<T>(times: number, once: (index: number) => Promise<T>): Promise<T[]> {
  const results: T[] = []
  for (let index = 0; index < times; index += 1) {
    results.push(await once(index))
  }
  return results
}
