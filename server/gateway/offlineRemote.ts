import { HomeportError } from '#shared/errors.ts'
import { holdInstanceLock } from '#server/platform/instanceLock.ts'
import type { Paths } from '#server/platform/paths.ts'
import { remoteConfigFile } from './remote/remoteConfig.ts'

/**
 * Switches remote access off in a data directory that nobody serves: the next start opens no door.
 * @throws HomeportError SESSION_003 when a gateway starts at this very moment: ask that one.
 */
export function switchRemoteOff(paths: Paths): void {
  const release = holdInstanceLock(`${paths.runDir}/gateway.lock`)
  if (release === null) {
    throw new HomeportError('SESSION_003', 'Homeport is just starting or stopping. Try again in a moment.')
  }
  try {
    const file = remoteConfigFile(paths.remoteConfig)
    const config = file.read()
    if (config?.enabled === true) {
      file.write({ ...config, enabled: false })
    }
  } finally {
    release()
  }
}
