import { dayText } from './dayText.ts'
import type { UsageTold } from './usage.ts'
import { groupBy, usageByDay } from './usageGroups.ts'
import { UsageTable } from './UsageTable.tsx'
import * as words from './words.ts'

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
      <UsageTable title={words.days} groups={days} hiddenAre={words.areOlder} />
      {isAll && <UsageTable title={words.people} groups={groupBy.person(rows)} />}
      <UsageTable title={words.models} groups={groupBy.model(rows)} />
      {projects.length > 0 && <UsageTable title={words.projects} groups={projects} />}
      {sessions.length > 0 && (
        <UsageTable title={words.sessions} groups={sessions} href={({ key }) => `/session/${key}`} />
      )}
      <p className="text-xs text-muted">
        {words.daysAreThoseOfTimeZone(time_zone)}
        {total.cost_usd > 0 && ` ${words.costsAreWhatClaudeCode}`}
      </p>
    </>
  )
}
