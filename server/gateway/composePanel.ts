import type { Clock } from '#server/platform/clock.ts'
import type { LiveSettings } from '#server/platform/liveSettings.ts'
import type { Paths } from '#server/platform/paths.ts'
import type { Vault } from '#server/platform/vault/vault.ts'
import type { GatewayHandlers } from './dispatch.ts'
import type { HostConnection } from './hostConnection.ts'
import { readLogs } from './logs/readLogs.ts'
import { createResourcesHandlers } from './resources/handlers.ts'
import { createSettingsHandlers } from './settings/handlers.ts'

export interface PanelDeps {
  readonly clock: Clock
  readonly host: HostConnection
  readonly vault: Vault
  readonly settings: LiveSettings
  readonly paths: Pick<Paths, 'dataDir' | 'logDir' | 'settingsFile'>
  readonly home: string
}

type PanelOperation = 'settings.list' | 'settings.change' | 'resources.machine' | 'storage.read' | 'logs.list'

/** The part of `compose` that is about the workstation itself: its settings, resources, storage and logs. */
export function createPanelHandlers(deps: PanelDeps): Pick<GatewayHandlers, PanelOperation> {
  return {
    ...createSettingsHandlers({ settings: deps.settings, settingsFile: deps.paths.settingsFile }),
    ...createResourcesHandlers({ ...deps, env: process.env }),
    'logs.list': (params) => readLogs(deps.paths.logDir, params),
  }
}
