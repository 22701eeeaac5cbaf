import type { Database } from 'better-sqlite3'
import type { Actor } from '#shared/operations/session.ts'
import type { Paths } from '#server/platform/files/paths.ts'
import type { AuditLog } from './audit/auditLog.ts'
import type { Auditor } from './kernel/call.ts'
import type { AuthDeps, AuthParts } from './auth/module.ts'
import type { HostConnection } from './hostLink/hostConnection.ts'
import type { WantedPort } from './kernel/listen.ts'
import type { Metrics } from './observability/metrics/metrics.ts'
import type { RemoteAccess } from './remote/remoteAccess.ts'
import type { Proofs } from './remote/selfTest/proofs.ts'
import type { SessionCount } from './hostLink/sessionCount.ts'
import type { RemoteCredentialStore } from './remote/remoteCredentials.ts'
import type { Connections } from './wire/connections.ts'
import type { Subscriptions } from './wire/streams/subscriptions.ts'

/** What a gateway is started with. */
export interface GatewayDeps extends AuthDeps {
  readonly host: HostConnection
  readonly paths: AuthDeps['paths'] &
    Pick<Paths, 'homeportDb' | 'fetchedCertificate' | 'caCertificate' | 'auditHead' | 'settingsFile' | 'logDir'>
  /** The built page. */
  readonly uiFolder: string
  readonly version: string
  readonly home: string
  /** The operating system's name of the person whose data directory this is. */
  readonly username: string
  readonly wantedPort: WantedPort
  /** What `server.stop` of the control socket does. */
  readonly stop: (options: { readonly keepSessions: boolean }) => Promise<void>
  /** Ends a host that cannot be asked. False: it is still there. */
  readonly endHost: () => Promise<boolean>
}

/** What a gateway is made of. */
export interface GatewayParts extends AuthParts {
  readonly connections: Connections
  readonly database: Database
  readonly audit: AuditLog
  readonly auditor: Auditor
  readonly metrics: Metrics
  readonly subscriptions: Subscriptions
  readonly sessionCount: SessionCount
  readonly owner: Actor
  readonly remote: RemoteAccess
  readonly proofs: Proofs
  readonly remoteCredentials: RemoteCredentialStore
}
