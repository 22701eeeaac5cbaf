import { useId } from 'react'
import type { MessageTiming } from '#shared/operations/turn.ts'

const timings: readonly { readonly value: MessageTiming; readonly label: string; readonly means: string }[] = [
  { value: 'queue', label: 'Queue', means: 'Sent when this turn has ended' },
  { value: 'steer', label: 'Steer now', means: 'Claude reads it during this turn' },
  { value: 'now', label: 'Stop and send', means: 'Stops this turn and starts the next with it' },
]

/** When a message takes effect while Claude works. */
export function TimingPicker({
  timing,
  onChange,
}: {
  timing: MessageTiming
  onChange: (timing: MessageTiming) => void
}) {
  const name = useId()
  return (
    <fieldset className="flex rounded-control border border-line">
      <legend className="sr-only">When Claude gets it</legend>
      {timings.map(({ value, label, means }) => (
        <label
          key={value}
          title={means}
          className="smooth flex min-h-7 cursor-pointer items-center rounded-control px-2 text-xs text-muted touch:min-h-11 has-checked:bg-raised has-checked:text-text has-focus-visible:outline-2 has-focus-visible:outline-accent"
        >
          <input
            type="radio"
            name={name}
            className="sr-only"
            checked={timing === value}
            onChange={() => onChange(value)}
          />
          {label}
          <span className="sr-only">: {means}</span>
        </label>
      ))}
    </fieldset>
  )
}
