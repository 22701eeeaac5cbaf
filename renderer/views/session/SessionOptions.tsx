import type { PermissionMode } from '#shared/session/status.ts'
import { modelAliases } from '#renderer/format/models.ts'
import { modelName, permissionModes } from '#renderer/format/statusLabel.ts'

/** The models of a select. `chosen` is among them, also one that has no short name; empty: none is. */
export function ModelOptions({ chosen }: { chosen: string }) {
  const isKnown = chosen === '' || modelAliases.some((alias) => alias === chosen)
  return (isKnown ? modelAliases : [chosen, ...modelAliases]).map((one) => (
    <option key={one} value={one}>
      {modelName(one)}
    </option>
  ))
}

/** The permission modes of a select, with what each means. */
export function ModeOptions({ modes }: { modes: readonly PermissionMode[] }) {
  return modes.map((one) => (
    <option key={one} value={one} title={permissionModes[one].means}>
      {permissionModes[one].name}
    </option>
  ))
}
