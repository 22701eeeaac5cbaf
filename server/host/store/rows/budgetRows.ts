import type { Database } from 'better-sqlite3'
import type { UserId } from '#shared/ids.ts'
import type { BudgetPeriod, BudgetScope } from '#shared/operations/budget.ts'

export interface StoredBudget {
  readonly counts: BudgetScope
  /** '' where it counts all. */
  readonly subject: string
  readonly period: BudgetPeriod
  readonly limit_usd: number
}

/** What people's sessions may cost, and what they did. */
export class BudgetRows {
  readonly #list
  readonly #set
  readonly #remove
  readonly #spent
  readonly #name

  constructor(database: Database) {
    this.#list = database.prepare<[string], StoredBudget>(
      'SELECT counts, subject, period, limit_usd FROM budgets WHERE user_id = ? ORDER BY counts, subject',
    )
    this.#set = database.prepare<[StoredBudget & { user_id: string }]>(
      `INSERT OR REPLACE INTO budgets (user_id, counts, subject, period, limit_usd)
       VALUES (@user_id, @counts, @subject, @period, @limit_usd)`,
    )
    this.#remove = database.prepare<[string, string, string]>(
      'DELETE FROM budgets WHERE user_id = ? AND counts = ? AND subject = ?',
    )
    this.#spent = database
      .prepare<[object], number>(
        `SELECT coalesce(sum(cost_usd), 0.0) FROM turn_usage
         WHERE user_id = @user_id AND ended_at >= @since
           AND (@counts = 'all' OR (@counts = 'project' AND project = @subject) OR session_id = @subject)`,
      )
      .pluck()
    this.#name = database
      .prepare<[string, string], string>('SELECT name FROM sessions WHERE id = ? AND user_id = ?')
      .pluck()
  }

  list(userId: UserId): readonly StoredBudget[] {
    return this.#list.all(userId)
  }

  /** In the place of the one for the same. */
  set(userId: UserId, budget: StoredBudget): void {
    this.#set.run({ ...budget, user_id: userId })
  }

  /** False when there is none. */
  remove(userId: UserId, { counts, subject }: Pick<StoredBudget, 'counts' | 'subject'>): boolean {
    return this.#remove.run(userId, counts, subject).changes > 0
  }

  /** By turns that ended since then (milliseconds since 1970). */
  spent(userId: UserId, { counts, subject }: Pick<StoredBudget, 'counts' | 'subject'>, since: number): number {
    return this.#spent.get({ user_id: userId, counts, subject, since }) ?? 0
  }

  /** The name of a session of that person; null: there is none. */
  sessionName(userId: UserId, sessionId: string): string | null {
    return this.#name.get(sessionId, userId) ?? null
  }
}
