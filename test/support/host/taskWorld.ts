import path from 'node:path'
import { onTestFinished } from 'vitest'
import type { InputOf } from '#shared/operations/table.ts'
import { type Task, type TaskRun } from '#shared/operations/task.ts'
import { operations } from '#shared/operations/table.ts'
import type { Actor } from '#shared/operations/session.ts'
import { openTasks, type Tasks } from '#server/host/tasks/openTasks.ts'
import { migrations } from '#server/host/store/migrations.ts'
import { TaskRows } from '#server/host/store/rows/taskRows.ts'
import { openDatabase } from '#server/platform/files/database.ts'
import { CountingIds } from '#test/fakes/fakeTime.ts'
import { me, SessionWorld } from './sessionWorld.ts'

/** Tasks over the domain on its real database, with agents and time in the test's hand. */
export class TaskWorld {
  readonly sessions: SessionWorld
  readonly tasks: Tasks
  readonly rows: TaskRows
  readonly #close: () => void

  /** `before`: the host of that world was killed, this one starts on what it left. `now`: what the clock shows. */
  constructor({ before, now }: { readonly before?: TaskWorld; readonly now?: string } = {}) {
    if (before !== undefined) {
      before.#close()
    }
    this.sessions = new SessionWorld(before?.sessions)
    const { time, folder, registry, store, hub, trust, folders } = this.sessions
    time.jump(Date.parse(now ?? '2026-01-05T08:00:00.000Z') - time.now())
    const database = openDatabase(path.join(folder, 'sessions.db'), migrations)
    this.#close = () => {
      this.tasks.stop()
      database.close()
    }
    onTestFinished(() => this.#close())
    this.rows = new TaskRows(database)
    this.tasks = openTasks({
      rows: this.rows,
      registry,
      store,
      hub,
      trust,
      folders,
      people: { isLocalOwner: () => false, nameOf: () => 'Mia' },
      assertSignsIn: () => Promise.resolve(),
      clock: time,
      timers: time,
      ids: new CountingIds(before === undefined ? 5_000 : 6_000),
      log: { info: () => {}, error: (sentence) => this.sessions.problems.push(sentence) },
    })
  }

  /** As a host does it after its start: sessions that were left are held before tasks go on, and taken up beside them. */
  start({ shallPause = false } = {}): void {
    void this.sessions.recover({ shallPause })
    this.tasks.start({ shallPause })
  }

  async create(fields: Partial<InputOf<'task.create'>> = {}, actor: Actor = me): Promise<Task> {
    const input = { name: 'Tests', project_path: this.sessions.folder, prompts: ['run the tests'], ...fields }
    return this.tasks.handlers['task.create'](operations['task.create'].params.parse(input), actor)
  }

  runs({ id }: Task): TaskRun[] {
    return [...this.rows.runs(id, 200)]
  }

  /** Every prompt that any agent got, in order. */
  prompts(): string[] {
    return this.sessions.launcher.agents.flatMap(({ sent }) => sent.map(({ content }) => content))
  }
}
