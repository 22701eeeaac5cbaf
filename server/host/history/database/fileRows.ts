import type { Database } from 'better-sqlite3'
import type { TranscriptFile } from '../files/transcriptFiles.ts'
import { LINE_BITS } from './historyDatabase.ts'
import type { FileMark } from './indexWriter.ts'

/** A transcript as the index knows it. */
export interface KnownFile extends FileMark {
  readonly id: number
  readonly path: string
  readonly offset: number
  readonly in_too_long: number
}

/** The rows of `files`: which transcripts the index knows, and forgetting them. */
export class FileRows {
  readonly #database: Database
  readonly #all
  readonly #paths
  readonly #get
  readonly #add
  readonly #mark
  readonly #call
  readonly #forget

  constructor(database: Database) {
    this.#database = database
    const columns = 'id, path, identity, head, size, modified, offset, in_too_long'
    this.#all = database.prepare<[], KnownFile>(`SELECT ${columns} FROM files`)
    this.#paths = database.prepare<[], Pick<KnownFile, 'id' | 'path'>>('SELECT id, path FROM files')
    this.#get = database.prepare<[string], KnownFile>(`SELECT ${columns} FROM files WHERE path = ?`)
    this.#add = database.prepare<object>(
      `INSERT INTO files (path, conversation_id, agent, identity, head, size, modified)
       VALUES (@path, @conversation_id, @agent, @identity, @head, @size, @modified)`,
    )
    this.#mark = database.prepare<[number, number, number]>('UPDATE files SET size = ?, modified = ? WHERE id = ?')
    this.#call = database.prepare<[string, number]>('UPDATE files SET tool_use_id = ? WHERE id = ?')
    this.#forget = [
      `DELETE FROM words WHERE rowid IN (SELECT (@id << ${LINE_BITS}) | line FROM lines WHERE file_id = @id AND kind IN (1, 2))`,
      'DELETE FROM lines WHERE file_id = @id',
      'DELETE FROM tools WHERE file_id = @id',
      'DELETE FROM changed WHERE file_id = @id',
      'DELETE FROM models WHERE file_id = @id',
      'DELETE FROM files WHERE id = @id',
    ].map((sql) => database.prepare<object>(sql))
  }

  all(): readonly KnownFile[] {
    return this.#all.all()
  }

  paths(): readonly Pick<KnownFile, 'id' | 'path'>[] {
    return this.#paths.all()
  }

  get(path: string): KnownFile | null {
    return this.#get.get(path) ?? null
  }

  /**
   * The file, from its beginning: what was known under this path is forgotten. Nothing of it counts as read yet, so that it is
   * news to another program when this one is killed now.
   */
  begin(file: TranscriptFile, mark: FileMark): KnownFile {
    return this.#database.transaction(() => {
      const before = this.get(file.path)
      if (before !== null) {
        this.forget(before.id)
      }
      const unread = { ...mark, size: 0 }
      const id = Number(this.#add.run({ ...file, ...unread }).lastInsertRowid)
      return { id, path: file.path, ...unread, offset: 0, in_too_long: 0 }
    })()
  }

  /** It was looked at and held nothing new. */
  mark(id: number, { size, modified }: Pick<FileMark, 'size' | 'modified'>): void {
    this.#mark.run(size, modified, id)
  }

  /** The call that began the sub-agent. */
  noteCall(id: number, toolUseId: string): void {
    this.#call.run(toolUseId, id)
  }

  /** All that was read from it. */
  forget(id: number): void {
    this.#database.transaction(() => this.#forget.forEach((statement) => statement.run({ id })))()
  }
}
