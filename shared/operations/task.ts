import * as z from 'zod'
import { SessionId, Timestamp } from '../ids.ts'
import { Effort } from '../session/effort.ts'
import { PermissionMode } from '../session/status.ts'
import { defineOperation } from './operation.ts'
import { ModelName, SessionName } from './createSession.ts'
import { pageSize } from './session.ts'

/** Longest prompt of a task, in UTF-16 units. */
const MAX_TASK_PROMPT = 100_000
/** Prompts of one chain. */
const MAX_CHAIN = 10

const TaskId = z.string().min(1).max(128).brand<'TaskId'>()
export type TaskId = z.infer<typeof TaskId>

const TaskRunId = z.string().min(1).max(128).brand<'TaskRunId'>()
export type TaskRunId = z.infer<typeof TaskRunId>

/** Whether it is a name that `Intl` knows is asked in the host. */
const TimeZone = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[\w+/-]+$/, { error: 'That is no name of a time zone, such as Europe/Berlin.' })

/** Five fields, as cron has them: minute, hour, day, month, weekday. What they mean is read in the host. */
const CronExpression = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^[@\w*,/#?+ -]+$/, { error: 'A schedule has five fields: minute, hour, day, month, weekday.' })

/** manual: only when a person runs it · once: at one moment · cron: again and again, by the clock of a time zone. */
export const TaskSchedule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('manual') }),
  z.strictObject({ kind: z.literal('once'), at: Timestamp }),
  z.strictObject({ kind: z.literal('cron'), expression: CronExpression, time_zone: TimeZone }),
])
export type TaskSchedule = z.infer<typeof TaskSchedule>

/** When the host stops a run; null: never. Cost is known when a turn ends: it stops what would come after. */
export const TaskLimits = z.strictObject({
  cost_usd: z.number().positive().max(100_000).nullable(),
  minutes: z.number().int().min(1).max(10_080).nullable(),
  turns: z.number().int().min(1).max(1_000).nullable(),
})
export type TaskLimits = z.infer<typeof TaskLimits>

const Prompts = z
  .array(
    z
      .string()
      .max(MAX_TASK_PROMPT)
      .refine((text) => text.trim() !== '', { message: 'A prompt is empty.' }),
  )
  .min(1)
  .max(MAX_CHAIN)

const fields = {
  name: SessionName,
  project_path: z.string().min(1).max(4096),
  /** The next one is sent when the turn of the one before has ended well. */
  prompts: Prompts,
  /** null: Claude Code's own. */
  model: ModelName.nullable(),
  /** Nobody watches: a task never runs without asking. */
  permission_mode: PermissionMode.exclude(['bypassPermissions']).nullable(),
  effort: Effort.nullable(),
  schedule: TaskSchedule,
  /** What becomes of moments at which the host was off: run_once: one run for all of them · skip: they are only told. */
  missed: z.enum(['run_once', 'skip']),
  /** What becomes of a moment at which a run still goes. */
  overlap: z.enum(['skip', 'allow']),
  limits: TaskLimits,
}

/** What its person wrote. */
export const TaskPlan = z.object(fields)
export type TaskPlan = z.infer<typeof TaskPlan>

/**
 * starting, running: it goes · succeeded: every prompt's turn ended well · failed: it could not start, or a turn failed ·
 * stopped: by a person or by a limit · skipped: a run still went · missed: the host was off.
 */
export const TaskRunState = z.enum(['starting', 'running', 'succeeded', 'failed', 'stopped', 'skipped', 'missed'])
export type TaskRunState = z.infer<typeof TaskRunState>

export const TaskRun = z.object({
  id: TaskRunId,
  task_id: TaskId,
  state: TaskRunState,
  /** catch_up: for moments that were missed. */
  trigger: z.enum(['schedule', 'catch_up', 'person']),
  /** The moment of the schedule; null: a person began it. */
  due_at: Timestamp.nullable(),
  began_at: Timestamp,
  /** null while it goes. */
  ended_at: Timestamp.nullable(),
  /** Its session, which is one like any other; null: it never had one. It may have been deleted since. */
  session_id: SessionId.nullable(),
  prompts_done: z.number().int().nonnegative(),
  prompt_count: z.number().int().positive(),
  cost_usd: z.number().nonnegative(),
  turns: z.number().int().nonnegative(),
  /** Moments that were missed before it. */
  missed: z.number().int().nonnegative(),
  /** Why it ended as it did, as a sentence; null where nothing is to be said. */
  reason: z.string().nullable(),
  /** The beginning of what Claude said last. */
  result: z.string().nullable(),
})
export type TaskRun = z.infer<typeof TaskRun>

/**
 * How a run of a task stands now. Sent unasked as `task_run` to who follows the overview, of their own tasks: each time that it changes, and
 * also of a run that never had a session. `task`: its name.
 */
export const TaskRunNews = z.object({ task: SessionName, run: TaskRun })
export type TaskRunNews = z.infer<typeof TaskRunNews>

/** News of a run that no session tells of, because it has none: it could not begin, or its moment was missed; null: none such. */
export function runThatIsNowhere(news: unknown): TaskRunNews | null {
  const read = TaskRunNews.safeParse(news).data ?? null
  const isOver = read?.run.state === 'failed' || read?.run.state === 'missed'
  return isOver && read.run.session_id === null ? read : null
}

export const Task = TaskPlan.extend({
  id: TaskId,
  /** Nothing begins by itself. */
  paused: z.boolean(),
  created_at: Timestamp,
  /** null: paused, over, or only by hand. */
  next_run_at: Timestamp.nullable(),
  /** The latest; null: it never ran. */
  last_run: TaskRun.nullable(),
})
export type Task = z.infer<typeof Task>

/** As lists carry it: prompts can be long. */
export const TaskSummary = Task.omit({ prompts: true }).extend({ prompt_count: z.number().int().positive() })
export type TaskSummary = z.infer<typeof TaskSummary>

const taskId = { task_id: TaskId }

const CreateTask = z.strictObject({
  ...fields,
  model: fields.model.default(null),
  permission_mode: fields.permission_mode.default(null),
  effort: fields.effort.default(null),
  schedule: TaskSchedule.default({ kind: 'manual' }),
  missed: fields.missed.default('run_once'),
  overlap: fields.overlap.default('skip'),
  limits: TaskLimits.default({ cost_usd: null, minutes: null, turns: null }),
})

export const taskOperations = {
  'task.create': defineOperation({
    summary:
      'Keep prompts that run by hand, once or on a schedule, each run in a session of its own. The folder must be trusted.',
    params: CreateTask,
    result: Task,
    scope: 'drive',
    owner: 'host',
    command_line: true,
    http: { method: 'POST', path: '/api/tasks', status: 201 },
    audit: 'task.create',
  }),
  'task.list': defineOperation({
    summary: 'The tasks of who asks, with their next moment and their last run.',
    params: z.strictObject({}),
    result: z.object({ tasks: z.array(TaskSummary) }),
    scope: 'read',
    owner: 'host',
    command_line: true,
    http: { method: 'GET', path: '/api/tasks' },
  }),
  'task.read': defineOperation({
    summary: 'One task, with its prompts.',
    params: z.strictObject(taskId),
    result: Task,
    scope: 'read',
    owner: 'host',
    http: { method: 'GET', path: '/api/tasks/:task_id' },
  }),
  'task.update': defineOperation({
    summary: 'Change a task: only the fields present are written. A run that goes is not changed.',
    params: z.strictObject({ ...taskId, ...z.object(fields).partial().shape }),
    result: Task,
    scope: 'drive',
    owner: 'host',
    http: { method: 'PATCH', path: '/api/tasks/:task_id' },
    audit: 'task.update',
  }),
  'task.delete': defineOperation({
    summary: 'Delete a task and the history of its runs. A run that goes is stopped; sessions stay.',
    params: z.strictObject(taskId),
    result: z.object({ success: z.literal(true) }),
    scope: 'drive',
    owner: 'host',
    command_line: true,
    http: { method: 'DELETE', path: '/api/tasks/:task_id' },
    audit: 'task.delete',
  }),
  'task.run': defineOperation({
    summary: 'Run a task now, paused or not. Refused while a run goes, unless runs may overlap.',
    params: z.strictObject(taskId),
    result: TaskRun,
    scope: 'drive',
    owner: 'host',
    command_line: true,
    http: { method: 'POST', path: '/api/tasks/:task_id/run', status: 202 },
    audit: 'task.run',
  }),
  'task.runs': defineOperation({
    summary: 'The runs of a task, the latest first; of each task the latest 200 are kept.',
    params: z.strictObject({ ...taskId, limit: pageSize({ usual: 50, most: 200 }) }),
    result: z.object({ runs: z.array(TaskRun) }),
    scope: 'read',
    owner: 'host',
    command_line: true,
    http: { method: 'GET', path: '/api/tasks/:task_id/runs' },
  }),
  'task.pause': defineOperation({
    summary:
      'Let nothing of a task begin by itself, or again; without `task_id`: of any task of who asks. Moments that pass meanwhile are not made up for.',
    params: z.strictObject({ task_id: TaskId.optional(), paused: z.boolean() }),
    result: z.object({ success: z.literal(true) }),
    scope: 'drive',
    owner: 'host',
    command_line: true,
    http: { method: 'POST', path: '/api/tasks/pause' },
    audit: 'task.pause',
  }),
} as const
