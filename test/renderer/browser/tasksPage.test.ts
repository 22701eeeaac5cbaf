import { expect, test } from 'vitest'
import { aTaskRun } from '#test/fakes/aTaskRun.ts'
import { harbour } from './harbour.ts'

const visit = harbour()

test('a task is made in plain words, with the expression that they mean', async () => {
  const { gateway, person } = await visit('/nowhere', 'wide')
  gateway.answers.overrides.set('task.list', () => ({ tasks: [] }))
  gateway.answers.overrides.set('task.create', () => ({}))
  await person.open('/tasks')
  await person.sees('There are no tasks yet.')
  await person.presses('New task')
  await person.page.getByRole('textbox', { name: 'Name' }).fill('Tests')
  await person.page.getByRole('textbox', { name: /^Folder/ }).fill('/projects/api')
  await person.page.getByRole('textbox', { name: 'Message' }).fill('run the tests')
  await person.page.getByRole('combobox', { name: 'When' }).selectOption('weekday')
  await person.sees('Every weekday at 9:00')
  await person.expectAccessible()
  await person.presses('Save')
  await expect
    .poll(() => gateway.answers.calls.findLast(({ name }) => name === 'task.create')?.params)
    .toMatchObject({
      name: 'Tests',
      project_path: '/projects/api',
      schedule: { kind: 'cron', expression: '0 9 * * 1-5' },
    })
})

test('a run is seen as it goes, and one that never began is told on every page that is open', async () => {
  const { gateway, person } = await visit('/nowhere', 'wide')
  const task = {
    id: 'task-1',
    name: 'Tests',
    project_path: '/projects/api',
    prompt_count: 1,
    model: null,
    permission_mode: null,
    effort: null,
    schedule: { kind: 'manual' },
    missed: 'run_once',
    overlap: 'skip',
    limits: { cost_usd: null, minutes: null, turns: null },
    paused: false,
    created_at: '2026-01-05T08:00:00.000Z',
    next_run_at: null,
  }
  let state = aTaskRun({ state: 'running', ended_at: null, reason: null })
  gateway.answers.overrides.set('task.list', () => ({ tasks: [{ ...task, last_run: state.run }] }))
  await person.open('/tasks')
  await person.sees('Running')
  state = aTaskRun({ state: 'failed', reason: 'Its folder is gone.' })
  gateway.tellRun(state)
  await person.sees('Failed')
  await person.sees('The task “Tests” did not run. Its folder is gone.')
  await person.expectAccessible()
  await person.open('/')
  await person.sees('Connected')
  gateway.tellRun(aTaskRun({ state: 'missed', reason: 'The machine slept.' }))
  await person.sees('The task “Tests” did not run. The machine slept.')
  await expect.poll(() => gateway.answers.calls.filter(({ name }) => name === 'task.list').length).toBeGreaterThan(1)
})
