import type { Database } from 'better-sqlite3'
import type { Clock } from '#server/platform/clock.ts'
import type { Disposables } from '#server/platform/disposables.ts'
import type { LiveSettings } from '#server/platform/settings/liveSettings.ts'
import type { Paths } from '#server/platform/files/paths.ts'
import type { Vault } from '#server/platform/vault/vault.ts'
import type { AuditLog } from '../audit/log/auditLog.ts'
import { createHeadFile } from '../audit/log/headFile.ts'
import { verifyAuditLog } from '../audit/read/verify.ts'
import type { AuthModule } from '../auth/module.ts'
import type { HostConnection } from '../hostLink/hostConnection.ts'
import type { SessionCount } from '../hostLink/sessionCount.ts'
import type { GatewayHandlers } from '../kernel/call.ts'
import { isLocalOrSignedIn } from '../kernel/origin/localRequest.ts'
import type { Module } from '../kernel/module.ts'
import type { OpenSockets } from '../kernel/ports/openSockets.ts'
import type { RemoteModule } from '../remote/module.ts'
import { collectDiagnostics } from './diagnostics/collectDiagnostics.ts'
import { describeMachine } from './diagnostics/machine.ts'
import { newestLogs } from './diagnostics/newestLogs.ts'
import { runDoctor } from './diagnostics/runDoctor.ts'
import { createHealthDeps } from './health.ts'
import { type HealthDeps, createHealthReport, createHealthRoutes } from './healthRoutes.ts'
import { readLogs } from './logs/readLogs.ts'
import { type Metrics, createMetrics } from './metrics/metrics.ts'
import { createMetricsRoute } from './metricsRoute.ts'
import { createResourcesHandlers } from './resources/handlers.ts'

/** The parts of this workstation that are observed. */
export interface Workstation {
  readonly vault: Vault
  readonly settings: LiveSettings
  readonly paths: Pick<Paths, 'dataDir' | 'logDir' | 'auditHead'>
  readonly home: string
  readonly version: string
  readonly database: Database
  readonly audit: AuditLog
}

export interface ObservabilityModuleDeps {
  readonly clock: Clock
  readonly host: HostConnection
  readonly workstation: Workstation
  readonly auth: Pick<AuthModule, 'guard' | 'owner' | 'actors'>
  readonly sockets: Pick<OpenSockets, 'connectedUsers' | 'size'>
  readonly remote: Pick<RemoteModule, 'access' | 'proofs'>
  readonly sessionCount: SessionCount
  /** The settings as the caller may see them. */
  readonly listSettings: GatewayHandlers['settings.list']
  readonly started: Pick<Disposables, 'add'>
}

type Row = 'resources.machine' | 'storage.read' | 'logs.list' | 'diagnostics.read'

export interface ObservabilityModule extends Module<Row> {
  readonly metrics: Metrics
  readonly routers: NonNullable<Module<Row>['routers']>
}

/** How this workstation does: health, metrics, resources, storage, logs, and the bundle of all of them. */
export function openObservability(deps: ObservabilityModuleDeps): ObservabilityModule {
  const { clock, host, sessionCount, sockets, started } = deps
  const { vault, settings, paths, home, version, database, audit } = deps.workstation
  const { guard, owner, actors } = deps.auth
  const { proofs } = deps.remote
  const metrics = createMetrics({ clock, link: host, actors, sockets: () => sockets.size(), version })
  started.add(() => metrics.close())
  const health = createHealthDeps({ clock, host, settings, paths, database, audit, sessionCount, owner, sockets })
  const resources = createResourcesHandlers({ clock, host, paths, vault, home, env: process.env })
  return {
    metrics,
    handlers: {
      ...resources,
      'logs.list': (params) => readLogs(paths.logDir, params),
      'diagnostics.read': createDiagnostics(deps, { metrics, health, resources }),
    },
    routers: ({ listener }) => [
      createHealthRoutes(health, { isKnown: isLocalOrSignedIn(guard, listener), proofs }),
      createMetricsRoute({ metrics, guard, listener }),
    ],
  }
}

function createDiagnostics(
  deps: ObservabilityModuleDeps,
  parts: {
    readonly metrics: Metrics
    readonly health: HealthDeps
    readonly resources: ReturnType<typeof createResourcesHandlers>
  },
): ObservabilityModule['handlers']['diagnostics.read'] {
  const { clock, host, auth, remote, listSettings } = deps
  const { paths, home, version, database } = deps.workstation
  const { metrics, resources } = parts
  const health = createHealthReport(parts.health)
  return (_params, call) =>
    collectDiagnostics(
      {
        machine: () => describeMachine(version),
        doctor: () => runDoctor(paths.dataDir),
        claude: () => host.call('claude.status', {}, auth.owner),
        session_host: () => host.state(),
        remote: () => {
          const { enabled, bind, port, certificate, order, problem } = remote.access.status()
          return {
            enabled,
            bind,
            port,
            problem,
            order,
            certificate: certificate && { ...certificate, names: undefined },
          }
        },
        audit_log: () => verifyAuditLog({ database, headFile: createHeadFile(paths.auditHead) }),
        metrics: async () => (await metrics.text()).split('\n'),
        logs: () => newestLogs(paths.logDir),
        health,
        settings: () => listSettings({}, call),
        resources: () => resources['resources.machine']({}, call),
        storage: () => resources['storage.read']({}, call),
      },
      { clock, home },
    )
}
