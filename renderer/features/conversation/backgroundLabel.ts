import type { BackgroundWork } from '#shared/session/timeline/items.ts'
import { duration } from '#renderer/format/numbers.ts'

/**
 * The state of a background task: `Running in the background · 12 s`, `Finished in the background after 2 m 10 s`.
 * `now` in ms since 1970, by the workstation's clock.
 */
export function backgroundLabel({ state, since, until, exit_code }: BackgroundWork, now: number): string {
  const took = duration(Math.max(0, (until === null ? now : Date.parse(until)) - Date.parse(since)))
  const after = took === '' ? '' : ` after ${took}`
  switch (state) {
    case 'running':
      return `Running in the background${took === '' ? '' : ` · ${took}`}`
    case 'completed':
      return `Finished in the background${after}`
    case 'failed':
      return `Failed in the background${exit_code === null ? '' : ` with exit ${exit_code}`}${after}`
    case 'stopped':
      return `Stopped in the background${after}`
  }
}
