import { closeSync, existsSync, fdatasyncSync, openSync } from 'node:fs'
import type { Database } from 'better-sqlite3'
import type { Clock } from '#server/platform/clock.ts'
import { type AuditLog, openAuditLog } from './auditLog.ts'
import { createAuditRows } from './auditRows.ts'
import { createHeadFile } from './headFile.ts'

/** The audit log in `homeport.db` (open, migrated), with its head noted in `headFile`. Close it before the database. */
export function openAuditLogOf(
  database: Database,
  deps: { readonly clock: Clock; readonly headFile: string },
): AuditLog {
  return openAuditLog({
    clock: deps.clock,
    rows: createAuditRows(database),
    headFile: createHeadFile(deps.headFile),
    syncDatabase: () => syncFile(`${database.name}-wal`),
  })
}

/** No-op where there is none: then everything is in the database file, which SQLite synced itself. */
function syncFile(path: string): void {
  if (existsSync(path)) {
    const handle = openSync(path, 'r+')
    try {
      fdatasyncSync(handle)
    } finally {
      closeSync(handle)
    }
  }
}
