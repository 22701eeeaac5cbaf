import type { PermissionMode } from '#shared/session/status.ts'
import { withMarks } from '#shared/text/hiddenCharacters.ts'
import { baseName } from '#shared/session/paths.ts'
import { PickerSelect } from '#renderer/ui/PickerSelect.tsx'
import { permissionModes } from '#renderer/format/statusLabel.ts'
import * as words from './words.ts'

/** What chips of New session look like. */
export const chip = 'border-line-strong/50!'

/** The folder, as one of those that were used last. `name` instead: the folder is to be made. */
export function FolderChip(props: {
  path: string | null
  name: string | null
  recent: readonly string[]
  onPick: (path: string) => void
}) {
  const { path, recent } = props
  const offered = path === null || recent.includes(path) ? recent : [path, ...recent]
  return (
    <PickerSelect
      label={words.folder}
      dir="auto"
      className={chip}
      value={path ?? ''}
      onChange={(event) => event.target.value !== '' && props.onPick(event.target.value)}
    >
      {path === null && <option value="">{props.name ?? words.chooseAFolder}</option>}
      {offered.map((one) => (
        <option key={one} value={one} title={withMarks(one)} dir="auto">
          {withMarks(baseName(one))}
        </option>
      ))}
    </PickerSelect>
  )
}

/** What the permissions mean. */
export function meaningOf(mode: PermissionMode | null): string {
  return mode === null ? words.claudeAsksFirstUnlessThe : permissionModes[mode].means
}
