import path from 'node:path'
import type { Database } from 'better-sqlite3'
import BetterSqlite3 from 'better-sqlite3'
import { onTestFinished } from 'vitest'
import { AuditEntry } from '#shared/operations/audit.ts'
import type { AuditFact, AuditLog } from '#server/gateway/audit/log/auditLog.ts'
import { createHeadFile } from '#server/gateway/audit/log/headFile.ts'
import { openAuditLogOf } from '#server/gateway/audit/log/openAuditLog.ts'
import { hasAuditLog } from '#server/gateway/audit/read/storedEntries.ts'
import { type Verdict, verifyAuditLog } from '#server/gateway/audit/read/verify.ts'
import { FakeClock } from '#test/fakes/fakeClock.ts'
import { openHomeportDb } from '#test/support/homeportDb.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

/** Something that happened. */
export function factOf(fields: Partial<AuditFact> = {}): AuditFact {
  return {
    action: 'session.create',
    outcome: 'ok',
    code: null,
    user_id: 'u1',
    username: 'mia',
    credential: { kind: 'sign_in', id: 's1', name: null },
    address: '127.0.0.1',
    user_agent: 'Firefox',
    session_id: null,
    object_id: null,
    details: {},
    request_id: null,
    ...fields,
  }
}

/** An audit log in a folder of its own, and somebody who may do anything to its files. */
export class AuditTrail {
  readonly clock = new FakeClock()
  readonly file: string
  readonly headPath: string
  #open: { database: Database; log: AuditLog } | null = null

  constructor(folder: string = temporaryFolder()) {
    this.file = path.join(folder, 'homeport.db')
    this.headPath = path.join(folder, 'audit.head')
    onTestFinished(() => this.close())
  }

  /** The log, opened as a gateway does; the same until it is closed. */
  get log(): AuditLog {
    return this.#opened().log
  }

  get database(): Database {
    return this.#opened().database
  }

  /** As a gateway that ends. */
  close(): void {
    this.#open?.log.close()
    this.#open?.database.close()
    this.#open = null
  }

  /** Runs SQL past the triggers, which are put back while there is a table to put them on. */
  tamper(...statements: readonly string[]): void {
    this.close()
    const database = new BetterSqlite3(this.file)
    const guards = database
      .prepare<[], { name: string; sql: string }>(`SELECT name, sql FROM sqlite_master WHERE type = 'trigger'`)
      .all()
    guards.forEach(({ name }) => database.exec(`DROP TRIGGER ${name}`))
    statements.forEach((sql) => database.exec(sql))
    if (hasAuditLog(database)) {
      guards.forEach(({ sql }) => database.exec(sql))
    }
    database.close()
  }

  verify(expected?: { readonly seq: number; readonly hash: string }): Verdict {
    const database = new BetterSqlite3(this.file, { readonly: true })
    try {
      return verifyAuditLog({ database, headFile: createHeadFile(this.headPath), expected })
    } finally {
      database.close()
    }
  }

  #opened(): { database: Database; log: AuditLog } {
    if (this.#open === null) {
      const database = openHomeportDb(this.file)
      this.#open = { database, log: openAuditLogOf(database, { clock: this.clock, headFile: this.headPath }) }
    }
    return this.#open
  }
}

/** Every entry of a database, oldest first. */
export function entriesOf(file: string): AuditEntry[] {
  const database = new BetterSqlite3(file, { readonly: true })
  try {
    return database
      .prepare<[], { entry: string }>('SELECT entry FROM audit_entries ORDER BY seq')
      .all()
      .map(({ entry }) => AuditEntry.parse(JSON.parse(entry)))
  } finally {
    database.close()
  }
}
