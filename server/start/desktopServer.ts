import { prepareDataDir, resolvePaths } from '#server/platform/paths.ts'
import { loadSettings } from '#server/platform/settings.ts'
import { type GatewayKeeper, type GatewayKeeperOptions, keepGateway } from './gatewayKeeper.ts'
import { wantedPort } from './wantedPort.ts'

export interface DesktopServerOptions extends Pick<GatewayKeeperOptions, 'env' | 'launch' | 'onReady' | 'onCrash'> {
  readonly dataDir: string
}

/**
 * Keeps a gateway for a data directory, as its settings say: the door for `main/`.
 * @throws HomeportError SETTINGS_001 when the directory or its settings cannot be used.
 */
export function keepServer({ dataDir, ...options }: DesktopServerOptions): GatewayKeeper {
  const paths = resolvePaths(dataDir)
  prepareDataDir(paths)
  const settings = loadSettings({ paths, env: options.env })
  return keepGateway({
    ...options,
    paths,
    demo: false,
    port: wantedPort(settings, { flag: undefined, env: options.env }),
  })
}

/** Where `main/` finds the logs of a data directory. */
export function logFolder(dataDir: string): string {
  return resolvePaths(dataDir).logDir
}
