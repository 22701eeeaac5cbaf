import { Field, Select, TextInput } from '#renderer/ui/Field.tsx'
import type { TaskFields } from './taskFields.ts'
import * as words from './words.ts'

const limits = [
  ['cost', words.stopAboveCost, words.knownWhenATurnEnds, '0.01'],
  ['minutes', words.stopAfterMinutes, words.theTurnIsStoppedWhat, '1'],
  ['turns', words.stopAfterTurns, words.thoseThatClaudeBeginsBy, '1'],
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
            placeholder={words.noLimit}
            value={fields.limits[name]}
            onChange={({ target }) => onChange({ limits: { ...fields.limits, [name]: target.value } })}
          />
        </Field>
      ))}
      <Field label={words.missedWhileHomeportWasOff}>
        <Select
          value={fields.missed}
          onChange={({ target }) => onChange({ missed: target.value === 'skip' ? 'skip' : 'run_once' })}
        >
          <option value="run_once">{words.runOnceWhenItIs}</option>
          <option value="skip">{words.onlyTellMe}</option>
        </Select>
      </Field>
      <Field label={words.whileARunStillGoes}>
        <Select
          value={fields.overlap}
          onChange={({ target }) => onChange({ overlap: target.value === 'allow' ? 'allow' : 'skip' })}
        >
          <option value="skip">{words.skipTheNextOne}</option>
          <option value="allow">{words.runBesideIt}</option>
        </Select>
      </Field>
    </div>
  )
}
