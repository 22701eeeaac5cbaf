import type { Disposables } from '#server/platform/disposables.ts'
import type { LiveSettings } from '#server/platform/settings/liveSettings.ts'
import type { AuditLog } from '../audit/log/auditLog.ts'
import type { Module } from '../kernel/module.ts'
import { createSettingsHandlers } from './handlers.ts'
import { applySettings } from './applySettings.ts'

export interface SettingsModuleDeps {
  readonly settings: LiveSettings
  readonly settingsFile: string
  readonly audit: Pick<AuditLog, 'record'>
  /** unserved: nobody waits for what people write into the file. */
  readonly mode: 'served' | 'unserved'
  readonly started: Pick<Disposables, 'add'>
}

/** The settings, for those who read and change them; what is written into their file is applied at once. */
export function openSettings(deps: SettingsModuleDeps): Module<'settings.list' | 'settings.change'> {
  const { settings, settingsFile, audit, mode, started } = deps
  if (mode === 'served') {
    started.add(applySettings(settings, audit))
  }
  return { handlers: createSettingsHandlers({ settings, settingsFile }) }
}
