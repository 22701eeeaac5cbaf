import type { Database } from 'better-sqlite3'
import type { UserId } from '#shared/ids.ts'
import { Template, type TemplateId } from '#shared/operations/template.ts'
import { withReadableErrors } from '../sqliteFailure.ts'

/** A template as it is written. */
export type TemplatePlan = Omit<Template, 'id' | 'origin' | 'created_at'>
export const TemplatePlan = Template.omit({ id: true, origin: true, created_at: true })

export interface StoredTemplate {
  readonly id: TemplateId
  readonly plan: TemplatePlan
  readonly created_at: string
  /** Whether it is the asking person's own. */
  readonly isOwn: boolean
}

/** Deleted ones of a person that can be brought back. */
const KEPT_DELETED = 10

interface Row {
  readonly id: string
  readonly template: string
  readonly created_at: string
  readonly is_own: number
}

/** The rows of `templates`. Each write is one transaction; @throws HomeportError INTERNAL_001 when the database refuses. */
export class TemplateRows {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  insert({ id, plan, created_at }: Omit<StoredTemplate, 'isOwn'>, userId: UserId): void {
    this.#run('INSERT INTO templates (id, user_id, shared, template, created_at) VALUES (?, ?, ?, ?, ?)', [
      id,
      userId,
      plan.shared ? 1 : 0,
      JSON.stringify(plan),
      created_at,
    ])
  }

  write({ id, plan }: Pick<StoredTemplate, 'id' | 'plan'>): void {
    this.#run('UPDATE templates SET template = ?, shared = ? WHERE id = ?', [
      JSON.stringify(plan),
      plan.shared ? 1 : 0,
      id,
    ])
  }

  /** Until it is restored; of a person's, the latest ten stay. */
  delete(id: TemplateId, deletedAt: number): void {
    const ofPerson = 'SELECT user_id FROM templates WHERE id = ?'
    withReadableErrors(() =>
      this.#database
        .transaction(() => {
          this.#run('UPDATE templates SET deleted_at = ? WHERE id = ?', [deletedAt, id])
          this.#run(
            `DELETE FROM templates WHERE user_id = (${ofPerson}) AND deleted_at IS NOT NULL AND rowid NOT IN
               (SELECT rowid FROM templates WHERE user_id = (${ofPerson}) AND deleted_at IS NOT NULL
                ORDER BY deleted_at DESC, rowid DESC LIMIT ${KEPT_DELETED})`,
            [id, id],
          )
        })
        .immediate(),
    )
  }

  restore(id: TemplateId): void {
    this.#run('UPDATE templates SET deleted_at = NULL WHERE id = ?', [id])
  }

  /** A person's own and what others share, the oldest first. */
  seenBy(userId: UserId): readonly StoredTemplate[] {
    return this.#all('deleted_at IS NULL AND (user_id = @user_id OR shared = 1)', { user_id: userId })
  }

  /** One that is shared, whoever's it is; null: there is none. */
  shared(id: TemplateId, userId: UserId): StoredTemplate | null {
    return this.#all('id = @id AND shared = 1 AND deleted_at IS NULL', { id, user_id: userId })[0] ?? null
  }

  /** One of their own, deleted or not as asked for; null: there is none. */
  own(id: TemplateId, userId: UserId, isDeleted = false): StoredTemplate | null {
    const where = `id = @id AND user_id = @user_id AND deleted_at IS ${isDeleted ? 'NOT ' : ''}NULL`
    return this.#all(where, { id, user_id: userId })[0] ?? null
  }

  #all(where: string, values: Readonly<Record<string, string>>): StoredTemplate[] {
    const sql = `SELECT id, template, created_at, user_id = @user_id AS is_own FROM templates WHERE ${where} ORDER BY rowid`
    return withReadableErrors(() =>
      this.#database
        .prepare<object, Row>(sql)
        .all(values)
        .map(({ id, template, created_at, is_own }) => ({
          id: Template.shape.id.parse(id),
          plan: TemplatePlan.parse(JSON.parse(template)),
          created_at,
          isOwn: is_own === 1,
        })),
    )
  }

  #run(sql: string, values: readonly (string | number)[]): void {
    withReadableErrors(() => this.#database.prepare(sql).run(...values))
  }
}
