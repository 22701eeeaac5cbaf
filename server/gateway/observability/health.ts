import type { Database } from 'better-sqlite3'
import type { Actor } from '#shared/operations/session.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { LiveSettings } from '#server/platform/settings/liveSettings.ts'
import type { AuditLog } from '../audit/log/auditLog.ts'
import type { HostConnection } from '../hostLink/hostConnection.ts'
import type { HealthDeps } from './healthRoutes.ts'
import { cached, probeDatabase, probeDisk } from './probes.ts'
import type { SessionCount } from '../hostLink/sessionCount.ts'
import type { OpenSockets } from '../kernel/ports/openSockets.ts'

/** What the health is made of. */
export function createHealthDeps(deps: {
  readonly clock: Clock
  readonly host: HostConnection
  readonly settings: LiveSettings
  readonly paths: { readonly dataDir: string }
  readonly database: Database
  readonly audit: Pick<AuditLog, 'isHealthy'>
  readonly sessionCount: SessionCount
  readonly owner: Actor
  readonly sockets: Pick<OpenSockets, 'connectedUsers'>
}): HealthDeps {
  const { clock, host, settings, paths, database, audit, sessionCount, owner, sockets } = deps
  return {
    clock,
    link: host,
    hostProblem: () => host.problem(),
    sessionCount,
    owner,
    connectedUsers: () => sockets.connectedUsers(),
    database: cached(clock, () => probeDatabase(database)),
    disk: cached(clock, () => probeDisk(paths.dataDir)),
    isAuditHealthy: () => audit.isHealthy(),
    areSettingsHealthy: () => settings.problem() === null,
  }
}
