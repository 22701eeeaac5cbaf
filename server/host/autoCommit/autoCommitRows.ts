import type { Database } from 'better-sqlite3'
import * as z from 'zod'
import type { UserId } from '#shared/ids.ts'
import { AutoCommitRules } from '#shared/operations/autoCommit.ts'
import { withReadableErrors } from '../store/sqliteFailure.ts'

const Row = z.object({ rules: z.string(), salt: z.string(), programs: z.string() }).optional()

/** What a person said for a project. */
export interface AutoCommitRow {
  readonly rules: AutoCommitRules
  /** Of the ids of findings. */
  readonly salt: string
  /** Stands for the programs that the repository named when they said it: no others run by themselves. */
  readonly programs: string
}

/** The rows of `auto_commits`. `project`: the topmost folder of a repository, which stands for its worktrees as well. */
export class AutoCommitRows {
  readonly #read
  readonly #write
  readonly #enabled
  readonly #projects

  constructor(database: Database) {
    this.#read = database.prepare<object>(
      'SELECT rules, salt, programs FROM auto_commits WHERE user_id = @user_id AND project = @project',
    )
    this.#enabled = database
      .prepare<object>('SELECT 1 FROM auto_commits WHERE user_id = @user_id AND enabled = 1 LIMIT 1')
      .pluck()
    this.#projects = database.prepare<[]>('SELECT DISTINCT project FROM auto_commits ORDER BY project').pluck()
    this.#write = database.prepare<object>(
      `INSERT INTO auto_commits (user_id, project, enabled, rules, salt, programs)
       VALUES (@user_id, @project, @enabled, @rules, @salt, @programs)
       ON CONFLICT (user_id, project) DO UPDATE SET enabled = excluded.enabled, rules = excluded.rules, programs = excluded.programs`,
    )
  }

  /** null: nobody has said anything, or it cannot be read any more. */
  of(user_id: UserId, project: string): AutoCommitRow | null {
    const row = withReadableErrors(() => Row.parse(this.#read.get({ user_id, project })))
    const rules = row === undefined ? undefined : AutoCommitRules.safeParse(JSON.parse(row.rules)).data
    return row === undefined || rules === undefined ? null : { rules, salt: row.salt, programs: row.programs }
  }

  /** Whether the person has it on for any project. */
  isAnyOn(user_id: UserId): boolean {
    return withReadableErrors(() => this.#enabled.get({ user_id })) !== undefined
  }

  /** All of which anybody has said something. */
  projects(): readonly string[] {
    return withReadableErrors(() => z.array(z.string()).parse(this.#projects.all()))
  }

  /** The salt stays the first one. */
  save(user_id: UserId, project: string, { rules, salt, programs }: AutoCommitRow): void {
    const row = { user_id, project, enabled: rules.enabled ? 1 : 0, rules: JSON.stringify(rules), salt, programs }
    withReadableErrors(() => this.#write.run(row))
  }
}
