import { ToolResultContent } from '#shared/session/events.ts'
import type { SessionId } from '#shared/ids.ts'
import type { Database } from 'better-sqlite3'
import { readJson } from './readJson.ts'

/** The rows of `whole_results`: tool results of which the log holds the beginning. */
export class WholeResultRows {
  readonly #add
  readonly #read

  constructor(database: Database) {
    this.#add = database.prepare<[string, string, string]>(
      'INSERT OR REPLACE INTO whole_results (session_id, tool_use_id, content) VALUES (?, ?, ?)',
    )
    this.#read = database
      .prepare<[string, string], string>('SELECT content FROM whole_results WHERE session_id = ? AND tool_use_id = ?')
      .pluck()
  }

  /** A turn that ran anew may give it again: the last one stays, as in the conversation. */
  add(sessionId: SessionId, toolUseId: string, content: ToolResultContent): void {
    this.#add.run(sessionId, toolUseId, JSON.stringify(content))
  }

  /** null: there is none. */
  read(sessionId: SessionId, toolUseId: string): ToolResultContent | null {
    const json = this.#read.get(sessionId, toolUseId)
    return json === undefined ? null : readJson(ToolResultContent, json)
  }
}
