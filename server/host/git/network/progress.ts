import type { GitChanged } from '#shared/session/events.ts'
import type { Clock } from '#server/platform/clock.ts'

type Progress = NonNullable<GitChanged['data']['progress']>

/** A person reads no faster. */
const EVERY_MS = 200
const MAX_LINE = 500

/**
 * Reads what Git says of how far it is, in pieces as they come, and tells the newest line from time to time.
 * @returns takes the next piece.
 */
export function followProgress(clock: Pick<Clock, 'monotonic'>, tell: (progress: Progress) => void) {
  let rest = ''
  let told = Number.NEGATIVE_INFINITY
  let stage = ''
  return (piece: string): void => {
    const lines = (rest + piece).split(/[\r\n]/)
    rest = (lines.pop() ?? '').slice(-MAX_LINE)
    const progress = lines.map(readProgress).findLast((one) => one !== null) ?? null
    if (progress === null) {
      return
    }
    const now = clock.monotonic()
    const next = progress.text.replace(/[:(].*/, '')
    if (next !== stage || now - told >= EVERY_MS) {
      stage = next
      told = now
      tell(progress)
    }
  }
}

/** `Receiving objects:  45% (123/400), 1.20 MiB | 2.00 MiB/s`; null: of something else. */
export function readProgress(line: string): Progress | null {
  const [, name, percent, rest = ''] =
    /^(?:remote: )?([A-Z][A-Za-z ]{2,40}): +(\d{1,3})%( \(\d{1,10}\/\d{1,10}\))?/.exec(line) ?? []
  return name === undefined ? null : { text: name + rest, percent: Math.min(100, Number(percent)) }
}
