import type { Setting } from '#shared/operations/settings.ts'
import { Select, TextInput } from '#renderer/ui/Field.tsx'

/** One that cannot be changed looks so. */
const LOOK = 'disabled:bg-raised disabled:text-muted'

/** What a value is typed or chosen in. Empty: the default. */
export function SettingControl(props: {
  id: string
  setting: Setting
  text: string
  onChange: (text: string) => void
}) {
  const { id, setting, text, onChange } = props
  const { form, fixed } = setting
  const common = { id, value: text, disabled: fixed !== null, 'aria-describedby': `${id}-about`, className: LOOK }
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
