import { createHash } from 'node:crypto'
import type { Database } from 'better-sqlite3'
import * as z from 'zod'
import type { UserId } from '#shared/ids.ts'
import { ProjectSetup } from '#shared/operations/worktree.ts'
import { withReadableErrors } from '../../store/sqliteFailure.ts'

const Row = z.object({ setup: z.string() }).optional()

/** The rows of `project_setups`: what a person wants done in a new checkout of a project. `project`: a folder, or an address. */
export class ProjectSetups {
  readonly #read
  readonly #write

  constructor(database: Database) {
    this.#read = database.prepare<object>(
      'SELECT setup FROM project_setups WHERE user_id = @user_id AND project = @project',
    )
    this.#write = database.prepare<object>(
      `INSERT INTO project_setups (user_id, project, setup) VALUES (@user_id, @project, @setup)
       ON CONFLICT (user_id, project) DO UPDATE SET setup = excluded.setup`,
    )
  }

  /** null: nothing is to be done. */
  of(user_id: UserId, project: string): ProjectSetup | null {
    const row = withReadableErrors(() => Row.parse(this.#read.get({ user_id, project })))
    const read = row === undefined ? null : ProjectSetup.safeParse(JSON.parse(row.setup))
    return read?.success === true && !isEmpty(read.data) ? read.data : null
  }

  save(user_id: UserId, project: string, { copy, command }: ProjectSetup): void {
    withReadableErrors(() => this.#write.run({ user_id, project, setup: JSON.stringify({ copy, command }) }))
  }
}

function isEmpty({ copy, command }: ProjectSetup): boolean {
  return copy.length === 0 && command.trim() === ''
}

/** Stands for all of a set-up: what runs is what was shown. */
export function setupFingerprint({ copy, command }: ProjectSetup): string {
  return createHash('sha256')
    .update(JSON.stringify([copy, command]))
    .digest('hex')
}
