import { filterUsage, type UsageFilter } from './usage.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { Button } from '#renderer/ui/Button.tsx'
import type { Measure } from './DayBars.tsx'

const spans = [7, 30, 90, 365] as const

/** The filters: days, whose usage, and the measure of the bars. */
export function UsageChoices(props: {
  readonly question: UsageFilter
  readonly measure: Measure
  /** null: nothing has a cost, so there is no choice. */
  readonly onMeasure: ((measure: Measure) => void) | null
}) {
  const { question, measure, onMeasure } = props
  const mayAskForAll = useMay('manage')
  return (
    <div className="flex flex-wrap gap-x-4 gap-y-2">
      <div role="group" aria-label="Days" className="flex gap-1">
        {spans.map((days) => (
          <Button key={days} aria-pressed={question.days === days} onClick={() => void filterUsage({ days })}>
            {days === 365 ? 'Year' : `${days} days`}
          </Button>
        ))}
      </div>
      {onMeasure !== null && (
        <div role="group" aria-label="Bars" className="flex gap-1">
          {(['cost', 'tokens'] as const).map((one) => (
            <Button key={one} aria-pressed={measure === one} onClick={() => onMeasure(one)}>
              {one === 'cost' ? 'Cost' : 'Tokens'}
            </Button>
          ))}
        </div>
      )}
      {mayAskForAll && (
        <div role="group" aria-label="Whose" className="flex gap-1">
          {(['me', 'all'] as const).map((user) => (
            <Button key={user} aria-pressed={question.user === user} onClick={() => void filterUsage({ user })}>
              {user === 'me' ? 'Mine' : 'Everybody'}
            </Button>
          ))}
        </div>
      )}
    </div>
  )
}
