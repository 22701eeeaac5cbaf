import type { Database } from 'better-sqlite3'
import type { SessionId } from '#shared/ids.ts'
import { ChangedBy } from '#shared/session/changes.ts'
import * as z from 'zod'
import type { MaybeVersion, Version } from './version.ts'

/** A turn of a session, as it is kept. */
export interface KeptTurn {
  readonly id: number
  readonly session_id: SessionId
  readonly folder: string
  readonly message_id: string | null
  readonly turn_id: string | null
  readonly started_at: number
  readonly ended_at: number | null
  readonly is_dropped: 0 | 1
}

/** What a turn changed about one file. `after` counts once the turn has ended. */
export interface KeptChange {
  readonly path: string
  readonly before: MaybeVersion
  readonly after: MaybeVersion
  readonly by: ChangedBy
  readonly is_own: boolean
  readonly additions: number | null
  readonly deletions: number | null
}

const StoredVersion = z.object({
  kind: z.enum(['file', 'link']),
  mode: z.number(),
  size: z.number(),
  stamp: z.string(),
})

interface ChangeRow {
  path: string
  before: string | null
  before_content: string | null
  after: string | null
  after_content: string | null
  changed_by: string
  is_own: number
  additions: number | null
  deletions: number | null
}

/** Turns and what changed in them, as rows of `changes.db`. */
export class TurnRows {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  begin(turn: Pick<KeptTurn, 'session_id' | 'folder' | 'message_id' | 'started_at'>): KeptTurn {
    const { lastInsertRowid } = this.#database
      .prepare<object>(
        'INSERT INTO turns (session_id, folder, message_id, started_at) VALUES (@session_id, @folder, @message_id, @started_at)',
      )
      .run(turn)
    return { ...turn, id: Number(lastInsertRowid), turn_id: null, ended_at: null, is_dropped: 0 }
  }

  adopt(id: number, message_id: string | null): void {
    this.#database.prepare('UPDATE turns SET message_id = coalesce(message_id, ?) WHERE id = ?').run(message_id, id)
  }

  end(id: number, { turn_id, at }: { readonly turn_id: string; readonly at: number }): void {
    this.#database.prepare('UPDATE turns SET turn_id = ?, ended_at = ? WHERE id = ?').run(turn_id, at, id)
  }

  /** Those that run in a folder. */
  running(folder: string): KeptTurn[] {
    return this.#database
      .prepare<[string], KeptTurn>('SELECT * FROM turns WHERE folder = ? AND ended_at IS NULL ORDER BY id')
      .all(folder)
  }

  /** All of a session, the oldest first. */
  ofSession(sessionId: SessionId): KeptTurn[] {
    return this.#database
      .prepare<[string], KeptTurn>('SELECT * FROM turns WHERE session_id = ? ORDER BY id')
      .all(sessionId)
  }

  /** The file as it was is kept once; who changed it as often as somebody does. */
  note(turn: number, path: string, { before, by, is_own }: Pick<KeptChange, 'before' | 'by' | 'is_own'>): void {
    this.#database
      .prepare<object>(
        `INSERT INTO changes (turn, path, before, before_content, changed_by, is_own)
         VALUES (@turn, @path, @before, @before_content, @changed_by, @is_own)
         ON CONFLICT (turn, path) DO UPDATE SET is_own = max(is_own, excluded.is_own),
           changed_by = CASE WHEN excluded.is_own >= is_own THEN excluded.changed_by ELSE changed_by END`,
      )
      .run({
        turn,
        path,
        before: toText(before),
        before_content: before?.content ?? null,
        changed_by: JSON.stringify(by),
        is_own: is_own ? 1 : 0,
      })
  }

  countChanges(turn: number): number {
    return (
      this.#database.prepare<[number], number>('SELECT count(*) FROM changes WHERE turn = ?').pluck().get(turn) ?? 0
    )
  }

  changes(turn: number): KeptChange[] {
    return this.#database
      .prepare<[number], ChangeRow>('SELECT * FROM changes WHERE turn = ? ORDER BY path')
      .all(turn)
      .map((row) => ({
        path: row.path,
        before: toVersion(row.before, row.before_content),
        after: toVersion(row.after, row.after_content),
        by: ChangedBy.parse(JSON.parse(row.changed_by)),
        is_own: row.is_own === 1,
        additions: row.additions,
        deletions: row.deletions,
      }))
  }

  settle(turn: number, { path, before, after, additions, deletions }: KeptChange): void {
    this.#database
      .prepare<object>(
        `UPDATE changes SET before_content = @before_content, after = @after, after_content = @after_content,
           additions = @additions, deletions = @deletions WHERE turn = @turn AND path = @path`,
      )
      .run({
        turn,
        path,
        before_content: before?.content ?? null,
        after: toText(after),
        after_content: after?.content ?? null,
        additions,
        deletions,
      })
  }

  remove(turn: number, path: string): void {
    this.#database.prepare('DELETE FROM changes WHERE turn = ? AND path = ?').run(turn, path)
  }

  /** The turn stays listed, without any content. */
  drop(turn: number): void {
    this.#database.prepare('UPDATE changes SET before_content = NULL, after_content = NULL WHERE turn = ?').run(turn)
    this.#database.prepare('UPDATE turns SET is_dropped = 1 WHERE id = ?').run(turn)
  }

  /** Bytes of contents that a session's turns keep. */
  bytesOf(sessionId: SessionId): number {
    return (
      this.#database
        .prepare<object, number>(
          `SELECT coalesce(sum(size), 0) FROM contents WHERE hash IN (
             SELECT before_content FROM changes JOIN turns ON turns.id = turn WHERE session_id = @sessionId
             UNION SELECT after_content FROM changes JOIN turns ON turns.id = turn WHERE session_id = @sessionId)`,
        )
        .pluck()
        .get({ sessionId }) ?? 0
    )
  }

  /** Whether the content belongs to something that the session changed or put back. */
  holds(sessionId: SessionId, hash: string): boolean {
    return (
      this.#database
        .prepare<object, number>(
          `SELECT 1 FROM changes JOIN turns ON turns.id = turn WHERE session_id = @sessionId AND (before_content = @hash OR after_content = @hash)
           UNION SELECT 1 FROM put_back_files JOIN put_backs ON put_backs.id = put_back
             WHERE session_id = @sessionId AND (before_content = @hash OR after_content = @hash) LIMIT 1`,
        )
        .pluck()
        .get({ sessionId, hash }) === 1
    )
  }

  forget(sessionId: SessionId): void {
    this.#database.prepare('DELETE FROM turns WHERE session_id = ?').run(sessionId)
    this.#database.prepare('DELETE FROM put_backs WHERE session_id = ?').run(sessionId)
  }
}

/** As a row keeps it, without its content. */
export function toText(version: MaybeVersion): string | null {
  if (version === null) {
    return null
  }
  const { kind, mode, size, stamp } = version
  return JSON.stringify({ kind, mode, size, stamp })
}

export function toVersion(text: string | null, content: string | null): MaybeVersion {
  return text === null ? null : ({ ...StoredVersion.parse(JSON.parse(text)), content } satisfies Version)
}
