import type { BackgroundWork } from '#shared/session/timeline/items.ts'
import { duration } from '#renderer/format/numbers.ts'
import * as words from './words.ts'

/**
 * The state of a background task: `Running in the background · 12 s`, `Finished in the background after 2 m 10 s`.
 * `now` in ms since 1970, by the workstation's clock.
 */
export function backgroundLabel({ state, since, until, exit_code }: BackgroundWork, now: number): string {
  const took = duration(Math.max(0, (until === null ? now : Date.parse(until)) - Date.parse(since)))
  switch (state) {
    case 'running':
      return words.runningInTheBackground(took)
    case 'completed':
      return words.finishedInTheBackground(took)
    case 'failed':
      return words.failedInTheBackground(exit_code, took)
    case 'stopped':
      return words.stoppedInTheBackground(took)
  }
}
