import type { Database } from 'better-sqlite3'
import type { Actor } from '#shared/operations/session.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { LiveSettings } from '#server/platform/settings/liveSettings.ts'
import type { AuditLog } from '../audit/auditLog.ts'
import type { HostConnection } from '../hostLink/hostConnection.ts'
import type { HealthDeps } from './healthRoutes.ts'
import { cached, probeDatabase, probeDisk } from './probes.ts'
import type { SessionCount } from '../hostLink/sessionCount.ts'
import type { OpenSockets } from '../kernel/openSockets.ts'

/** What the health is made of. */
export function createHealthDeps(
  deps: {
    readonly clock: Clock
    readonly host: HostConnection
    readonly settings: LiveSettings
    readonly paths: { readonly dataDir: string }
  },
  parts: {
    readonly database: Database
    readonly audit: AuditLog
    readonly sessionCount: SessionCount
    readonly owner: Actor
    readonly connections: OpenSockets
  },
): Omit<HealthDeps, 'proofs'> {
  const { clock, host, settings, paths } = deps
  return {
    clock,
    link: host,
    hostProblem: () => host.problem(),
    sessionCount: parts.sessionCount,
    owner: parts.owner,
    connectedUsers: () => parts.connections.connectedUsers(),
    database: cached(clock, () => probeDatabase(parts.database)),
    disk: cached(clock, () => probeDisk(paths.dataDir)),
    isAuditWell: () => parts.audit.isWell(),
    areSettingsWell: () => settings.problem() === null,
  }
}
