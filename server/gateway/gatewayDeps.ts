import type { Clock, Ids } from '#server/platform/clock.ts'
import type { Paths } from '#server/platform/files/paths.ts'
import type { LiveSettings } from '#server/platform/settings/liveSettings.ts'
import type { Vault } from '#server/platform/vault/vault.ts'
import type { HostConnection } from './hostLink/hostConnection.ts'
import type { PushModuleDeps } from './push/module.ts'
import type { ServerLimits, WantedPort } from './kernel/requests/listen.ts'

/** What the gateway's modules are built on. */
export interface ModulesDeps {
  readonly clock: Clock
  readonly ids: Ids
  /** Where the key that signs access tokens rests, and the GitHub client secret, and the authority of remote access. */
  readonly vault: Vault
  readonly settings: LiveSettings
  readonly paths: Pick<
    Paths,
    | 'dataDir'
    | 'homeportDb'
    | 'fetchedCertificate'
    | 'caCertificate'
    | 'auditHead'
    | 'auditArchives'
    | 'settingsFile'
    | 'logDir'
    | 'workspaces'
    | 'trash'
    | 'uploads'
  >
  readonly host: HostConnection
  readonly version: string
  readonly home: string
  /** The operating system's name of the person whose data directory this is. */
  readonly username: string
  /** What `server.stop` of the control socket does. */
  readonly stop: (options: { readonly keepSessions: boolean }) => Promise<void>
  /** A test's own push service and time; absent: the internet's, and the system's. */
  readonly push?: Pick<PushModuleDeps, 'standIn' | 'timers'>
  /** Ends a host that cannot be reached. False: it is still there. */
  readonly endHost: () => Promise<boolean>
}

/** What a gateway is started with. */
export interface GatewayDeps extends ModulesDeps {
  /** The built page. */
  readonly uiFolder: string
  readonly wantedPort: WantedPort
  /** Of both listeners. */
  readonly limits: ServerLimits
}
