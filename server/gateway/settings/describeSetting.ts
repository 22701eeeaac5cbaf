import { isDeepStrictEqual } from 'node:util'
import type { Setting } from '#shared/operations/settings.ts'
import type { LiveSettings } from '#server/platform/settings/liveSettings.ts'
import { settingForms } from '#server/platform/settings/settingKinds.ts'
import type { SettingOrigin } from '#server/platform/settings/settings.ts'
import { type SettingKey, settingTable, settingVariable } from '#server/platform/settings/settingTable.ts'

/** One setting as the wire has it, for somebody who sits at the machine or does not. */
export function describeSetting(
  key: SettingKey,
  { settings, isAtMachine }: { readonly settings: LiveSettings; readonly isAtMachine: boolean },
): Setting {
  const spec = settingTable[key]
  const { type, initial, about, effect, changeableBy, label, group } = spec
  const { values, origins } = settings.reading()
  const isChanged = !isDeepStrictEqual(values[key], settings.atStart().values[key])
  return {
    key,
    label,
    group,
    value: wireValue(values[key]),
    default: wireValue(initial),
    description: about,
    unit: 'unit' in spec && spec.unit !== undefined ? spec.unit : null,
    variable: settingVariable(key),
    origin: origins[key],
    form: settingForms.get(type) ?? { kind: 'text' },
    takes_effect: effect,
    waits_for_restart: effect === 'restart' && isChanged,
    keeper: changeableBy,
    fixed: changeableBy === 'local' && !isAtMachine ? AT_THE_MACHINE : fixedBy(origins[key]),
  }
}

const AT_THE_MACHINE = 'It can only be changed on the machine itself, with the homeport command or its window.'

/** Why the file cannot say otherwise; null: it can. */
export function fixedBy(origin: SettingOrigin): string | null {
  switch (origin.kind) {
    case 'environment':
      return `It is fixed by the environment variable ${origin.name}. Take that away and start Homeport again to change it here.`
    case 'flag':
      return `It is fixed by the flag ${origin.name} that Homeport was started with.`
    case 'default':
    case 'file':
      return null
  }
}

/** Every kind of setting reads into one of these. */
function wireValue(value: unknown): Setting['value'] {
  if (Array.isArray(value)) {
    return value.map(String)
  }
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null
}
