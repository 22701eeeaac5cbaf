import { isDeepStrictEqual } from 'node:util'
import { type SettingChanges, changeSettings } from './changeSettings.ts'
import { failureText } from '../failure.ts'
import { createLogger } from '../log/log.ts'
import { type Settings, type SettingsReading, type SettingsSources, readSettings } from './settings.ts'
import { type SettingKey, settingKeys } from './settingTable.ts'
import { fileStamp, followFile } from './followFile.ts'

const log = createLogger('settings')

/** broken: the file cannot be used; the values of before stay in force. */
export type SettingsChange =
  | { readonly kind: 'changed'; readonly keys: readonly SettingKey[]; readonly by: 'file' | 'operation' }
  | { readonly kind: 'broken'; readonly problem: string }

/** The settings of a running process. What is applied at once asks `current()` each time. */
export interface LiveSettings {
  readonly current: () => Settings
  readonly reading: () => SettingsReading
  /** As they were when the process started: what a restart waits for still applies these. */
  readonly atStart: () => SettingsReading
  /** What is wrong with the file, with its line; null while it is fine. */
  readonly problem: () => string | null
  /**
   * Writes into the file and applies it at once.
   * @throws HomeportError SETTINGS_001 when the file cannot be understood or a value is wrong; nothing is written then.
   */
  readonly change: (changes: SettingChanges) => void
  readonly onChange: (listener: (change: SettingsChange) => void) => () => void
  /** Reads what was written meanwhile, without waiting until the watch sees it. */
  readonly reloadIfChanged: () => void
  /** Follows what people write into the file. Returns its stop. */
  readonly watch: () => () => void
}

/** @throws HomeportError SETTINGS_001 when they cannot be used at the start. */
export function openLiveSettings(sources: SettingsSources, follow: typeof followFile = followFile): LiveSettings {
  const file = sources.paths.settingsFile
  const effective: SettingsSources = { ...sources, flags: meaningfulFlags(sources) }
  let stamp = fileStamp(file)
  let reading = readSettings(effective)
  const atStart = reading
  let problem: string | null = null
  const listeners = new Set<(change: SettingsChange) => void>()

  const notify = (change: SettingsChange) => listeners.forEach((listener) => listener(change))

  const reload = (by: 'file' | 'operation'): void => {
    stamp = fileStamp(file)
    const before = reading
    try {
      reading = readSettings(effective)
    } catch (error) {
      const text = failureText(error)
      if (text !== problem) {
        problem = text
        log.warn('the settings file cannot be used; the values of before stay in force', { problem })
        notify({ kind: 'broken', problem })
      }
      return
    }
    if (problem !== null) {
      problem = null
      log.info('the settings file is in order again')
    }
    const keys = settingKeys.filter((key) => !isDeepStrictEqual(reading.values[key], before.values[key]))
    if (keys.length > 0) {
      log.info('settings changed', { keys, by })
      notify({ kind: 'changed', keys, by })
    }
  }

  const reloadIfChanged = (): void => {
    if (fileStamp(file) !== stamp) {
      reload('file')
    }
  }

  return {
    current: () => reading.settings,
    reading: () => reading,
    atStart: () => atStart,
    problem: () => problem,
    change: (changes) => {
      changeSettings(sources.paths, changes)
      reload('operation')
    },
    onChange: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    reloadIfChanged,
    watch: () => follow(file, reloadIfChanged),
  }
}

/**
 * The supervisor hands the port on in a flag, whoever set it: one that repeats the value in force anyway means nothing, and
 * must not keep a later change from being applied.
 */
function meaningfulFlags(sources: SettingsSources): Record<string, string | number | undefined> {
  const { values } = readSettings({ ...sources, flags: {} })
  const flags = Object.entries(sources.flags ?? {})
  return Object.fromEntries(
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of `flags` are settings by its type
    flags.filter(([key, flag]) => String(values[key as SettingKey]) !== String(flag)),
  )
}
