import * as z from 'zod'
import type { BackgroundTaskChange } from '#shared/session/events.ts'
import type { AgentUpdate } from '#server/host/sessions/ports/agent.ts'
import type { SystemLine } from '../protocol/messages.ts'
import type { MapState, StartedTask } from './mapState.ts'
import { shortened } from './unknownMessages.ts'

type Reader = (state: MapState, line: SystemLine) => AgentUpdate[]

/** Background tasks: each is reported when it begins and once when it ends. Foreground ones belong to their call. */
export const taskReaders: Readonly<Record<string, Reader>> = {
  task_started: (state, line) => {
    const task = Started.safeParse(line).data
    if (task?.is_backgrounded === false && state.foreground.size < MAX_TASKS) {
      state.foreground.set(task.task_id, task)
    }
    return task?.is_backgrounded === true ? begin(state, task) : []
  },
  task_notification: (state, line) => {
    const ended = Notification.safeParse(line).data
    state.foreground.delete(ended?.task_id ?? '')
    return ended === undefined ? [] : end(state, ended.task_id, endOf(ended))
  },
  // The whole list. It comes before `task_started`, which names the call; a command that went to the background later was
  // started before. What left the list has ended.
  background_tasks_changed: (state, line) => {
    const tasks = Changed.safeParse(line).data?.tasks ?? []
    const listed = new Set(tasks.map(({ task_id }) => task_id))
    const gone = [...state.tasks.keys()].filter((id) => !listed.has(id))
    const moved = tasks.flatMap(({ task_id }) => state.foreground.get(task_id) ?? [])
    moved.forEach(({ task_id }) => state.foreground.delete(task_id))
    return [
      ...gone.flatMap((id) => end(state, id, { state: 'completed' })),
      ...moved.flatMap((task) => begin(state, task)),
    ]
  },
}

const Task = z.looseObject({
  task_id: z.string().min(1).max(100),
  description: z.string().catch(''),
  tool_use_id: z.string().nullish().catch(null),
})
const Started = Task.extend({ is_backgrounded: z.boolean().catch(false) })
const Changed = z.looseObject({ tasks: z.array(Task) })
const Notification = z.looseObject({
  task_id: z.string(),
  status: z.string().catch('completed'),
  summary: z.string().catch(''),
  /** The summary is what an agent said, not what Claude Code says of it. */
  summary_is_report: z.boolean().catch(false),
})

/** More than these are not reported; nobody starts as many on purpose. */
const MAX_TASKS = 100

function begin(state: MapState, { task_id, description, tool_use_id }: StartedTask): AgentUpdate[] {
  if (state.tasks.has(task_id) || state.tasks.size >= MAX_TASKS) {
    return []
  }
  const call = typeof tool_use_id === 'string' ? { tool_use_id } : {}
  const task = { task_id, description: shortened(description, 200), state: 'running' as const, ...call }
  state.tasks.set(task_id, task)
  return [{ kind: 'background_task', task }]
}

type End = Pick<BackgroundTaskChange, 'state' | 'exit_code'>

function end(state: MapState, taskId: string, how: End): AgentUpdate[] {
  const task = state.tasks.get(taskId)
  state.tasks.delete(taskId)
  return task === undefined ? [] : [{ kind: 'background_task', task: { ...task, ...how } }]
}

function endOf({ status, summary, summary_is_report }: z.infer<typeof Notification>): End {
  if (status !== 'failed') {
    return { state: status === 'stopped' || status === 'killed' ? 'stopped' : 'completed' }
  }
  const code = summary_is_report ? null : EXIT.exec(summary)
  return { state: 'failed', ...(code === null ? {} : { exit_code: Number(code[1]) }) }
}

/** How a summary of Claude Code's ends: `… failed with exit code 3`, `… script failed (exit 2)`. */
const EXIT = /\bexit (?:code )?(\d{1,3})\)?$/
