import type { TaskSchedule } from '#shared/operations/task.ts'
import { Field, Select, TextInput } from '#renderer/ui/Field.tsx'
import { expressionOf, ownTimeZone, plainOf, scheduleWords } from './scheduleWords.ts'
import * as words from './words.ts'

type Kind = 'manual' | 'once' | 'hour' | 'day' | 'weekday' | 'week' | 'cron'

const kinds: readonly (readonly [Kind, string])[] = [
  ['manual', words.byHand],
  ['once', words.once],
  ['hour', words.everyHour],
  ['day', words.everyDay],
  ['weekday', words.everyWeekday],
  ['week', words.everyWeek],
  ['cron', words.asACronExpression],
]

const HOUR_MS = 3_600_000

/** When a task runs: in plain words, with the expression that they mean beside them. */
export function ScheduleFields(props: {
  schedule: TaskSchedule
  isExpression: boolean
  onChange: (schedule: TaskSchedule, isExpression: boolean) => void
}) {
  const { schedule, isExpression, onChange } = props
  const kind = kindOf(schedule, isExpression)
  return (
    <div className="grid gap-3 md:grid-cols-2">
      <Field label={words.when}>
        <Select
          value={kind}
          onChange={({ target }) => onChange(changed(schedule, target.value), target.value === 'cron')}
        >
          {kinds.map(([value, text]) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </Select>
      </Field>
      {schedule.kind === 'once' && (
        <Field label={words.moment} hint={words.byTheClockOfThis}>
          <TextInput
            type="datetime-local"
            required
            value={localOf(schedule.at)}
            onChange={({ target }) =>
              target.value !== '' && onChange({ kind: 'once', at: new Date(target.value).toISOString() }, false)
            }
          />
        </Field>
      )}
      {schedule.kind === 'cron' && (
        <CronFields schedule={schedule} kind={kind} onChange={(next) => onChange(next, isExpression)} />
      )}
    </div>
  )
}

type Cron = Extract<TaskSchedule, { kind: 'cron' }>

function CronFields({ schedule, kind, onChange }: { schedule: Cron; kind: Kind; onChange: (schedule: Cron) => void }) {
  const plain = kind === 'cron' ? null : plainOf(schedule.expression)
  const set = (expression: string) => onChange({ ...schedule, expression })
  return (
    <>
      {plain?.every === 'week' && (
        <Field label={words.day}>
          <Select
            value={plain.day}
            onChange={({ target }) => set(expressionOf({ ...plain, day: Number(target.value) }))}
          >
            {words.weekdays.map((name, day) => (
              <option key={name} value={day}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
      )}
      {plain !== null && plain.every !== 'hour' && (
        <Field label={words.time}>
          <TextInput
            type="time"
            required
            value={plain.time}
            onChange={({ target }) => target.value !== '' && set(expressionOf({ ...plain, time: target.value }))}
          />
        </Field>
      )}
      <Field
        label={words.cronExpression}
        hint={kind === 'cron' ? words.minuteHourDayMonthWeekday : scheduleWords(schedule)}
      >
        <TextInput
          className="font-mono"
          required
          readOnly={kind !== 'cron'}
          value={schedule.expression}
          onChange={({ target }) => set(target.value)}
        />
      </Field>
      <Field label={words.timeZone}>
        <TextInput
          required
          list="time-zones"
          value={schedule.time_zone}
          onChange={({ target }) => onChange({ ...schedule, time_zone: target.value })}
        />
        <datalist id="time-zones">
          {Intl.supportedValuesOf('timeZone').map((zone) => (
            <option key={zone} value={zone} />
          ))}
        </datalist>
      </Field>
    </>
  )
}

function kindOf(schedule: TaskSchedule, isExpression: boolean): Kind {
  if (schedule.kind !== 'cron') {
    return schedule.kind
  }
  return isExpression ? 'cron' : (plainOf(schedule.expression)?.every ?? 'cron')
}

function changed(before: TaskSchedule, kind: string): TaskSchedule {
  const cron =
    before.kind === 'cron' ? before : { kind: 'cron' as const, expression: '0 9 * * *', time_zone: ownTimeZone() }
  const plain = plainOf(cron.expression)
  const time = plain === null || plain.every === 'hour' ? '09:00' : plain.time
  switch (kind) {
    case 'once':
      return { kind: 'once', at: new Date(Math.ceil(Date.now() / HOUR_MS) * HOUR_MS).toISOString() }
    case 'hour':
      return { ...cron, expression: expressionOf({ every: 'hour' }) }
    case 'day':
    case 'weekday':
      return { ...cron, expression: expressionOf({ every: kind, time }) }
    case 'week':
      return { ...cron, expression: expressionOf({ every: 'week', day: 1, time }) }
    case 'cron':
      return cron
    default:
      return { kind: 'manual' }
  }
}

/** As `datetime-local` wants it: on this browser’s clock, without a zone. */
function localOf(at: string): string {
  const moment = new Date(at)
  return new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}
