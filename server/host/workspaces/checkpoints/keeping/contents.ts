import type { Database } from 'better-sqlite3'
import { hashOf } from './version.ts'

/** Contents that are kept, by their hash, each once. */
export class Contents {
  readonly #database: Database
  readonly #add
  readonly #read

  constructor(database: Database) {
    this.#database = database
    this.#add = database.prepare('INSERT OR IGNORE INTO contents (hash, size, bytes) VALUES (?, ?, ?)')
    this.#read = database.prepare<[string], Buffer>('SELECT bytes FROM contents WHERE hash = ?').pluck()
  }

  /** Returns its hash. */
  add(bytes: Uint8Array): string {
    const hash = hashOf(bytes)
    this.#add.run(hash, bytes.length, bytes)
    return hash
  }

  /** null: it is not kept any more. */
  read(hash: string): Buffer | null {
    return this.#read.get(hash) ?? null
  }

  /** Removes what nothing refers to. */
  sweep(): void {
    this.#database.exec(`
      DELETE FROM contents WHERE hash NOT IN (
        SELECT content FROM files WHERE content IS NOT NULL
        UNION SELECT before_content FROM changes WHERE before_content IS NOT NULL
        UNION SELECT after_content FROM changes WHERE after_content IS NOT NULL
        UNION SELECT before_content FROM put_back_files WHERE before_content IS NOT NULL
        UNION SELECT after_content FROM put_back_files WHERE after_content IS NOT NULL)`)
  }
}
