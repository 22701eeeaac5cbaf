import type { Database } from 'better-sqlite3'
import type { UserId } from '#shared/ids.ts'
import { QuietHours } from '#shared/operations/policy.ts'
import { readJson } from './readJson.ts'

/** When people are not there to answer. */
export class QuietHoursRows {
  readonly #select
  readonly #set
  readonly #delete

  constructor(database: Database) {
    this.#select = database.prepare<[string], string>('SELECT hours FROM quiet_hours WHERE user_id = ?').pluck()
    this.#set = database.prepare<[string, string]>('INSERT OR REPLACE INTO quiet_hours (user_id, hours) VALUES (?, ?)')
    this.#delete = database.prepare<[string]>('DELETE FROM quiet_hours WHERE user_id = ?')
  }

  /** null: they named none. */
  of(userId: UserId): QuietHours | null {
    const hours = this.#select.get(userId)
    return hours === undefined ? null : readJson(QuietHours, hours)
  }

  /** null: none any more. */
  set(userId: UserId, hours: QuietHours | null): void {
    if (hours === null) {
      this.#delete.run(userId)
    } else {
      this.#set.run(userId, JSON.stringify(hours))
    }
  }
}
