import * as z from 'zod'
import type { SessionId, UserId } from '#shared/ids.ts'
import { ClaudeModel } from '#shared/session/claudeModel.ts'
import type { Database } from 'better-sqlite3'
import { readJson } from './readJson.ts'

/** The rows of `claude_models`: what Claude Code last offered each person. */
export class ModelRows {
  readonly #put
  readonly #read

  constructor(database: Database) {
    this.#put = database.prepare<[string, string]>(
      'INSERT OR REPLACE INTO claude_models (user_id, models) SELECT user_id, ? FROM sessions WHERE id = ?',
    )
    this.#read = database.prepare<[string], string>('SELECT models FROM claude_models WHERE user_id = ?').pluck()
  }

  /** Replaces what the person of the session was offered before. */
  put(sessionId: SessionId, models: readonly ClaudeModel[]): void {
    this.#put.run(JSON.stringify(models), sessionId)
  }

  /** None where nothing was reported yet, or a later version wrote it. */
  read(userId: UserId): ClaudeModel[] {
    const json = this.#read.get(userId)
    return json === undefined ? [] : readJson(z.array(ClaudeModel).catch([]), json)
  }
}
