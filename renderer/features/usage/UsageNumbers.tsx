import { dayText } from './dayText.ts'
import type { UsageTold } from './usage.ts'
import { groupBy, usageByDay } from './usageGroups.ts'
import { UsageTable } from './UsageTable.tsx'

/** The exact numbers, as tables. */
export function UsageNumbers({ told, isAll }: { told: UsageTold; isAll: boolean }) {
  const { rows, total, time_zone } = told
  const days = usageByDay(rows, told)
    .filter(({ turns, output_tokens }) => turns > 0 || output_tokens > 0)
    .map((day) => ({ ...day, label: dayText(day.key) }))
    .toReversed()
  const projects = groupBy.project(rows)
  const sessions = groupBy.session(rows)
  return (
    <>
      <UsageTable title="Days" groups={days} hiddenAre="are older" />
      {isAll && <UsageTable title="People" groups={groupBy.person(rows)} />}
      <UsageTable title="Models" groups={groupBy.model(rows)} />
      {projects.length > 0 && <UsageTable title="Projects" groups={projects} />}
      {sessions.length > 0 && <UsageTable title="Sessions" groups={sessions} href={({ key }) => `/session/${key}`} />}
      <p className="text-xs text-muted">
        Days are those of {time_zone}.
        {total.cost_usd > 0 &&
          ' Costs are what Claude Code says a turn is worth; a subscription is not billed by them.'}
      </p>
    </>
  )
}
