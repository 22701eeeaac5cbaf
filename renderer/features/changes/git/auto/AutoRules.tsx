import { useId, useState } from 'react'
import type { SessionId } from '#shared/ids.ts'
import type { AutoCommitRules } from '#shared/operations/autoCommit.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Field, Select, TextArea } from '#renderer/ui/Field.tsx'
import { Segments } from '#renderer/ui/Segments.tsx'
import { Switch } from '#renderer/ui/Switch.tsx'
import { pushWithConsent } from './autoActions.ts'
import * as words from './words.ts'

interface RulesProps {
  readonly session_id: SessionId
  readonly rules: AutoCommitRules
  readonly disabled: boolean
  readonly onChange: (changed: Partial<AutoCommitRules>) => void
}

const QUIET = [15, 30, 60, 120, 300, 900, 1_800] as const
const FILES = [5, 10, 25, 50, 100] as const

/** When it is committed, where to, and what never is. Each choice holds as soon as it is made. */
export function AutoRules({ session_id, rules, disabled, onChange }: RulesProps) {
  const { turn_ended, quiet_seconds, files, target, push } = rules
  return (
    <fieldset disabled={disabled} className="mt-3 space-y-3">
      <legend className="sr-only">{words.choicesOfAutoCommit}</legend>
      <Choice label={words.whenATurnEnds} checked={turn_ended} onChange={(is) => onChange({ turn_ended: is })} />
      <div className="grid grid-cols-1 gap-3 sm:grid-cols-2">
        <Field label={words.whenNothingChangedFor}>
          <Numbers
            value={quiet_seconds}
            choices={QUIET}
            none={words.notByTime}
            text={words.duration}
            onChoose={(seconds) => onChange({ quiet_seconds: seconds })}
          />
        </Field>
        <Field label={words.whenSoManyFilesChanged}>
          <Numbers
            value={files}
            choices={FILES}
            none={words.notByNumber}
            text={words.files}
            onChoose={(count) => onChange({ files: count })}
          />
        </Field>
      </div>
      <div>
        <Segments
          label={words.whereTo}
          value={target}
          choices={[
            ['side', words.besideTheBranch],
            ['branch', words.ontoTheBranch],
          ]}
          onChoose={(where) => onChange({ target: where, ...(where === 'side' ? { push: false } : {}) })}
        />
        <p className="mt-1 text-xs text-muted">{target === 'side' ? words.sideMeans : words.branchMeans}</p>
      </div>
      {target === 'branch' && (
        <Choice
          label={words.pushAfterwards}
          checked={push}
          onChange={(is) => (is ? void pushWithConsent(session_id, onChange) : onChange({ push: false }))}
        />
      )}
      <Ignored rules={rules} onChange={onChange} />
    </fieldset>
  )
}

function Choice(props: {
  readonly label: string
  readonly checked: boolean
  readonly onChange: (is: boolean) => void
}) {
  return (
    <label className="flex items-center gap-3 text-sm">
      <span className="min-w-0 flex-1">{props.label}</span>
      <Switch checked={props.checked} onChange={props.onChange} />
    </label>
  )
}

/** One of a few numbers, or none; another one that was set elsewhere is among them. */
function Numbers(props: {
  readonly value: number | null
  readonly choices: readonly number[]
  readonly none: string
  readonly text: (value: number) => string
  readonly onChoose: (value: number | null) => void
}) {
  const { value, choices, none, text, onChoose } = props
  const all = value === null || choices.includes(value) ? choices : [...choices, value].toSorted((a, b) => a - b)
  return (
    <Select value={value ?? ''} onChange={({ target }) => onChoose(target.value === '' ? null : Number(target.value))}>
      <option value="">{none}</option>
      {all.map((one) => (
        <option key={one} value={one}>
          {text(one)}
        </option>
      ))}
    </Select>
  )
}

function Ignored({ rules, onChange }: Pick<RulesProps, 'rules' | 'onChange'>) {
  const saved = rules.ignore.join('\n')
  const [text, setText] = useState(saved)
  const hint = useId()
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  return (
    <div>
      <Field label={words.neverCommitted}>
        <TextArea
          rows={2}
          className="font-mono"
          value={text}
          aria-describedby={hint}
          onChange={({ target }) => setText(target.value)}
        />
      </Field>
      <p id={hint} className="mt-1 text-xs text-muted">
        {words.asInGitignore}
      </p>
      <div className="mt-1 flex flex-wrap gap-2">
        {lines.join('\n') !== saved && <Button onClick={() => onChange({ ignore: lines })}>{words.saveThese}</Button>}
        {rules.allow.length > 0 && (
          <Button variant="ghost" onClick={() => onChange({ allow: [] })}>
            {words.forgetAllowed(rules.allow.length)}
          </Button>
        )}
      </div>
    </div>
  )
}
