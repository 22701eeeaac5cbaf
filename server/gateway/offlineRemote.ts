import { HomeportError } from '#shared/errors.ts'
import { changeSettings } from '#server/platform/changeSettings.ts'
import { holdInstanceLock } from '#server/platform/instanceLock.ts'
import type { Paths } from '#server/platform/paths.ts'

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
    changeSettings(paths, { 'remote.enabled': null })
  } finally {
    release()
  }
}
