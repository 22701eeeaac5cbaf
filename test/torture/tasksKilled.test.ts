import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Task, TaskRun } from '#shared/operations/task.ts'
import type { DurableEvent } from '#shared/session/events.ts'
import { killPart } from '#test/support/runFiles.ts'
import { type TestServer, startServer } from '#test/support/server/server.ts'
import { until } from '#test/support/until.ts'

let server: TestServer

beforeEach(async () => {
  server = await startServer({ vault: 'file' })
})

afterEach(() => server.close())

const FIRST = '@slow 10\n@tokens 120'

/** A task of two prompts, of whose first one Claude Code has begun the answer. */
async function running(name: string): Promise<{ readonly task: Task; readonly session_id: string }> {
  const plan = {
    name,
    project_path: server.folder(name),
    prompts: [FIRST, 'and then the second'],
    model: null,
    permission_mode: null,
    effort: null,
    schedule: { kind: 'manual' },
    missed: 'run_once',
    overlap: 'skip',
    limits: { cost_usd: null, minutes: null, turns: null },
  }
  const task = await server.program.call<Task>('POST', '/api/tasks', plan)
  await server.program.call('POST', `/api/tasks/${task.id}/run`)
  const isRunning = async () => (await runsOf(task)).find(({ state }) => state === 'running')
  const { session_id } = await until(isRunning, { what: 'the run to have its session' })
  const viewer = await server.program.watch()
  await viewer.follow(String(session_id))
  await viewer.until(() => viewer.session(String(session_id)).streaming.length > 50, 'streaming text')
  await viewer.close()
  return { task, session_id: String(session_id) }
}

async function runsOf({ id }: Task): Promise<TaskRun[]> {
  return (await server.program.call<{ runs: TaskRun[] }>('GET', `/api/tasks/${id}/runs`)).runs
}

/** Waits until the run has done both prompts, with whole answers, and has said so once. Resolves with what was sent. */
async function promptsOfWholeRun({ task, session_id }: Awaited<ReturnType<typeof running>>): Promise<string[]> {
  await expect
    .poll(async () => (await runsOf(task)).map(({ state }) => state), { timeout: 40_000 })
    .toEqual(['succeeded'])
  expect((await runsOf(task))[0]).toMatchObject({ session_id, prompts_done: 2, reason: null })
  const { events } = await server.program.call<{ events: DurableEvent[] }>('GET', `/api/session/${session_id}/events`)
  const texts = (type: string) => events.filter((event) => event.type === type).map(({ content }) => content ?? '')
  expect(texts('claude_response').at(-2)).toMatch(/^word1 .* word120$/)
  expect(texts('claude_response').at(-1)).toBe('You said: and then the second')
  const ends = events.filter(({ type, data }) => type === 'notice' && 'code' in data && data.code === 'task_ended')
  expect(ends).toHaveLength(1)
  return texts('user_message')
}

test('a run goes on, prompt after prompt, after its host was killed', async () => {
  const run = await running('killed')
  await killPart(server, 'host')
  expect(await promptsOfWholeRun(run)).toEqual([FIRST, 'and then the second'])
})

test('a run goes on after Homeport was stopped and started again: the prompt whose turn was cut is sent again', async () => {
  const run = await running('stopped')
  expect((await server.homeport('stop')).code).toBe(0)
  await server.ended
  await server.restart()
  expect(await promptsOfWholeRun(run)).toEqual([FIRST, FIRST, 'and then the second'])
})
