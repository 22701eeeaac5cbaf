import type { UsageGroup } from './usageGroups.ts'
import { type Measure, measures } from './measures.ts'

/** Lines of the picture; the table has all. */
const MOST = 7

/** The largest groups, each with its share of the largest. */
export function UsageShares(props: { title: string; groups: readonly UsageGroup[]; measure: Measure }) {
  const { title, groups, measure } = props
  const { sizeOf, text } = measures[measure]
  const shown = groups.toSorted((one, other) => sizeOf(other) - sizeOf(one)).slice(0, MOST)
  const most = Math.max(...shown.map(sizeOf), 0)
  return (
    <section aria-label={title} className="rounded-card border border-line bg-surface py-3.5">
      <h2 className="px-4 pb-1 text-sm font-semibold">{title}</h2>
      <ul className="divide-y divide-line">
        {shown.map((group) => (
          <li key={group.key} className="grid min-h-10 grid-cols-[1fr_88px_auto] items-center gap-3 px-4">
            <bdi className="truncate" title={group.label}>
              {group.label}
            </bdi>
            <span aria-hidden="true" className="h-1.5 overflow-hidden rounded-full bg-heat-0">
              <span
                className="block h-full rounded-full bg-accent"
                style={{ width: most === 0 ? 0 : `${Math.max(2, (100 * sizeOf(group)) / most)}%` }}
              />
            </span>
            <span className="min-w-16 text-right tabular-nums">{text(sizeOf(group))}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
