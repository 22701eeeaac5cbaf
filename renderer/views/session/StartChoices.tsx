import { effortLevelsOf } from '#shared/session/effortLevels.ts'
import { PermissionMode } from '#shared/session/status.ts'
import { modelName } from '#renderer/format/statusLabel.ts'
import type { Choice } from '#renderer/state/browser/lastChoices.ts'
import { useQuery } from '#renderer/state/query.ts'
import { claudeModels } from '#renderer/state/workstation/claudeModels.ts'
import { PickerSelect } from '#renderer/ui/PickerSelect.tsx'
import { EffortSelect } from './EffortSelect.tsx'
import { ModelOptions, ModeOptions } from './SessionOptions.tsx'
import * as words from './laterWords.ts'

/**
 * Model, permissions and effort of a new session. The empty model is Claude Code's own choice. `chip`: classes of each.
 */
export function StartChoices(props: { choice: Choice; chip?: string; onChange: (choice: Choice) => void }) {
  const { choice, chip = '', onChange } = props
  const { model, mode, effort } = choice
  const levelsOf = useEffortLevels()
  return (
    <>
      <PickerSelect
        label={words.model}
        className={chip}
        value={model}
        onChange={({ target }) => onChange({ ...choice, model: target.value, effort: kept(levelsOf(target.value)) })}
      >
        <option value="">{modelName(null)}</option>
        <ModelOptions chosen={model} />
      </PickerSelect>
      <PickerSelect
        label={words.permissions}
        className={mode === 'bypassPermissions' ? `${chip} text-bad` : chip}
        value={mode ?? ''}
        onChange={({ target }) => onChange({ ...choice, mode: PermissionMode.safeParse(target.value).data ?? null })}
      >
        <option value="">{words.defaultPermissions}</option>
        <ModeOptions modes={PermissionMode.options} />
      </PickerSelect>
      <EffortSelect
        effort={kept(levelsOf(model))}
        levels={levelsOf(model) ?? []}
        className={chip}
        onChange={(level) => onChange({ ...choice, effort: level })}
      />
    </>
  )

  /** What a model is known not to take is not offered with it. */
  function kept(levels: ReturnType<typeof levelsOf>): Choice['effort'] {
    return effort !== null && levels?.includes(effort) === false ? null : effort
  }
}

function useEffortLevels() {
  const models = useQuery(claudeModels)
  return (model: string) => (models.kind === 'ready' ? effortLevelsOf(models.value, model === '' ? null : model) : null)
}
