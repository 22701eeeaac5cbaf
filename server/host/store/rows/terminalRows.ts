import * as z from 'zod'
import type { Database } from 'better-sqlite3'
import type { TerminalId, UserId } from '#shared/ids.ts'
import { TerminalInfo } from '#shared/session/terminal.ts'
import type { RunnerHandle, RunnerMark } from '../../runners/runner.ts'
import { withReadableErrors } from '../sqliteFailure.ts'
import { readJson } from './readJson.ts'

/** A terminal as it is kept: what is told of it, and what leads to its processes while it runs. */
export interface StoredTerminal {
  readonly info: TerminalInfo
  readonly user_id: UserId
  readonly process: RunnerHandle
  readonly mark: RunnerMark
}

/** The rows of `terminals`: those that were open when a host died are told of as ended by the next. */
export class TerminalRows {
  readonly #put
  readonly #remove
  readonly #all

  constructor(database: Database) {
    this.#put = database.prepare<object>(
      `INSERT OR REPLACE INTO terminals (terminal_id, session_id, user_id, info, pid, started, mark)
       SELECT @terminal_id, @session_id, @user_id, @info, @pid, @started, @mark
       -- One whose session is gone meanwhile has nobody to be told to.
       WHERE EXISTS (SELECT 1 FROM sessions WHERE id = @session_id)`,
    )
    this.#remove = database.prepare<[string]>('DELETE FROM terminals WHERE terminal_id = ?')
    this.#all = database.prepare<[], Row>('SELECT * FROM terminals ORDER BY rowid')
  }

  put({ info, user_id, process, mark }: StoredTerminal): void {
    const { terminal_id, session_id } = info
    const row = { terminal_id, session_id, user_id, info: JSON.stringify(info), mark: JSON.stringify(mark) }
    withReadableErrors(() => this.#put.run({ ...row, pid: process.pid, started: process.started }))
  }

  remove(terminalId: TerminalId): void {
    withReadableErrors(() => this.#remove.run(terminalId))
  }

  all(): StoredTerminal[] {
    return withReadableErrors(() =>
      this.#all.all().map((row) => ({
        info: readJson(TerminalInfo, row.info),
        user_id: row.user_id,
        process: { pid: row.pid, started: row.started },
        mark: readJson(Mark, row.mark),
      })),
    )
  }
}

const Mark = z.object({ name: z.string(), value: z.string() })

interface Row {
  readonly info: string
  readonly user_id: UserId
  readonly pid: number
  readonly started: string | null
  readonly mark: string
}
