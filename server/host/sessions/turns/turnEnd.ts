import { addUsage } from '#shared/session/header.ts'
import type { ModelShare } from '#shared/session/events.ts'
import type { AgentUpdate } from '../ports/agent.ts'

export type TurnEnd = Extract<AgentUpdate, { kind: 'turn_ended' }>

/** The end of a turn that also counts what another one used. */
export function withUsage(end: TurnEnd, other: TurnEnd | null): TurnEnd {
  if (other === null) {
    return end
  }
  const models = addShares(end.models ?? [], other.models ?? [])
  return {
    ...end,
    usage: addUsage(end.usage, other.usage),
    cost_usd: end.cost_usd + other.cost_usd,
    duration_ms: end.duration_ms + other.duration_ms,
    files_changed: [...new Set([...other.files_changed, ...end.files_changed])],
    ...addLines(end.lines_changed, other.lines_changed),
    ...(models.length === 0 ? {} : { models }),
  }
}

/** Nothing was done and nothing was used: Claude only took note. */
export function isEmptyTurn({ is_error, cost_usd, usage, files_changed }: TurnEnd): boolean {
  return (
    !is_error && cost_usd === 0 && files_changed.length === 0 && Object.values(usage).every((tokens) => tokens === 0)
  )
}

/** The later one was measured from the same beginning. */
function addLines(lines: TurnEnd['lines_changed'], before: TurnEnd['lines_changed']): Pick<TurnEnd, 'lines_changed'> {
  const known = lines ?? before
  return known === undefined ? {} : { lines_changed: known }
}

function addShares(shares: readonly ModelShare[], others: readonly ModelShare[]): ModelShare[] {
  const known = new Set(shares.map(({ model }) => model))
  const added = shares.map((share) => {
    const other = others.find(({ model }) => model === share.model)
    return other === undefined
      ? share
      : { ...share, usage: addUsage(share.usage, other.usage), cost_usd: share.cost_usd + other.cost_usd }
  })
  return [...added, ...others.filter(({ model }) => !known.has(model))]
}
