import type { Database } from 'better-sqlite3'
import * as z from 'zod'
import type { UserId } from '#shared/ids.ts'
import { ProjectAction } from '#shared/operations/projectAction.ts'
import { withReadableErrors } from '../sqliteFailure.ts'

/** Whose actions, and of which folder. */
export interface ActionPlace {
  readonly user_id: UserId
  readonly folder: string
}

/** How an action was last run. */
export interface RunRecord {
  /** Of what its person has seen. */
  readonly fingerprint: string
  /** null: it has never ended. */
  readonly last: NonNullable<ProjectAction['last']> | null
}

const Own = z.array(z.object({ action_id: z.string(), name: z.string(), command: z.string() }))
const Runs = z.array(z.object({ action_id: z.string(), fingerprint: z.string(), last: z.string().nullable() }))

/** The rows of `project_actions` and `project_action_runs`: of one person and folder each. */
export class ProjectActionRows {
  readonly #own
  readonly #save
  readonly #remove
  readonly #runs
  readonly #noteStart
  readonly #noteEnd

  constructor(database: Database) {
    this.#own = database.prepare<object>(
      `SELECT action_id, name, command FROM project_actions WHERE user_id = @user_id AND folder = @folder ORDER BY rowid`,
    )
    this.#save = database.prepare<object>(
      `INSERT INTO project_actions (user_id, folder, action_id, name, command)
       VALUES (@user_id, @folder, @action_id, @name, @command)
       ON CONFLICT (user_id, folder, action_id) DO UPDATE SET name = excluded.name, command = excluded.command`,
    )
    this.#remove = database.prepare<object>(
      'DELETE FROM project_actions WHERE user_id = @user_id AND folder = @folder AND action_id = @action_id',
    )
    this.#runs = database.prepare<object>(
      'SELECT action_id, fingerprint, last FROM project_action_runs WHERE user_id = @user_id AND folder = @folder',
    )
    this.#noteStart = database.prepare<object>(
      `INSERT INTO project_action_runs (user_id, folder, action_id, fingerprint)
       VALUES (@user_id, @folder, @action_id, @fingerprint)
       ON CONFLICT (user_id, folder, action_id) DO UPDATE SET fingerprint = excluded.fingerprint`,
    )
    this.#noteEnd = database.prepare<object>(
      `UPDATE project_action_runs SET last = @last
       WHERE user_id = @user_id AND folder = @folder AND action_id = @action_id`,
    )
  }

  own({ user_id, folder }: ActionPlace) {
    return withReadableErrors(() => Own.parse(this.#own.all({ user_id, folder })))
  }

  save({ user_id, folder }: ActionPlace, { action_id, name, command }: z.infer<typeof Own>[number]): void {
    withReadableErrors(() => this.#save.run({ user_id, folder, action_id, name, command }))
  }

  remove({ user_id, folder }: ActionPlace, action_id: string): boolean {
    return withReadableErrors(() => this.#remove.run({ user_id, folder, action_id }).changes === 1)
  }

  runs({ user_id, folder }: ActionPlace): ReadonlyMap<string, RunRecord> {
    const rows = withReadableErrors(() => Runs.parse(this.#runs.all({ user_id, folder })))
    return new Map(
      rows.map(({ action_id, fingerprint, last }) => [
        action_id,
        { fingerprint, last: last === null ? null : ProjectAction.shape.last.parse(JSON.parse(last)) },
      ]),
    )
  }

  noteStart({ user_id, folder }: ActionPlace, action_id: string, fingerprint: string): void {
    withReadableErrors(() => this.#noteStart.run({ user_id, folder, action_id, fingerprint }))
  }

  noteEnd({ user_id, folder }: ActionPlace, action_id: string, last: NonNullable<RunRecord['last']>): void {
    withReadableErrors(() => this.#noteEnd.run({ user_id, folder, action_id, last: JSON.stringify(last) }))
  }
}
