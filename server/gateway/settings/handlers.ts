import { HomeportError } from '#shared/errors.ts'
import type { Setting } from '#shared/operations/settings.ts'
import type { ResultOf } from '#shared/operations/table.ts'
import type { LiveSettings } from '#server/platform/settings/liveSettings.ts'
import { noSetting } from '#server/platform/settings/settings.ts'
import { type SettingKey, isSettingKey, settingKeys, settingTable } from '#server/platform/settings/settingTable.ts'
import { isThisMachine } from '../kernel/authorise.ts'
import type { Caller } from '../kernel/identity.ts'
import type { GatewayHandlers } from '../kernel/call.ts'
import { describeSetting, fixedBy } from './describeSetting.ts'

export interface SettingsHandlersDeps {
  readonly settings: LiveSettings
  readonly settingsFile: string
}

/** The settings, as the page, programs and the command line read and change them. */
export function createSettingsHandlers(
  deps: SettingsHandlersDeps,
): Pick<GatewayHandlers, 'settings.list' | 'settings.change'> {
  return {
    'settings.list': (_params, { caller }) => listSettings(deps, isThisMachine(caller)),
    'settings.change': ({ changes }, { caller }) => {
      changeChecked(deps, changes, caller)
      return listSettings(deps, isThisMachine(caller))
    },
  }
}

function listSettings(
  { settings, settingsFile }: SettingsHandlersDeps,
  isAtMachine: boolean,
): ResultOf<'settings.list'> {
  return {
    settings: settingKeys.map((key) => describeSetting(key, { settings, isAtMachine })),
    file: settingsFile,
    problem: settings.problem(),
  }
}

type Wanted = Setting['value']

/** @throws HomeportError AUTH_006, SETTINGS_001 naming the setting; nothing was changed then. */
function changeChecked(
  { settings }: SettingsHandlersDeps,
  changes: Readonly<Record<string, Wanted>>,
  caller: Caller,
): void {
  const { origins } = settings.reading()
  const checked = Object.entries(changes).map(([key, value]): [SettingKey, Wanted] => {
    if (!isSettingKey(key)) {
      throw noSetting({ key, location: 'Nothing was changed' })
    }
    if (settingTable[key].changeableBy === 'local' && !isThisMachine(caller)) {
      throw notFromHere(key)
    }
    const fixed = fixedBy(origins[key])
    if (fixed !== null) {
      throw refused(key, 'fixed', `cannot be changed. ${fixed}`)
    }
    return [key, value === null ? null : asWritten(key, value)]
  })
  settings.change(Object.fromEntries(checked))
}

/** Numbers, truths and lists as such, words as they were said: `~/claude` stays `~/claude`. */
function asWritten(key: SettingKey, value: NonNullable<Wanted>): NonNullable<Wanted> {
  const parsed = settingTable[key].type.safeParse(value)
  if (!parsed.success) {
    throw refused(key, 'invalid_value', `${parsed.error.issues[0]?.message ?? 'is not valid'}. Nothing was changed.`)
  }
  const read: unknown = parsed.data
  return typeof read === 'number' || typeof read === 'boolean' ? read : Array.isArray(read) ? read.map(String) : value
}

function refused(key: SettingKey, problem: 'fixed' | 'invalid_value', reason: string): HomeportError {
  return new HomeportError('SETTINGS_001', `"${key}" ${reason}`, { details: { problem, key } })
}

function notFromHere(key: SettingKey): HomeportError {
  return new HomeportError(
    'AUTH_006',
    `"${key}" can only be changed on the machine itself, with the homeport command or its window: it could lock the owner out or open the machine. Nothing was changed.`,
    { details: { key, needed_scope: 'local' } },
  )
}
