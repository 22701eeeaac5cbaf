import { expect, test } from 'vitest'
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
