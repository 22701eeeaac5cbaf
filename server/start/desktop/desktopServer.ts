import { mayBeAlive } from '#server/platform/processes/processSigns.ts'
import { prepareDataDir, resolvePaths } from '#server/platform/files/paths.ts'
import { readRunFile } from '#server/platform/files/runFile.ts'
import { loadSettings } from '#server/platform/settings/settings.ts'
import { type RunningServer, serverOf } from '../../processes/controlClient.ts'
import {
  type GatewaySupervisor,
  type GatewaySupervisorOptions,
  superviseGateway,
} from '../../processes/gateway/gatewaySupervisor.ts'
import { wantedPort } from './wantedPort.ts'

export interface DesktopServerOptions extends Pick<
  GatewaySupervisorOptions,
  'env' | 'launch' | 'times' | 'onReady' | 'onCrash'
> {
  readonly dataDir: string
}

/**
 * Keeps a gateway for a data directory, as its settings say: the entry point for `main/`.
 * @throws HomeportError SETTINGS_001 when the directory or its settings cannot be used.
 */
export function keepServer({ dataDir, env, launch, times, onReady, onCrash }: DesktopServerOptions): GatewaySupervisor {
  const paths = resolvePaths(dataDir)
  prepareDataDir(paths)
  const settings = loadSettings({ paths, env })
  return superviseGateway({
    paths,
    port: wantedPort(settings, { flag: undefined, env }),
    demo: false,
    env,
    launch,
    times,
    onReady,
    onCrash,
  })
}

/**
 * The server of a data directory; null: none runs. Never waits for another program, since it is asked in the thread that
 * draws the windows: outside Linux a pid that was given away counts as alive until the first call fails.
 */
export function connectToRunningServer(dataDir: string): RunningServer | null {
  const info = readRunFile(resolvePaths(dataDir).gatewayRun)
  return info === null || !mayBeAlive(info) ? null : serverOf(info)
}

/** Where the window keeps its own things. */
export function windowFolder(dataDir: string): string {
  return resolvePaths(dataDir).windowFolder
}

/** Where `main/` finds the logs of a data directory. */
export function logFolder(dataDir: string): string {
  return resolvePaths(dataDir).logDir
}

/**
 * What the person wants of updates, as the settings say it now.
 * @throws HomeportError SETTINGS_001 when they cannot be read.
 */
export function updateChoice(
  dataDir: string,
  env: NodeJS.ProcessEnv,
): { readonly channel: 'stable' | 'beta'; readonly url: string | null } {
  return loadSettings({ paths: resolvePaths(dataDir), env }).updates
}
