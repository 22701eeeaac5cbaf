import { randomUUID } from 'node:crypto'
import { TaskRunNews } from '#shared/operations/task.ts'

/** A run of the task "Tests" that has no session. */
export function aTaskRun(run: Partial<TaskRunNews['run']>): TaskRunNews {
  const began_at = '2026-01-05T09:00:00.000Z'
  return TaskRunNews.parse({
    task: 'Tests',
    run: {
      id: randomUUID(),
      task_id: 'task-1',
      state: 'failed',
      trigger: 'schedule',
      due_at: began_at,
      began_at,
      ended_at: began_at,
      session_id: null,
      prompts_done: 0,
      prompt_count: 1,
      cost_usd: 0,
      turns: 0,
      missed: 0,
      reason: 'Its folder is gone.',
      result: null,
      ...run,
    },
  })
}
