import type { Effort } from '#shared/session/effort.ts'

const names: Readonly<Record<Effort, string>> = {
  low: 'Low effort',
  medium: 'Medium effort',
  high: 'High effort',
  xhigh: 'Extra high effort',
  max: 'Max effort',
}

/** The display name of an effort. `null`: Claude Code's own choice. */
export function effortName(effort: Effort | null): string {
  return effort === null ? 'Default effort' : names[effort]
}
