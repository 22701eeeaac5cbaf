import { PermissionMode } from '#shared/session/status.ts'
import { PickerSelect } from '#renderer/ui/PickerSelect.tsx'
import { ModeOptions } from '#renderer/views/session/SessionOptions.tsx'
import * as words from './laterWords.ts'

/** Picks the permission mode. "Skip all approvals" is shown here, but cannot be switched on by accident. */
export function ModePicker(props: { mode: PermissionMode; onChange: (mode: PermissionMode) => void }) {
  const offered = PermissionMode.options.filter((mode) => mode !== 'bypassPermissions' || mode === props.mode)
  return (
    <PickerSelect
      label={words.whatClaudeMayDoWithout}
      value={props.mode}
      className={props.mode === 'bypassPermissions' ? 'text-bad' : ''}
      onChange={(event) => props.onChange(PermissionMode.parse(event.target.value))}
    >
      <ModeOptions modes={offered} />
    </PickerSelect>
  )
}
