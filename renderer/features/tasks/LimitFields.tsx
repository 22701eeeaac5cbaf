import { Field, Select, TextInput } from '#renderer/ui/Field.tsx'
import type { TaskFields } from './taskFields.ts'

const limits = [
  ['cost', 'Stop above cost, $', 'Known when a turn ends: what comes after is not sent.', '0.01'],
  ['minutes', 'Stop after minutes', 'The turn is stopped, what waits is held.', '1'],
  ['turns', 'Stop after turns', 'Those that Claude begins by itself are counted.', '1'],
] as const

/** What stops a run, and what becomes of moments that were missed or come while a run goes. */
export function LimitFields({
  fields,
  onChange,
}: {
  fields: TaskFields
  onChange: (changed: Partial<TaskFields>) => void
}) {
  return (
    <div className="grid gap-3 md:grid-cols-3">
      {limits.map(([name, label, hint, step]) => (
        <Field key={name} label={label} hint={hint}>
          <TextInput
            type="number"
            min={step}
            step={step}
            placeholder="No limit"
            value={fields.limits[name]}
            onChange={({ target }) => onChange({ limits: { ...fields.limits, [name]: target.value } })}
          />
        </Field>
      ))}
      <Field label="Missed while Homeport was off">
        <Select
          value={fields.missed}
          onChange={({ target }) => onChange({ missed: target.value === 'skip' ? 'skip' : 'run_once' })}
        >
          <option value="run_once">Run once when it is back</option>
          <option value="skip">Only tell me</option>
        </Select>
      </Field>
      <Field label="While a run still goes">
        <Select
          value={fields.overlap}
          onChange={({ target }) => onChange({ overlap: target.value === 'allow' ? 'allow' : 'skip' })}
        >
          <option value="skip">Skip the next one</option>
          <option value="allow">Run beside it</option>
        </Select>
      </Field>
    </div>
  )
}
