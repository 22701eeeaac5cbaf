import { TaskRun } from '#shared/operations/task.ts'
import type { Clock, Ids } from '#server/platform/clock.ts'
import type { StoredTask } from '../../store/rows/taskRows.ts'

/** Why a run begins. */
export interface Occasion {
  readonly trigger: TaskRun['trigger']
  /** Milliseconds since 1970; null: a person began it. */
  readonly due: number | null
  /** Moments that were missed before it. */
  readonly missed: number
  /** When the schedule comes next. */
  readonly next: number | null
}

/** A run that begins now. It has no session yet. */
export function newRun(
  { clock, ids }: { readonly clock: Clock; readonly ids: Ids },
  { id: task_id, plan }: Pick<StoredTask, 'id' | 'plan'>,
  { trigger, due, missed }: Occasion,
): TaskRun {
  return TaskRun.parse({
    id: ids.uuid(),
    task_id,
    state: 'starting',
    trigger,
    due_at: due === null ? null : new Date(due).toISOString(),
    began_at: clock.timestamp(),
    ended_at: null,
    session_id: null,
    prompts_done: 0,
    prompt_count: plan.prompts.length,
    cost_usd: 0,
    turns: 0,
    missed,
    reason: null,
    result: null,
  })
}
