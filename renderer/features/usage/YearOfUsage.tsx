import { useMemo, useState } from 'react'
import { useQuery } from '#renderer/state/query.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { dayText } from './dayText.ts'
import type { Measure } from './measures.ts'
import { yearOfUsage } from './usage.ts'
import { everyDay, type UsageGroup } from './usageGroups.ts'
import { UsageTable } from './UsageTable.tsx'
import { YearMap } from './YearMap.tsx'
import * as words from './words.ts'

/** The last year as a picture, and as a table for whoever asks for it. Its room is kept while it is on its way. */
export function YearOfUsage({ measure }: { measure: Measure }) {
  const state = useQuery(yearOfUsage)
  const told = state.kind === 'ready' ? state.value : null
  const days = useMemo(() => (told === null ? [] : everyDay(told.days, told)), [told])
  const [isTable, setTable] = useState(false)
  if (state.kind === 'failed') {
    return (
      <Problem action={<Button onClick={() => void yearOfUsage.refresh()}>{words.tryAgain}</Button>}>
        {state.message}
      </Problem>
    )
  }
  if (told === null) {
    return <div aria-hidden="true" className="min-h-45 rounded-card border border-line bg-surface" />
  }
  return (
    <>
      <YearMap days={days} measure={measure}>
        {told.days.length > 0 && (
          <Button
            variant="ghost"
            className="mt-1 -mb-1.5 -ml-3"
            aria-expanded={isTable}
            onClick={() => setTable(!isTable)}
          >
            {isTable ? words.hideTheTable : words.showAsATable}
          </Button>
        )}
      </YearMap>
      {isTable && <UsageTable title={words.daysOfTheLastYear} groups={lines(days)} hiddenAre={words.areOlder} />}
    </>
  )
}

/** The newest first. */
function lines(days: readonly UsageGroup[]): readonly UsageGroup[] {
  return days
    .filter(({ turns, output_tokens }) => turns > 0 || output_tokens > 0)
    .map((day) => ({ ...day, label: dayText(day.key) }))
    .toReversed()
}
