import type { InputOf, ResultOf } from '#shared/operations/table.ts'
import type { Task, TaskId, TaskRunState, TaskSummary } from '#shared/operations/task.ts'
import type { Tone } from '#renderer/format/statusLabel.ts'
import type { Query } from '#renderer/state/query.ts'
import { showToast, errorMessage } from '#renderer/state/toasts.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { queries } from '#renderer/state/workstation/queries.ts'
import { taskRuns } from '#renderer/state/workstation/taskRuns.ts'
import * as words from './words.ts'

/** The person’s tasks. */
export const tasks = queries.define<readonly TaskSummary[]>({
  key: 'task.list',
  fetch: async () => (await connection.client.call('task.list', {})).tasks,
  needs: 'read',
})

/** The runs of one task, the latest first. */
export function runsOf(taskId: TaskId) {
  return queries.define<ResultOf<'task.runs'>['runs']>({
    key: `task.runs ${taskId}`,
    fetch: async () => (await connection.client.call('task.runs', { task_id: taskId })).runs,
    needs: 'read',
  })
}

/** Asks `query` anew whenever a run changes. Returns the stop. */
export function followRuns(query: Pick<Query<unknown>, 'refresh'>): () => void {
  return taskRuns.subscribe(() => void query.refresh())
}

export function readTask(taskId: TaskId): Promise<Task> {
  return connection.client.call('task.read', { task_id: taskId })
}

/** Keeps a new task, or changes one. @throws HomeportError as the workstation refuses. */
export async function saveTask(taskId: TaskId | null, fields: InputOf<'task.create'>): Promise<void> {
  await (taskId === null
    ? connection.client.call('task.create', fields)
    : connection.client.call('task.update', { ...fields, task_id: taskId }))
  await tasks.refresh()
}

/** Does something with a task and shows how it is now; a refusal is a toast. */
export async function changeTask(taskId: TaskId, what: 'run' | 'pause' | 'continue' | 'delete'): Promise<void> {
  const { client } = connection
  const task_id = taskId
  try {
    if (what === 'run') {
      await client.call('task.run', { task_id })
    } else if (what === 'delete') {
      await client.call('task.delete', { task_id })
    } else {
      await client.call('task.pause', { task_id, paused: what === 'pause' })
    }
  } catch (error) {
    showToast(errorMessage(error))
  }
  await Promise.all([tasks.refresh(), runsOf(taskId).refresh()])
}

/** How a run stands, in a word and a colour. */
export const runLabels: Readonly<Record<TaskRunState, { readonly label: string; readonly tone: Tone }>> = {
  starting: { label: words.starting, tone: 'accent' },
  running: { label: words.running, tone: 'accent' },
  succeeded: { label: words.done, tone: 'muted' },
  failed: { label: words.failed, tone: 'bad' },
  stopped: { label: words.stopped, tone: 'attention' },
  skipped: { label: words.skipped, tone: 'muted' },
  missed: { label: words.missed, tone: 'attention' },
}
