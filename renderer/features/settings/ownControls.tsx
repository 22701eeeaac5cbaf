import { Effort } from '#shared/session/effort.ts'
import { PermissionMode } from '#shared/session/status.ts'
import { effortName } from '#renderer/format/effortName.ts'
import { modelName } from '#renderer/format/statusLabel.ts'
import { setTheme, theme } from '#renderer/state/browser/preferences.ts'
import { sessionDefaults, setSessionDefaults } from '#renderer/state/browser/sessionDefaults.ts'
import { setSingleKeys, singleKeys } from '#renderer/state/browser/singleKeys.ts'
import { chooseKeeping, keepsReading } from '#renderer/state/offline/reading.ts'
import { useStore } from '#renderer/state/store.ts'
import { Select } from '#renderer/ui/Field.tsx'
import { Segments } from '#renderer/ui/Segments.tsx'
import { Switch } from '#renderer/ui/Switch.tsx'
import { ModelOptions, ModeOptions } from '#renderer/views/session/SessionOptions.tsx'
import * as words from './words.ts'

export function ThemeChoice() {
  const chosen = useStore(theme, (value) => value)
  return <Segments label={words.theme} value={chosen} choices={themes} onChoose={setTheme} />
}

const themes = [
  ['system', words.asTheSystem],
  ['light', words.light],
  ['dark', words.dark],
] as const

export function SingleKeySwitch({ id }: { id: string }) {
  const isOn = useStore(singleKeys, (value) => value)
  return <Switch aria-labelledby={id} aria-describedby={`${id}-about`} checked={isOn} onChange={setSingleKeys} />
}

export function OfflineSwitch({ id }: { id: string }) {
  const isOn = useStore(keepsReading, (value) => value)
  return (
    <Switch
      aria-labelledby={id}
      aria-describedby={`${id}-about`}
      checked={isOn}
      onChange={(next) => void chooseKeeping(next)}
    />
  )
}

export function ModelChoice({ id }: { id: string }) {
  const model = useStore(sessionDefaults, (value) => value.model)
  return (
    <Select
      aria-labelledby={id}
      aria-describedby={`${id}-about`}
      className="md:max-w-60"
      value={model ?? ''}
      onChange={({ target }) => setSessionDefaults({ model: target.value === '' ? null : target.value })}
    >
      <option value="">{modelName(null)}</option>
      <ModelOptions chosen={model ?? ''} />
    </Select>
  )
}

const Chosen = PermissionMode.exclude(['bypassPermissions'])

export function ModeChoice({ id }: { id: string }) {
  const mode = useStore(sessionDefaults, (value) => value.permission_mode)
  return (
    <Select
      aria-labelledby={id}
      aria-describedby={`${id}-about`}
      className="md:max-w-60"
      value={mode ?? ''}
      onChange={({ target }) => setSessionDefaults({ permission_mode: Chosen.safeParse(target.value).data ?? null })}
    >
      <option value="">{words.defaultPermissions}</option>
      <ModeOptions modes={Chosen.options} />
    </Select>
  )
}

export function EffortChoice({ id }: { id: string }) {
  const effort = useStore(sessionDefaults, (value) => value.effort)
  return (
    <Select
      aria-labelledby={id}
      aria-describedby={`${id}-about`}
      className="md:max-w-60"
      value={effort ?? ''}
      onChange={({ target }) => setSessionDefaults({ effort: Effort.safeParse(target.value).data ?? null })}
    >
      <option value="">{effortName(null)}</option>
      {Effort.options.map((level) => (
        <option key={level} value={level}>
          {effortName(level)}
        </option>
      ))}
    </Select>
  )
}
