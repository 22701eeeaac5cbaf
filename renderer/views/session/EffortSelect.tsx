import { Effort } from '#shared/session/effort.ts'
import { effortName } from '#renderer/format/effortName.ts'
import { PickerSelect } from '#renderer/ui/PickerSelect.tsx'
import * as words from './laterWords.ts'

/** Picks how much Claude thinks. Nothing where there is no choice. `levels`: what the model takes. */
export function EffortSelect(props: {
  effort: Effort | null
  levels: readonly Effort[]
  className?: string
  onChange: (effort: Effort | null) => void
}) {
  const { effort, levels, className, onChange } = props
  const offered = effort === null || levels.includes(effort) ? levels : [...levels, effort]
  return (
    offered.length > 0 && (
      <PickerSelect
        label={words.effort}
        title={words.howMuchClaudeThinksBefore}
        className={className}
        value={effort ?? ''}
        onChange={({ target }) => onChange(Effort.safeParse(target.value).data ?? null)}
      >
        <option value="">{effortName(null)}</option>
        {offered.map((level) => (
          <option key={level} value={level}>
            {effortName(level)}
          </option>
        ))}
      </PickerSelect>
    )
  )
}
