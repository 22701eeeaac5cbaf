import { open } from 'node:fs/promises'
import type { Database } from 'better-sqlite3'
import type { Clock } from '#server/platform/clock.ts'
import { failureCode } from '#server/platform/failure.ts'
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
    commit: {
      now: () => database.pragma('wal_checkpoint(FULL)'),
      inBackground: () => syncFile(`${database.name}-wal`),
    },
  })
}

/** No-op where there is none: then everything is in the database file, which SQLite synced itself. */
async function syncFile(path: string): Promise<void> {
  try {
    const handle = await open(path, 'r+')
    try {
      await handle.datasync()
    } finally {
      await handle.close()
    }
  } catch (error) {
    if (failureCode(error) !== 'ENOENT') {
      throw error
    }
  }
}
