import type { Effort } from '#shared/session/effort.ts'
import * as words from './laterWords.ts'

const names: Readonly<Record<Effort, string>> = {
  low: words.lowEffort,
  medium: words.mediumEffort,
  high: words.highEffort,
  xhigh: words.extraHighEffort,
  max: words.maxEffort,
}

/** The display name of an effort. `null`: Claude Code's own choice. */
export function effortName(effort: Effort | null): string {
  return effort === null ? words.defaultEffort : names[effort]
}
