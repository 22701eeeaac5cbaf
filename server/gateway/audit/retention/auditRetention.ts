import { createHash } from 'node:crypto'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Database } from 'better-sqlite3'
import type { Clock } from '#server/platform/clock.ts'
import { createLogger } from '#server/platform/log/log.ts'
import { type AuditLog, ownFact } from '../log/auditLog.ts'
import { createAuditRows } from '../log/auditRows.ts'
import { exportLines } from '../read/exportFormat.ts'
import { ARCHIVED, type Archive, oldestBefore, takeOut } from '../read/archiveRows.ts'

const log = createLogger('audit')
const pack = promisify(gzip)

const DAY_MS = 24 * 60 * 60_000
const FIRST_AFTER_MS = 5 * 60_000
const EVERY_MS = 6 * 60 * 60_000

/** Entries of one file: what is read at once holds up the gateway for a few milliseconds. */
const MOST_PER_FILE = 5_000

export interface AuditRetentionDeps {
  readonly database: Database
  readonly clock: Clock
  readonly log: Pick<AuditLog, 'noted'>
  /** Where archives are kept. */
  readonly folder: string
  /** Asked each time. 0: everything stays in the log. */
  readonly days: () => number
  readonly perFile?: number
}

/**
 * Takes old entries out of the audit log: first into a file that is kept, packed, each entry with its hash as an export has them; then
 * the log says which entries went where, with the hash of the file, and goes on from there. Whoever checks the chain later begins at
 * the last archive, which an entry of the log itself names.
 */
export class AuditRetention {
  readonly #deps: AuditRetentionDeps
  #timer: NodeJS.Timeout | null = null
  #running: Promise<number> | null = null

  constructor(deps: AuditRetentionDeps) {
    this.#deps = deps
  }

  /** Now and then, from a while after now on. Returns its stop. */
  start(): () => void {
    this.#next(FIRST_AFTER_MS)
    return () => {
      if (this.#timer !== null) {
        clearTimeout(this.#timer)
      }
    }
  }

  /** How many entries were taken out. What goes wrong is logged, and nothing is lost: the file comes first. */
  async run(): Promise<number> {
    this.#running ??= this.#all().finally(() => (this.#running = null))
    return this.#running
  }

  #next(ms: number): void {
    this.#timer = setTimeout(() => {
      this.#next(EVERY_MS)
      void this.run()
    }, ms).unref()
  }

  async #all(): Promise<number> {
    const { database, clock, days, perFile = MOST_PER_FILE } = this.#deps
    let taken = 0
    try {
      while (days() > 0) {
        const now = clock.now()
        const times = { now: new Date(now).toISOString(), cutoff: new Date(now - days() * DAY_MS).toISOString() }
        const entries = oldestBefore(database, times, perFile)
        const [first, last] = [entries[0], entries.at(-1)]
        if (first === undefined || last === undefined) {
          break
        }
        const through = { seq: last.seq, hash: last.hash }
        const written = await this.#write(first.seq, last.seq, [...exportLines(entries, 'jsonl')].join(''))
        this.#takeOut({ from_seq: first.seq, through, ...written }, entries.length)
        taken += entries.length
      }
    } catch (error) {
      log.error('old audit entries could not be taken out; they stay in the log', { error })
    }
    return taken
  }

  /** Written whole or not at all. */
  async #write(from: number, through: number, text: string): Promise<Pick<Archive, 'file' | 'sha256'>> {
    const { folder } = this.#deps
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const file = `audit-${padded(from)}-${padded(through)}.jsonl.gz`
    const fresh = path.join(folder, `${file}.tmp`)
    const bytes = await pack(text)
    await rm(fresh, { force: true })
    const handle = await open(fresh, 'wx', 0o600)
    try {
      await handle.writeFile(bytes)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(fresh, path.join(folder, file))
    return { file, sha256: createHash('sha256').update(bytes).digest('hex') }
  }

  #takeOut(archive: Archive, entries: number): void {
    const { database, clock, log: auditLog } = this.#deps
    const { from_seq, through, file, sha256 } = archive
    const details = { file, sha256, from_seq, through_seq: through.seq, through_hash: through.hash }
    const fact = { ...ownFact(ARCHIVED, details), outcome: 'ok' as const }
    const rows = createAuditRows(database)
    const entry = { ...fact, time: clock.timestamp(), count: 1 }
    takeOut(database, archive, { entry, append: (note) => rows.append(note), entries })
    auditLog.noted()
  }
}

function padded(seq: number): string {
  return String(seq).padStart(8, '0')
}
