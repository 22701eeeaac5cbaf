import type { Database } from 'better-sqlite3'
import { UserId } from '#shared/ids.ts'
import { TaskPlan, type TaskId, TaskRun } from '#shared/operations/task.ts'
import { withReadableErrors } from '../sqliteFailure.ts'

/** A task as it is kept. */
export interface StoredTask {
  readonly id: TaskId
  readonly user_id: UserId
  readonly plan: TaskPlan
  readonly paused: boolean
  /** Milliseconds since 1970; null: there is none. */
  readonly next_run_at: number | null
  readonly created_at: string
}

/** A run that goes, with the task as it was when it began. */
export interface LiveRun {
  readonly run: TaskRun
  readonly plan: TaskPlan
  readonly user_id: UserId
}

/** Runs of a task that are kept. */
const KEPT_RUNS = 200

interface TaskRow {
  readonly id: string
  readonly user_id: string
  readonly task: string
  readonly paused: number
  readonly next_run_at: number | null
  readonly created_at: string
}

/** The rows of `tasks` and `task_runs`. Each write is one transaction; @throws HomeportError INTERNAL_001 when the database refuses. */
export class TaskRows {
  readonly #database

  constructor(database: Database) {
    this.#database = database
  }

  insert({ id, user_id, plan, paused, next_run_at, created_at }: StoredTask): void {
    this.#run('INSERT INTO tasks (id, user_id, task, paused, next_run_at, created_at) VALUES (?, ?, ?, ?, ?, ?)', [
      id,
      user_id,
      JSON.stringify(plan),
      paused ? 1 : 0,
      next_run_at,
      created_at,
    ])
  }

  write({ id, plan, paused, next_run_at }: Pick<StoredTask, 'id' | 'plan' | 'paused' | 'next_run_at'>): void {
    this.#run('UPDATE tasks SET task = ?, paused = ?, next_run_at = ? WHERE id = ?', [
      JSON.stringify(plan),
      paused ? 1 : 0,
      next_run_at,
      id,
    ])
  }

  /** When its schedule comes next. */
  schedule(id: TaskId, next: number | null): void {
    this.#run('UPDATE tasks SET next_run_at = ? WHERE id = ?', [next, id])
  }

  /** Everybody's. */
  pauseAll(): void {
    this.#run('UPDATE tasks SET paused = 1, next_run_at = NULL', [])
  }

  /** With the history of its runs. */
  delete(id: TaskId): void {
    this.#run('DELETE FROM tasks WHERE id = ?', [id])
  }

  /** null: there is none, or it is somebody else's. */
  read(id: TaskId, userId: UserId): StoredTask | null {
    return this.#tasks('id = ? AND user_id = ?', [id, userId])[0] ?? null
  }

  /** The latest first. */
  ofPerson(userId: UserId): readonly StoredTask[] {
    return this.#tasks('user_id = ?', [userId])
  }

  /** Of everybody: those that begin by themselves. */
  scheduled(): readonly StoredTask[] {
    return this.#tasks('next_run_at IS NOT NULL', [])
  }

  /** Of everybody: those that are not paused. */
  unpaused(): readonly StoredTask[] {
    return this.#tasks('paused = 0', [])
  }

  /**
   * Begins a run, or notes one that never was, and sets when the task comes next. False, and only the second: the moment it
   * stands for has been run already.
   */
  begin({ run, plan }: Pick<LiveRun, 'run' | 'plan'>, next: number | null): boolean {
    const due = run.due_at === null ? null : Date.parse(run.due_at)
    return this.#inOne(() => {
      this.#run('UPDATE tasks SET next_run_at = ? WHERE id = ?', [next, run.task_id])
      // A moment that was told as missed has come all the same: the clock was wrong.
      this.#run(`DELETE FROM task_runs WHERE task_id = ? AND due_at = ? AND state = 'missed'`, [run.task_id, due])
      const isNew = this.#run(
        'INSERT OR IGNORE INTO task_runs (id, task_id, due_at, state, run, plan) VALUES (?, ?, ?, ?, ?, ?)',
        [run.id, run.task_id, due, run.state, JSON.stringify(run), run.ended_at === null ? JSON.stringify(plan) : null],
      )
      this.#run(
        `DELETE FROM task_runs WHERE task_id = ? AND plan IS NULL AND rowid NOT IN
           (SELECT rowid FROM task_runs WHERE task_id = ? ORDER BY rowid DESC LIMIT ${KEPT_RUNS})`,
        [run.task_id, run.task_id],
      )
      return isNew
    })
  }

  /** No-op for one that was deleted. */
  writeRun(run: TaskRun): void {
    const plan = run.ended_at === null ? '' : ', plan = NULL'
    this.#run(`UPDATE task_runs SET state = ?, run = ?${plan} WHERE id = ?`, [run.state, JSON.stringify(run), run.id])
  }

  /** Whether this moment of the schedule has a run. */
  hasRun(taskId: TaskId, due: number): boolean {
    const sql = `SELECT 1 FROM task_runs WHERE task_id = ? AND due_at = ? AND state <> 'missed'`
    return withReadableErrors(() => this.#database.prepare(sql).get(taskId, due) !== undefined)
  }

  /** The latest first. */
  runs(taskId: TaskId, limit: number): readonly TaskRun[] {
    const sql = 'SELECT run FROM task_runs WHERE task_id = ? ORDER BY rowid DESC LIMIT ?'
    return withReadableErrors(() =>
      this.#database
        .prepare<[string, number], string>(sql)
        .pluck()
        .all(taskId, limit)
        .map((run) => TaskRun.parse(JSON.parse(run))),
    )
  }

  /** Those that go, of everybody, the oldest first. */
  live(): readonly LiveRun[] {
    const sql = `SELECT run, plan, user_id FROM task_runs JOIN tasks ON tasks.id = task_id
                 WHERE plan IS NOT NULL ORDER BY task_runs.rowid`
    return withReadableErrors(() =>
      this.#database
        .prepare<[], { run: string; plan: string; user_id: string }>(sql)
        .all()
        .map(({ run, plan, user_id }) => ({
          run: TaskRun.parse(JSON.parse(run)),
          plan: TaskPlan.parse(JSON.parse(plan)),
          user_id: UserId.parse(user_id),
        })),
    )
  }

  /** How many runs of it go. */
  countLive(taskId: TaskId): number {
    const sql = 'SELECT count(*) FROM task_runs WHERE task_id = ? AND plan IS NOT NULL'
    return withReadableErrors(() => this.#database.prepare<[string], number>(sql).pluck().get(taskId) ?? 0)
  }

  #tasks(where: string, values: readonly string[]): StoredTask[] {
    const sql = `SELECT * FROM tasks WHERE ${where} ORDER BY rowid DESC`
    return withReadableErrors(() =>
      this.#database
        .prepare<string[], TaskRow>(sql)
        .all(...values)
        .map(({ id, user_id, task, paused, ...row }) => ({
          ...row,
          id: TaskRun.shape.task_id.parse(id),
          user_id: UserId.parse(user_id),
          plan: TaskPlan.parse(JSON.parse(task)),
          paused: paused === 1,
        })),
    )
  }

  /** Whether it changed anything. */
  #run(sql: string, values: readonly (string | number | null)[]): boolean {
    return withReadableErrors(() => this.#database.prepare(sql).run(...values).changes > 0)
  }

  #inOne<T>(step: () => T): T {
    return withReadableErrors(() => this.#database.transaction(step).immediate())
  }
}
