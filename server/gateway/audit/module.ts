import type { Database } from 'better-sqlite3'
import type { Clock } from '#server/platform/clock.ts'
import type { Disposables } from '#server/platform/disposables.ts'
import type { Paths } from '#server/platform/files/paths.ts'
import type { LiveSettings } from '#server/platform/settings/liveSettings.ts'
import type { Module } from '../kernel/module.ts'
import type { AuditLog } from './log/auditLog.ts'
import { AuditRetention } from './retention/auditRetention.ts'
import { openAuditLogOf } from './log/openAuditLog.ts'

export interface AuditModule extends Module<'audit.list'> {
  readonly log: AuditLog
}

/** The audit log of this data directory. `kept`: it outlives what is audited, the stop itself included. */
export function openAudit({
  clock,
  database,
  paths,
  settings,
  kept,
}: {
  readonly clock: Clock
  readonly database: Database
  readonly paths: Pick<Paths, 'auditHead' | 'auditArchives'>
  readonly settings: Pick<LiveSettings, 'current'>
  readonly kept: Pick<Disposables, 'add'>
}): AuditModule {
  const log = openAuditLogOf(database, { clock, headFile: paths.auditHead })
  kept.add(() => log.close())
  const days = () => settings.current().retention.audit_days
  kept.add(new AuditRetention({ database, clock, log, folder: paths.auditArchives, days }).start())
  return { log, handlers: { 'audit.list': (params) => log.list(params) } }
}
