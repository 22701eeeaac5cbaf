import type { Setting } from '#shared/operations/settings.ts'
import { Select, TextInput } from '#renderer/ui/Field.tsx'

/** The style of a read-only setting. */
const CONTROL_CLASS = 'disabled:bg-raised disabled:text-muted'

/** The control of a setting. Empty means the default. */
export function SettingControl(props: {
  id: string
  setting: Setting
  text: string
  onChange: (text: string) => void
}) {
  const { id, setting, text, onChange } = props
  const { form, fixed } = setting
  const common = {
    id,
    value: text,
    disabled: fixed !== null,
    'aria-describedby': `${id}-about`,
    className: CONTROL_CLASS,
  }
  if (form.kind === 'choice') {
    return (
      <Select {...common} onChange={(event) => onChange(event.target.value)}>
        {form.choices.map((choice) => (
          <option key={choice}>{choice}</option>
        ))}
      </Select>
    )
  }
  return (
    <TextInput
      {...common}
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      inputMode={form.kind === 'number' ? 'numeric' : 'text'}
      placeholder={form.kind === 'list' ? 'none; commas between several' : 'unset'}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}
