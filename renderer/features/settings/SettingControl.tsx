import type { Setting } from '#shared/operations/settings.ts'
import { Select, TextInput } from '#renderer/ui/Field.tsx'
import { Switch } from '#renderer/ui/Switch.tsx'
import * as words from './words.ts'

/** The style of a read-only setting. */
const CONTROL_CLASS = 'disabled:bg-raised disabled:text-muted'

/** The control of a setting. Empty means the default. */
export function SettingControl(props: {
  id: string
  setting: Setting
  text: string
  onChange: (text: string) => void
  /** A switch has nothing to save: it is changed when it is pressed. */
  onSwitch: (text: 'true' | 'false') => void
}) {
  const { id, setting, text, onChange, onSwitch } = props
  const { form, fixed, unit } = setting
  const common = { id, disabled: fixed !== null, 'aria-describedby': `${id}-about` }
  if (form.kind === 'switch') {
    return <Switch {...common} checked={text === 'true'} onChange={(isOn) => onSwitch(isOn ? 'true' : 'false')} />
  }
  if (form.kind === 'choice') {
    return (
      <Select {...common} value={text} className={CONTROL_CLASS} onChange={({ target }) => onChange(target.value)}>
        {form.choices.map((choice) => (
          <option key={choice}>{choice}</option>
        ))}
      </Select>
    )
  }
  return (
    <span className="flex items-center gap-2">
      <TextInput
        {...common}
        value={text}
        className={CONTROL_CLASS}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        inputMode={form.kind === 'number' ? 'numeric' : 'text'}
        placeholder={form.kind === 'list' ? words.noneCommasBetweenSeveral : words.unset}
        onChange={({ target }) => onChange(target.value)}
      />
      {unit !== null && <span className="shrink-0 text-muted">{unit}</span>}
    </span>
  )
}
