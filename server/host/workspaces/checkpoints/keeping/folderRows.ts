import type { Database } from 'better-sqlite3'
import { toText, toVersion } from './rows.ts'
import type { MaybeVersion, Version } from './version.ts'

/** Folders nobody worked in for so long are forgotten: they are looked at anew. */
const KEPT_MS = 14 * 24 * 3_600_000

/** Folders as they were last seen, as rows of `changes.db`. */
export class FolderRows {
  readonly #database: Database
  readonly #put
  readonly #remove

  constructor(database: Database) {
    this.#database = database
    this.#put = database.prepare('INSERT OR REPLACE INTO files (folder, path, version, content) VALUES (?, ?, ?, ?)')
    this.#remove = database.prepare('DELETE FROM files WHERE folder = ? AND path = ?')
  }

  /** null: it was never looked at. */
  load(folder: string, at: number): Map<string, Version> | null {
    const isKnown = this.#database.prepare('SELECT 1 FROM folders WHERE folder = ?').get(folder) !== undefined
    this.#database.prepare('INSERT OR REPLACE INTO folders (folder, used_at) VALUES (?, ?)').run(folder, at)
    if (!isKnown) {
      return null
    }
    const rows = this.#database
      .prepare<[string], { path: string; version: string; content: string | null }>(
        'SELECT path, version, content FROM files WHERE folder = ?',
      )
      .all(folder)
    return new Map(
      rows.flatMap(({ path, version, content }): [string, Version][] => {
        const read = toVersion(version, content)
        return read === null ? [] : [[path, read]]
      }),
    )
  }

  put(folder: string, path: string, version: MaybeVersion): void {
    if (version === null) {
      this.#remove.run(folder, path)
    } else {
      this.#put.run(folder, path, toText(version), version.content)
    }
  }

  forget(folder: string): void {
    this.#database.prepare('DELETE FROM files WHERE folder = ?').run(folder)
    this.#database.prepare('DELETE FROM folders WHERE folder = ?').run(folder)
  }

  forgetUnused(now: number): void {
    const unused = this.#database
      .prepare<[number], string>('SELECT folder FROM folders WHERE used_at < ?')
      .pluck()
      .all(now - KEPT_MS)
    unused.forEach((folder) => this.forget(folder))
  }
}
