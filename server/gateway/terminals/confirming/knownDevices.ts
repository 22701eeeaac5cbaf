import type { Database } from 'better-sqlite3'
import type { Credential } from '../../kernel/identity.ts'

/** More sign-ins than any workstation has; beyond it the oldest are asked about again. */
const MOST_KNOWN = 2000

/** The rows of `terminal_devices`: which devices have opened a terminal. */
export class KnownDevices {
  readonly #find
  readonly #add
  readonly #trim
  readonly #remove
  readonly #ids

  constructor(database: Database) {
    this.#find = database
      .prepare<[string, string], number>('SELECT 1 FROM terminal_devices WHERE kind = ? AND id = ?')
      .pluck()
    this.#add = database.prepare<[string, string, string]>(
      'INSERT OR IGNORE INTO terminal_devices (kind, id, known_since) VALUES (?, ?, ?)',
    )
    this.#trim = database.prepare<[number]>(
      `DELETE FROM terminal_devices WHERE (kind, id) IN
         (SELECT kind, id FROM terminal_devices ORDER BY known_since DESC LIMIT -1 OFFSET ?)`,
    )
    this.#remove = database.prepare<[string]>('DELETE FROM terminal_devices WHERE id = ?')
    this.#ids = database.prepare<[], string>('SELECT id FROM terminal_devices').pluck()
  }

  has({ kind, id }: Credential): boolean {
    return this.#find.get(kind, id) !== undefined
  }

  /** No-op for one that is known. */
  add({ kind, id }: Credential, since: string): void {
    this.#add.run(kind, id, since)
    this.#trim.run(MOST_KNOWN)
  }

  /** False: it was not known. */
  remove(id: string): boolean {
    return this.#remove.run(id).changes > 0
  }

  ids(): readonly string[] {
    return this.#ids.all()
  }
}
