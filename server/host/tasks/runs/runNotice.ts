import type { TaskRun } from '#shared/operations/task.ts'
import type { NewEvent } from '#shared/session/events.ts'

/**
 * Said in the session when a run of a task is over: the event that whoever notifies people goes by. `details`: `task_id`,
 * `run_id`, `task`, `state`, `cost_usd`, `turns`.
 */
export function runEnded(task: string, run: TaskRun): Extract<NewEvent, { type: 'notice' }> {
  const { task_id, id: run_id, state, cost_usd, turns, reason } = run
  const level = state === 'succeeded' ? 'info' : state === 'failed' ? 'error' : 'warning'
  const details = { task_id, run_id, task, state, cost_usd, turns }
  return { type: 'notice', content: sentence(task, { state, reason }), data: { level, code: 'task_ended', details } }
}

function sentence(task: string, { state, reason }: Pick<TaskRun, 'state' | 'reason'>): string {
  const why = reason === null ? '' : ` ${reason}`
  switch (state) {
    case 'succeeded':
      return `The task “${task}” is done.`
    case 'failed':
      return `The task “${task}” failed.${why} Nothing more of it is sent.`
    default:
      return `The task “${task}” was stopped.${why} Nothing more of it is sent; what waits here is held.`
  }
}
