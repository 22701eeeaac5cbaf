import type { Database } from 'better-sqlite3'
import type { SessionId } from '#shared/ids.ts'
import type { Interrupted } from '../questions.ts'
import { toText, toVersion } from './rows.ts'
import type { MaybeVersion } from './version.ts'

/** One file of a put back. */
export interface PutBackStep {
  readonly path: string
  readonly before: MaybeVersion
  readonly after: MaybeVersion
}

export interface KeptPutBack {
  readonly id: string
  readonly session_id: SessionId
  readonly folder: string
  readonly by: string
  readonly at: number
}

interface StepRow {
  path: string
  before: string | null
  before_content: string | null
  after: string | null
  after_content: string | null
}

/** Put backs, as rows of `changes.db`: stored before the first file is touched, so that what a crash left is known. */
export class PutBackRows {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  begin(putBack: KeptPutBack, steps: readonly PutBackStep[]): void {
    const add = this.#database.prepare<object>(
      `INSERT INTO put_back_files (put_back, path, before, before_content, after, after_content)
       VALUES (@put_back, @path, @before, @before_content, @after, @after_content)`,
    )
    this.#database.transaction(() => {
      this.#database
        .prepare<object>(
          `INSERT INTO put_backs (id, session_id, folder, by, at, state)
           VALUES (@id, @session_id, @folder, @by, @at, 'running')`,
        )
        .run(putBack)
      for (const { path, before, after } of steps) {
        add.run({
          put_back: putBack.id,
          path,
          before: toText(before),
          before_content: before?.content ?? null,
          after: toText(after),
          after_content: after?.content ?? null,
        })
      }
    })()
  }

  done(id: string, path: string): void {
    this.#database.prepare('UPDATE put_back_files SET is_done = 1 WHERE put_back = ? AND path = ?').run(id, path)
  }

  end(id: string): void {
    this.#database.prepare("UPDATE put_backs SET state = 'done' WHERE id = ?").run(id)
  }

  /** null: the session has no such one. */
  find(sessionId: SessionId, id: string): { readonly putBack: KeptPutBack; readonly steps: PutBackStep[] } | null {
    const putBack = this.#database
      .prepare<[string, string], KeptPutBack>(
        'SELECT id, session_id, folder, by, at FROM put_backs WHERE id = ? AND session_id = ?',
      )
      .get(id, sessionId)
    if (putBack === undefined) {
      return null
    }
    const steps = this.#database
      .prepare<[string], StepRow>('SELECT * FROM put_back_files WHERE put_back = ? ORDER BY path')
      .all(id)
      .map((row) => ({
        path: row.path,
        before: toVersion(row.before, row.before_content),
        after: toVersion(row.after, row.after_content),
      }))
    return { putBack, steps }
  }

  /** Those that a host which died left half done. Each is returned once. */
  interrupted(): Interrupted[] {
    const found = this.#database
      .prepare<[], Interrupted>(
        `SELECT session_id, put_backs.id AS put_back_id, coalesce(sum(is_done), 0) AS done, count(path) AS total
         FROM put_backs LEFT JOIN put_back_files ON put_back = put_backs.id WHERE state = 'running' GROUP BY put_backs.id`,
      )
      .all()
    this.#database.exec("UPDATE put_backs SET state = 'told' WHERE state = 'running'")
    return found
  }
}
