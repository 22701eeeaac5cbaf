import path from 'node:path'
import { HomeportError } from '#shared/errors.ts'
import { operations } from '#shared/operations/table.ts'
import type { TaskSchedule } from '#shared/operations/task.ts'
import type { RunningServer } from '../../processes/controlClient.ts'
import { findRunningServer } from '../../processes/runningServer.ts'
import type { CommonFlags } from '../callServer.ts'
import { pathsOf } from '../dataDir.ts'

/** @throws HomeportError HOST_001 when no server runs. */
export async function listTasks(flags: CommonFlags): Promise<void> {
  const { tasks } = await runningServer(flags).call('task.list', {})
  const lines = tasks.map(({ id, name, paused, next_run_at, last_run }) =>
    [id, name, paused ? 'paused' : (next_run_at ?? 'by hand'), last_run?.state ?? 'never ran'].join('  '),
  )
  print(flags, { tasks }, lines.join('\n') || 'There are no tasks.')
}

export interface AddTaskFlags extends CommonFlags {
  readonly folder: string
  readonly prompt: readonly string[]
  readonly at?: string | undefined
  readonly cron?: string | undefined
  readonly timeZone?: string | undefined
}

/** @throws HomeportError WS_002 for what cannot be kept, HOST_001 when no server runs, and as `task.create` refuses. */
export async function addTask(name: string, flags: AddTaskFlags): Promise<void> {
  const parsed = operations['task.create'].params.safeParse({
    name,
    project_path: path.resolve(flags.folder),
    prompts: [...flags.prompt],
    schedule: scheduleOf(flags),
  })
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new HomeportError('WS_002', `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'is not valid'}`)
  }
  const task = await runningServer(flags).call('task.create', parsed.data)
  const next = task.next_run_at === null ? 'It runs by hand' : `Its next run is at ${task.next_run_at}`
  print(flags, task, `The task ${task.id} is kept. ${next}.`)
}

/** @throws HomeportError SESSION_002 when there is none, SESSION_003 while a run goes, HOST_001 when no server runs. */
export async function changeTask(
  change: 'run' | 'pause' | 'continue' | 'delete',
  id: string,
  flags: CommonFlags,
): Promise<void> {
  const server = runningServer(flags)
  const { task_id } = operations['task.run'].params.parse({ task_id: id })
  if (change === 'run') {
    const run = await server.call('task.run', { task_id })
    print(flags, run, `It runs, in the session ${run.session_id ?? ''}.`)
  } else if (change === 'delete') {
    print(flags, await server.call('task.delete', { task_id }), `The task ${id} is deleted.`)
  } else {
    const paused = change === 'pause'
    const result = await server.call('task.pause', { task_id, paused })
    print(flags, result, `The task ${id} ${paused ? 'is paused' : 'goes on'}.`)
  }
}

/** @throws HomeportError SESSION_002 when there is no such task, HOST_001 when no server runs. */
export async function listRuns(id: string, flags: CommonFlags): Promise<void> {
  const { task_id } = operations['task.run'].params.parse({ task_id: id })
  const { runs } = await runningServer(flags).call('task.runs', { task_id, limit: 50 })
  const lines = runs.map(({ began_at, state, cost_usd, session_id, reason }) =>
    [began_at, state, `$${cost_usd.toFixed(2)}`, session_id ?? 'no session', reason ?? ''].join('  ').trimEnd(),
  )
  print(flags, { runs }, lines.join('\n') || 'It never ran.')
}

/** @throws HomeportError WS_002 when both are named, or the moment is none. */
function scheduleOf({ at, cron, timeZone }: AddTaskFlags): TaskSchedule {
  if (at !== undefined && cron !== undefined) {
    throw new HomeportError('WS_002', 'Name --at or --cron, not both. Nothing was kept.')
  }
  if (cron !== undefined) {
    const time_zone = timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone
    return { kind: 'cron', expression: cron, time_zone }
  }
  if (at === undefined) {
    return { kind: 'manual' }
  }
  const moment = Date.parse(at)
  if (Number.isNaN(moment)) {
    throw new HomeportError('WS_002', `${at} is no moment; write it as 2026-12-24T09:00. Nothing was kept.`)
  }
  return { kind: 'once', at: new Date(moment).toISOString() }
}

function print({ json }: CommonFlags, result: object, words: string): void {
  process.stdout.write(`${json === true ? JSON.stringify(result) : words}\n`)
}

function runningServer(flags: CommonFlags): RunningServer {
  const server = findRunningServer(pathsOf(flags))
  if (server === null) {
    throw new HomeportError('HOST_001', 'Homeport is not running, and neither is any task. Start it first.')
  }
  return server
}
