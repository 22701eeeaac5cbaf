import { PermissionMode } from '#shared/session/status.ts'
import { Field, Select } from '#renderer/ui/Field.tsx'
import { modelAliases } from '#renderer/format/models.ts'
import { modelName, permissionModes } from '#renderer/format/statusLabel.ts'

/** Model and permissions. The empty model is Claude Code's own choice. */
export function Choices(props: {
  model: string
  /** null: not chosen. */
  mode: PermissionMode | null
  onModel: (model: string) => void
  onMode: (mode: PermissionMode | null) => void
}) {
  return (
    <div className="grid gap-4 md:grid-cols-2">
      <Field label="Model">
        <Select value={props.model} onChange={(event) => props.onModel(event.target.value)}>
          <option value="">{modelName(null)}</option>
          {modelAliases.map((alias) => (
            <option key={alias} value={alias}>
              {modelName(alias)}
            </option>
          ))}
        </Select>
      </Field>
      <Field
        label="Permissions"
        hint={
          <span className={props.mode === 'bypassPermissions' ? 'text-bad' : ''}>
            {props.mode === null ? UNCHOSEN : permissionModes[props.mode].means}
          </span>
        }
      >
        <Select
          value={props.mode ?? ''}
          onChange={(event) => props.onMode(PermissionMode.safeParse(event.target.value).data ?? null)}
        >
          <option value="">Default</option>
          {PermissionMode.options.map((mode) => (
            <option key={mode} value={mode}>
              {permissionModes[mode].name}
            </option>
          ))}
        </Select>
      </Field>
    </div>
  )
}

const UNCHOSEN = 'Claude asks first, unless the settings of a folder that you trust say otherwise.'
