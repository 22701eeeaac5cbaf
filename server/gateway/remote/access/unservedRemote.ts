import type { RemoteStatus } from '#shared/operations/remote.ts'
import { readCertificateFiles } from '../../tls/files/certificateFiles.ts'
import type { RemoteAccess } from './remoteAccess.ts'
import { type RemoteSettings, assertNotHeldOff, filesOf } from '../config/remoteConfig.ts'
import { remoteStatus } from '../config/remoteStatus.ts'

const NOT_RUNNING = 'Homeport does not run. It opens with the next start ("homeport start").'

/**
 * Remote access of a data directory that nobody serves: nothing listens, and what is said here holds from the next start
 * on. `on` refuses what could never be opened like that; nothing is written then.
 */
export function createUnservedRemote({
  settings,
  caFile,
}: {
  readonly settings: RemoteSettings
  readonly caFile: string
}): RemoteAccess {
  const status = (): RemoteStatus => {
    const config = settings.read()
    const { enabled, ...choice } = config
    const facts = { caFile, now: 0, fetching: { order: () => null }, choice, fixed: settings.fixed() }
    return remoteStatus(
      enabled ? { kind: 'failed', config, issuer: null, problem: NOT_RUNNING } : { kind: 'off' },
      facts,
    )
  }
  return {
    status,
    url: () => null,
    origins: () => ({ hosts: new Set(), scheme: 'https' }),
    caCertificate: () => null,
    on: async (request) => {
      assertNotHeldOff(settings)
      const config = settings.with(request)
      if (config.certificate === 'files') {
        readCertificateFiles(filesOf(config))
      }
      settings.writeOn(config)
      return status()
    },
    off: async () => {
      settings.writeOff()
      return status()
    },
    begin: async () => {},
    check: async () => {},
    close: async () => {},
  }
}
