import type { ClaudeModel } from './claudeModel.ts'
import type { Effort } from './effort.ts'

/** The levels that a model takes (null: the one that Claude Code takes by itself); null where it is not listed. */
export function effortLevelsOf(models: readonly ClaudeModel[], model: string | null): Effort[] | null {
  const wanted = model ?? 'default'
  const found = models.find(({ name }) => name === wanted) ?? models.find(({ resolved }) => resolved === wanted)
  return found?.effort_levels ?? null
}
