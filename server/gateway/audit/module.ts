import type { Database } from 'better-sqlite3'
import type { Clock } from '#server/platform/clock.ts'
import type { Disposables } from '#server/platform/disposables.ts'
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
  headFile,
  archives,
  kept,
}: {
  readonly clock: Clock
  readonly database: Database
  readonly headFile: string
  /** Where old entries go, and after how many days; 0: never. */
  readonly archives: { readonly folder: string; readonly days: () => number }
  readonly kept: Pick<Disposables, 'add'>
}): AuditModule {
  const log = openAuditLogOf(database, { clock, headFile })
  kept.add(() => log.close())
  kept.add(new AuditRetention({ database, clock, log, ...archives }).start())
  return { log, handlers: { 'audit.list': (params) => log.list(params) } }
}
