import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Database } from 'better-sqlite3'
import { HomeportError } from '#shared/errors.ts'
import type { ChainHead } from '#server/gateway/audit/log/chain.ts'
import { type ExportFormat, exportLines } from '#server/gateway/audit/read/exportFormat.ts'
import { createHeadFile } from '#server/gateway/audit/log/headFile.ts'
import { openForReading } from '#server/gateway/audit/read/readAuditLog.ts'
import { hasAuditLog, storedEntries } from '#server/gateway/audit/read/storedEntries.ts'
import { verifyAuditLog } from '#server/gateway/audit/read/verify.ts'
import { failureCode } from '#server/platform/failure.ts'
import type { Paths } from '#server/platform/files/paths.ts'
import { pathsOf } from '../dataDir.ts'

export interface VerifyFlags {
  readonly dataDir?: string | undefined
  /** A head that an earlier run printed. */
  readonly expect?: ChainHead | undefined
  readonly json?: boolean | undefined
}

export interface ExportFlags {
  readonly dataDir?: string | undefined
  readonly format: ExportFormat
  /** ISO times in UTC. */
  readonly since?: string | undefined
  readonly until?: string | undefined
}

/** Says on stdout whether the audit log is as it was written. Returns 0, or 1 naming the first broken entry. */
export async function verifyAudit(flags: VerifyFlags): Promise<number> {
  const paths = pathsOf(flags)
  return withDatabase(paths, async (database) => {
    const verdict = verifyAuditLog({ database, headFile: createHeadFile(paths.auditHead), expected: flags.expect })
    if (flags.json === true) {
      process.stdout.write(`${JSON.stringify(verdict)}\n`)
    } else if (verdict.kind === 'intact') {
      const { seq, hash } = verdict.head
      process.stdout.write(
        `The audit log is intact: ${seq} ${seq === 1 ? 'entry' : 'entries'}.\nhead ${seq}:${hash}\n` +
          'Keep the head elsewhere: "homeport audit verify --expect HEAD" proves later that nothing before it was rewritten.\n',
      )
    } else {
      process.stdout.write(`The audit log is broken at entry ${verdict.seq}. ${verdict.reason}\n`)
    }
    return verdict.kind === 'intact' ? 0 : 1
  })
}

/** Writes the entries to stdout, oldest first. Whoever stops reading ends it. */
export async function exportAudit(flags: ExportFlags): Promise<void> {
  await withDatabase(pathsOf(flags), async (database) => {
    const entries = hasAuditLog(database) ? storedEntries(database, flags) : []
    try {
      await pipeline(Readable.from(exportLines(entries, flags.format)), process.stdout, { end: false })
    } catch (error) {
      if (failureCode(error) !== 'EPIPE') {
        throw new HomeportError('SETTINGS_001', 'The export stopped: "homeport audit verify" shows what is wrong.', {
          cause: error,
        })
      }
    }
  })
}

async function withDatabase<R>(paths: Paths, use: (database: Database) => Promise<R>): Promise<R> {
  const database = openForReading(paths)
  try {
    return await use(database)
  } finally {
    database.close()
  }
}
