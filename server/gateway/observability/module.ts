import type { Database } from 'better-sqlite3'
import type { Actor } from '#shared/operations/session.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { LiveSettings } from '#server/platform/settings/liveSettings.ts'
import type { Paths } from '#server/platform/files/paths.ts'
import type { Vault } from '#server/platform/vault/vault.ts'
import type { AuditLog } from '../audit/auditLog.ts'
import { createHeadFile } from '../audit/headFile.ts'
import { verifyAuditLog } from '../audit/verify.ts'
import { createHealthDeps } from './health.ts'
import { type DiagnosticParts, collectDiagnostics } from './diagnostics/collectDiagnostics.ts'
import { describeMachine } from './diagnostics/machine.ts'
import { newestLogs } from './diagnostics/newestLogs.ts'
import { runDoctor } from './diagnostics/runDoctor.ts'
import type { GatewayHandlers } from '../kernel/call.ts'
import type { HostConnection } from '../hostLink/hostConnection.ts'
import { createHealthReport } from './healthRoutes.ts'
import { readLogs } from './logs/readLogs.ts'
import { createMemberSessionHandlers } from '../members/handlers.ts'
import type { Metrics } from './metrics/metrics.ts'
import type { RemoteAccess } from '../remote/remoteAccess.ts'
import { createResourcesHandlers } from './resources/handlers.ts'
import type { SessionCount } from '../hostLink/sessionCount.ts'
import { createSettingsHandlers } from '../settings/handlers.ts'
import type { UserStore } from '../auth/store/users.ts'
import type { OpenSockets } from '../kernel/openSockets.ts'

export interface PanelDeps {
  readonly clock: Clock
  readonly host: HostConnection
  readonly vault: Vault
  readonly settings: LiveSettings
  readonly paths: Pick<Paths, 'dataDir' | 'logDir' | 'settingsFile' | 'auditHead'>
  readonly home: string
  readonly version: string
}

interface PanelParts {
  readonly database: Database
  readonly audit: AuditLog
  readonly metrics: Metrics
  readonly remote: RemoteAccess
  readonly sessionCount: SessionCount
  readonly owner: Actor
  readonly connections: OpenSockets
  readonly users: UserStore
}

type PanelOperation =
  | 'settings.list'
  | 'settings.change'
  | 'resources.machine'
  | 'storage.read'
  | 'logs.list'
  | 'diagnostics.read'
  | 'member_session.list'
  | 'member_session.stop'
  | 'member_session.end'

/** The part of `compose` that is about the workstation itself: its settings, resources, storage, logs, diagnostics, and others’ sessions. */
export function createPanelHandlers(deps: PanelDeps, parts: PanelParts): Pick<GatewayHandlers, PanelOperation> {
  const handlers = {
    ...createSettingsHandlers({ settings: deps.settings, settingsFile: deps.paths.settingsFile }),
    ...createResourcesHandlers({ ...deps, env: process.env }),
    ...createMemberSessionHandlers({ link: deps.host, users: parts.users }),
  }
  const health = createHealthReport(createHealthDeps(deps, parts))
  return {
    ...handlers,
    'logs.list': (params) => readLogs(deps.paths.logDir, params),
    'diagnostics.read': (_params, call) =>
      collectDiagnostics(
        {
          ...runningParts(deps, parts),
          health,
          settings: () => handlers['settings.list']({}, call),
          resources: () => handlers['resources.machine']({}, call),
          storage: () => handlers['storage.read']({}, call),
        },
        deps,
      ),
  }
}

function runningParts(deps: PanelDeps, { database, metrics, owner, remote }: PanelParts): DiagnosticParts {
  const { host, paths } = deps
  return {
    machine: () => describeMachine(deps.version),
    doctor: () => runDoctor(paths.dataDir),
    claude: () => host.call('claude.status', {}, owner),
    session_host: () => host.state(),
    remote: () => {
      const { enabled, bind, port, certificate, order, problem } = remote.status()
      return { enabled, bind, port, problem, order, certificate: certificate && { ...certificate, names: undefined } }
    },
    audit_log: () => verifyAuditLog({ database, headFile: createHeadFile(paths.auditHead) }),
    metrics: async () => (await metrics.text()).split('\n'),
    logs: () => newestLogs(paths.logDir),
  }
}
