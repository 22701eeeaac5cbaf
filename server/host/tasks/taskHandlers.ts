import { HomeportError } from '#shared/errors.ts'
import type { Actor } from '#shared/operations/session.ts'
import type { ParamsOf } from '#shared/operations/table.ts'
import { Task, type TaskId, TaskPlan } from '#shared/operations/task.ts'
import type { HostHandlers } from '../hostHandlers.ts'
import { assertChangesNothingOfOwner } from '../sessions/turns/ownersCommands.ts'
import type { Folders } from '../sessions/ports/sessionPorts.ts'
import type { StoredTask } from '../store/rows/taskRows.ts'
import { assertTrusted } from './assertTrusted.ts'
import { type DueTasks, MOST_AT_ONCE } from './dueTasks.ts'
import type { Runs, RunsDeps } from './runs/runs.ts'
import { assertComes, nextMoment } from './schedule/schedule.ts'

/** Every host looks through all of them. */
const MOST_TASKS = 100

export interface TaskHandlerDeps extends Pick<RunsDeps, 'rows' | 'clock' | 'ids' | 'trust'> {
  readonly runs: Pick<Runs, 'begin' | 'stopRuns'>
  readonly due: Pick<DueTasks, 'changed'>
  readonly folders: Pick<Folders, 'resolve'>
}

export type TaskHandlers = Pick<HostHandlers, Extract<keyof HostHandlers, `task.${string}`>>

/** Answers for tasks. Each person has their own. */
export function taskHandlers(deps: TaskHandlerDeps): TaskHandlers {
  const { rows, clock, ids, runs, due } = deps
  return {
    'task.create': async (params, actor) => {
      if (rows.ofPerson(actor.user_id).length >= MOST_TASKS) {
        throw new HomeportError('SESSION_003', `You have ${MOST_TASKS} tasks, the most there can be. Delete one first.`)
      }
      assertComes(params.schedule, clock.now())
      const plan = await checked(deps, params, actor)
      const task: StoredTask = {
        id: Task.shape.id.parse(ids.uuid()),
        user_id: actor.user_id,
        plan,
        paused: false,
        next_run_at: nextMoment(plan.schedule, clock.now()),
        created_at: clock.timestamp(),
      }
      rows.insert(task)
      due.changed()
      return shown(deps, task)
    },
    'task.list': (_, actor) => ({
      tasks: rows.ofPerson(actor.user_id).map((task) => {
        const { prompts, ...rest } = shown(deps, task)
        return { ...rest, prompt_count: prompts.length }
      }),
    }),
    'task.read': ({ task_id }, actor) => shown(deps, find(deps, task_id, actor)),
    'task.update': (params, actor) => update(deps, params, actor),
    'task.delete': async ({ task_id }, actor) => {
      const task = find(deps, task_id, actor)
      await runs.stopRuns(task.id)
      rows.delete(task.id)
      return { success: true }
    },
    'task.run': ({ task_id }, actor) => {
      const task = find(deps, task_id, actor)
      if (rows.countLive(task.id) >= (task.plan.overlap === 'allow' ? MOST_AT_ONCE : 1)) {
        throw new HomeportError('SESSION_003', 'A run of this task still goes. Nothing was started; wait for its end.')
      }
      const run = runs.begin(task, { trigger: 'person', due: null, missed: 0, next: task.next_run_at })
      if (run === null) {
        throw new HomeportError('INTERNAL_001', 'The run could not be recorded. Nothing was started.')
      }
      return run
    },
    'task.runs': ({ task_id, limit }, actor) => ({ runs: [...rows.runs(find(deps, task_id, actor).id, limit)] }),
    'task.pause': ({ task_id, paused }, actor) => {
      const tasks = task_id === undefined ? rows.ofPerson(actor.user_id) : [find(deps, task_id, actor)]
      for (const task of tasks.filter((one) => one.paused !== paused)) {
        const next_run_at = paused ? null : nextMoment(task.plan.schedule, clock.now())
        rows.write({ ...task, paused, next_run_at })
      }
      due.changed()
      return { success: true }
    },
  }
}

async function update(
  deps: TaskHandlerDeps,
  { task_id, ...fields }: ParamsOf<'task.update'>,
  actor: Actor,
): Promise<Task> {
  const before = find(deps, task_id, actor)
  if (fields.schedule !== undefined) {
    assertComes(fields.schedule, deps.clock.now())
  }
  const plan = await checked(deps, TaskPlan.parse({ ...before.plan, ...fields }), actor)
  // It may have been run or changed while its folder was looked at.
  const { paused, next_run_at, ...task } = find(deps, task_id, actor)
  const isSame = fields.schedule === undefined
  const next = isSame ? next_run_at : nextMoment(plan.schedule, deps.clock.now())
  const changed = { ...task, plan, paused, next_run_at: paused ? null : next }
  deps.rows.write(changed)
  deps.due.changed()
  return shown(deps, changed)
}

/**
 * The plan as it is kept, with the real path of its folder.
 * @throws HomeportError FILE_003, SESSION_006 for a folder that is none, or not
 * trusted · SESSION_003 for a prompt that would change what is the owner's.
 */
async function checked({ folders, trust }: TaskHandlerDeps, plan: TaskPlan, actor: Actor): Promise<TaskPlan> {
  for (const prompt of plan.prompts) {
    assertChangesNothingOfOwner(prompt, actor)
  }
  const project_path = await folders.resolve(plan.project_path)
  assertTrusted(await trust.inspect(actor.user_id, project_path), 'Nothing was kept.')
  return { ...plan, project_path }
}

/** @throws HomeportError SESSION_002 when there is none, or it is somebody else's: nobody learns which. */
function find({ rows }: TaskHandlerDeps, id: TaskId, { user_id }: Actor): StoredTask {
  const task = rows.read(id, user_id)
  if (task === null) {
    throw new HomeportError('SESSION_002', 'There is no such task. It may belong to another user, or be deleted.')
  }
  return task
}

function shown({ rows }: TaskHandlerDeps, { id, plan, paused, next_run_at, created_at }: StoredTask): Task {
  return {
    ...plan,
    id,
    paused,
    created_at,
    next_run_at: next_run_at === null ? null : new Date(next_run_at).toISOString(),
    last_run: rows.runs(id, 1)[0] ?? null,
  }
}
