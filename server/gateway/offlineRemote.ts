import { writeFileSync } from 'node:fs'
import type { Database } from 'better-sqlite3'
import type { RemoteStatus } from '#shared/operations/remote.ts'
import type { ParamsOf, ResultOf } from '#shared/operations/table.ts'
import type { HostLink } from '#server/link/link.ts'
import { systemClock, systemIds } from '#server/platform/clock.ts'
import type { LiveSettings } from '#server/platform/settings/liveSettings.ts'
import type { Paths } from '#server/platform/files/paths.ts'
import { actorFor } from './auth/actor.ts'
import { createRevoke } from './auth/revoke.ts'
import { connectHost, findHost } from '../processes/hostProcess.ts'
import { panic } from './remote/panic.ts'
import { assertNotHeldOff, filesOf, remoteSettingsOf } from './remote/remoteConfig.ts'
import { remoteStatus } from './remote/remoteStatus.ts'
import { createPersonalTokenStore } from './auth/store/personalTokens.ts'
import { createRemoteCredentialStore } from './remote/remoteCredentials.ts'
import { createSignInStore } from './auth/store/signIns.ts'
import { createUserStore } from './auth/store/users.ts'
import { readCertificateFiles } from './tls/certificateFiles.ts'

const NOT_RUNNING = 'Homeport does not run. It opens with the next start ("homeport start").'

/** Remote access of a data directory that nobody serves: what is said here holds from the next start on. */
export interface OfflineRemote {
  status(): RemoteStatus
  /** @throws HomeportError SETTINGS_001 when it could never be opened like that; nothing is written then. */
  on(wanted: ParamsOf<'remote.on'>): RemoteStatus
  off(): RemoteStatus
  /** Also pauses what a session host does that was kept running, or would take up with the next start. */
  panic(): Promise<ResultOf<'server.panic'>>
}

export function offlineRemote(deps: {
  readonly paths: Paths
  readonly settings: LiveSettings
  readonly database: Database
}): OfflineRemote {
  const { paths, database } = deps
  const settings = remoteSettingsOf(deps.settings)
  const status = (): RemoteStatus => {
    const { enabled, ...choice } = settings.read()
    const config = { enabled, ...choice }
    const facts = {
      caFile: paths.caCertificate,
      now: 0,
      fetching: { order: () => null },
      choice,
      fixed: settings.fixed(),
    }
    return remoteStatus(
      enabled ? { kind: 'failed', config, issuer: null, problem: NOT_RUNNING } : { kind: 'off' },
      facts,
    )
  }
  const off = (): RemoteStatus => {
    settings.writeOff()
    return status()
  }
  return {
    status,
    on: (wanted) => {
      assertNotHeldOff(settings)
      const config = settings.with(wanted)
      if (config.certificate === 'files') {
        readCertificateFiles(filesOf(config))
      }
      settings.writeOn(config)
      return status()
    },
    off,
    panic: async () => {
      const link = await linkToHost(paths)
      try {
        return await panic({ ...credentialsOf(database), link, remoteOff: async () => off() })
      } finally {
        link?.close()
      }
    },
  }
}

/** null: none runs; then the next one is told not to take anything up. */
async function linkToHost(paths: Paths): Promise<HostLink | null> {
  if (findHost(paths) === null) {
    writeFileSync(paths.pauseOrder, '', { mode: 0o600 })
    return null
  }
  return connectHost({ paths, demo: false })
}

function credentialsOf(database: Database) {
  const signIns = createSignInStore(database)
  const personalTokens = createPersonalTokenStore(database)
  const users = createUserStore(database, { clock: systemClock, ids: systemIds })
  const fromGithub = () => signIns.idsVia('github').map((id) => ({ kind: 'sign_in', id }) as const)
  return {
    actors: () => users.list().map(actorFor),
    takeRemoteCredentials: () => createRemoteCredentialStore(database).take(fromGithub()),
    // Nobody serves: no socket is open.
    revoke: createRevoke({ signIns, personalTokens, closeSockets: () => {} }),
  }
}
