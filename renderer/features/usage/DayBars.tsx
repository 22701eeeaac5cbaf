import { count, dollars, tokens } from '#renderer/format/numbers.ts'
import { tokensOf, type UsageGroup } from './usageGroups.ts'

export type Measure = 'cost' | 'tokens'

/** One bar per day; for screen readers a list. */
export function DayBars({ days, measure }: { days: readonly UsageGroup[]; measure: Measure }) {
  const sizes = days.map((day) => (measure === 'cost' ? day.cost_usd : tokensOf(day)))
  const most = Math.max(...sizes, 0)
  return (
    <figure className="rounded-card border border-line bg-surface p-4">
      <figcaption className="mb-3 flex text-xs text-muted">
        <span className="flex-1">{measure === 'cost' ? 'Cost per day' : 'Tokens per day'}</span>
        <span className="tabular-nums">highest {measure === 'cost' ? dollars(most) : tokens(most)}</span>
      </figcaption>
      <ol className="flex h-36 items-end gap-px border-b border-line">
        {days.map((day, index) => (
          <li
            key={day.key}
            title={dayLabel(day)}
            className="flex h-full min-w-0 flex-1 flex-col justify-end hover:bg-raised"
          >
            <span className="sr-only">{dayLabel(day)}</span>
            <span
              aria-hidden="true"
              className="rounded-t-[2px] bg-accent"
              style={{ height: most === 0 ? 0 : `${((sizes[index] ?? 0) / most) * 100}%` }}
            />
          </li>
        ))}
      </ol>
      <p aria-hidden="true" className="mt-1 flex justify-between text-xs text-muted tabular-nums">
        <span>{days[0]?.label}</span>
        <span>{days.at(-1)?.label}</span>
      </p>
    </figure>
  )
}

function dayLabel(day: UsageGroup): string {
  if (day.turns === 0) {
    return `${day.label}: nothing`
  }
  const cost = day.cost_usd > 0 ? `${dollars(day.cost_usd)}, ` : ''
  return `${day.label}: ${cost}${tokens(tokensOf(day))} tokens, ${count(day.turns, 'turn')}`
}
