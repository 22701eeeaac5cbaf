import { useMay } from '#renderer/state/workstation/may.ts'
import { Segments } from '#renderer/ui/Segments.tsx'
import { type Measure, measures } from './measures.ts'
import { filterUsage, type UsageFilter } from './usage.ts'
import * as words from './words.ts'

const spans = [
  [7, '7\u00A0days'],
  [30, '30\u00A0days'],
  [90, '90\u00A0days'],
  [365, words.year],
] as const

/** The filters: days, whose usage, and the measure of the pictures. */
export function UsageChoices(props: {
  readonly question: UsageFilter
  readonly measure: Measure
  /** Those that there is something of. */
  readonly offered: readonly Measure[]
  readonly onMeasure: (measure: Measure) => void
}) {
  const { question, measure, offered, onMeasure } = props
  const mayAskForAll = useMay('manage')
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <Segments
        label={words.days}
        value={question.days}
        choices={spans}
        onChoose={(days) => void filterUsage({ days })}
      />
      <Segments
        label={words.measure}
        value={measure}
        choices={offered.map((one) => [one, measures[one].label] as const)}
        onChoose={onMeasure}
      />
      {mayAskForAll && (
        <Segments
          label={words.whose}
          value={question.user}
          choices={whose}
          onChoose={(user) => void filterUsage({ user })}
        />
      )}
    </div>
  )
}

const whose = [
  ['me', words.mine],
  ['all', words.everybody],
] as const
