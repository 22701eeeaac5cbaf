import type { NotificationChoices } from '#shared/operations/push.ts'
import { TextInput } from '#renderer/ui/Field.tsx'
import { Switch } from '#renderer/ui/Switch.tsx'
import { choose } from './choices.ts'
import * as words from './words.ts'

const NIGHT = { from: 22 * 60, to: 7 * 60 } as const

/** Between which times only failures are told, by the clock of where it was set. */
export function QuietHours({ quiet }: { quiet: NotificationChoices['quiet'] }) {
  const set = (changes: { readonly from?: number; readonly to?: number }): void => {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
    void choose({ quiet: { ...NIGHT, ...quiet, ...changes, time_zone: timeZone } })
  }
  return (
    <li className="flex items-center gap-x-3 gap-y-2 px-4 py-3 max-md:flex-wrap">
      <div className="min-w-0 flex-1">
        <p id="notify-quiet" className="font-medium">
          {words.quietHours}
        </p>
        <p id="notify-quiet-about" className="text-muted">
          {quiet === null ? words.quietHoursMean : words.quietHoursMeanIn(quiet.time_zone)}
        </p>
      </div>
      {quiet !== null && (
        <span className="flex items-center gap-1.5 max-md:order-last max-md:basis-full">
          <Time label={words.quietFrom} minute={quiet.from} onChange={(from) => set({ from })} />
          <span aria-hidden="true">–</span>
          <Time label={words.quietUntil} minute={quiet.to} onChange={(to) => set({ to })} />
        </span>
      )}
      <Switch
        aria-labelledby="notify-quiet"
        aria-describedby="notify-quiet-about"
        checked={quiet !== null}
        onChange={(isOn) => (isOn ? set({}) : void choose({ quiet: null }))}
      />
    </li>
  )
}

function Time({ label, minute, onChange }: { label: string; minute: number; onChange: (minute: number) => void }) {
  return (
    <TextInput
      type="time"
      aria-label={label}
      required
      className="w-auto!"
      value={`${twoDigits(Math.floor(minute / 60))}:${twoDigits(minute % 60)}`}
      onChange={({ target }) => {
        const [hours = NaN, minutes = NaN] = target.value.split(':').map(Number)
        // A field that is half written holds nothing.
        if (Number.isInteger(hours * 60 + minutes)) {
          onChange(hours * 60 + minutes)
        }
      }}
    />
  )
}

function twoDigits(count: number): string {
  return String(count).padStart(2, '0')
}
