import { createHash } from 'node:crypto'
import path from 'node:path'
import { HomeportError } from '#shared/errors.ts'
import type { EntryPoint } from '#server/platform/processes/entryPoints.ts'
import { type Paths, defaultDataDir } from '#server/platform/files/paths.ts'
import type { ServiceDefinition } from './service.ts'

export interface ServiceOptions {
  readonly paths: Paths
  /** How the running `homeport` was started. */
  readonly cli: EntryPoint
  readonly env: NodeJS.ProcessEnv
  readonly platform: NodeJS.Platform
  readonly port?: string | undefined
  readonly vault?: string | undefined
}

/**
 * The service that starts this very Homeport on this data directory.
 * @throws HomeportError SETTINGS_001 when this Homeport lies at a place that will be gone.
 */
export function defineService(wish: ServiceOptions): ServiceDefinition {
  const { paths, cli, env, platform } = wish
  if (env['APPIMAGE'] !== undefined && env['APPDIR'] !== undefined && cli.execPath.startsWith(env['APPDIR'])) {
    throw new HomeportError(
      'SETTINGS_001',
      'An AppImage lies at another place each time it is started, so no service can name it; nothing was changed. ' +
        'Install the .deb, or let the program itself start at login (in its settings).',
    )
  }
  return {
    name: serviceName(paths.dataDir, { ...env, HOMEPORT_DATA_DIR: undefined }, platform),
    dataDir: paths.dataDir,
    command: [cli.execPath, ...cli.args],
    env: cli.env,
    startFlags: [
      ...(wish.port === undefined ? [] : ['--port', wish.port]),
      ...(wish.vault === undefined ? [] : ['--vault', wish.vault]),
    ],
    logFile: path.join(paths.logDir, 'service.log'),
  }
}

/** The arguments of `homeport` by which the service starts it. */
export function startArguments({ dataDir, startFlags }: ServiceDefinition): string[] {
  return ['start', '--headless', '--data-dir', dataDir, ...startFlags]
}

/** `homeport`, or for another directory than the usual one `homeport-1a2b3c4d`. */
function serviceName(dataDir: string, env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  if (dataDir === defaultDataDir(env, platform)) {
    return 'homeport'
  }
  return `homeport-${createHash('sha256').update(dataDir).digest('hex').slice(0, 8)}`
}
