import { expect, test } from 'vitest'
import { actionEnd, fileAction } from '#test/fakes/fakeRuns.ts'
import { harbour } from './harbour.ts'
import { leaveField, ready } from './shortcutsReady.ts'
import { heard } from './heard.ts'

const visit = harbour()

test('R runs the last action of the project once more, and what nobody has looked at yet is shown first', async () => {
  const { gateway, person } = await visit('/session/$working')
  const { runs } = gateway.answers
  runs.actions = [
    fileAction('build', { last: actionEnd('2026-11-28T10:00:00.000Z', 0) }),
    fileAction('test', { last: actionEnd('2026-11-28T11:00:00.000Z', 1) }),
  ]
  await ready(person)
  await leaveField(person)
  await person.types('r')
  await expect.poll(() => runs.started).toMatchObject([{ action_id: 'package-test', looked: false }])
  // Beside it how it ended the last time.
  const row = person.page.getByRole('listitem').filter({ hasText: 'npm run test' })
  await row.getByText('Exit code 1 · 2.3 s').waitFor()

  runs.actions = [fileAction('build', { last: actionEnd('2026-11-28T12:00:00.000Z', 0), needs_look: true })]
  runs.files = [{ file: 'package.json', text: '{}', is_whole: true }]
  await person.types('r')
  const dialog = person.page.getByRole('dialog', { name: 'Run build?' })
  await dialog.getByText('npm run build').waitFor()
  await heard(person.page)
  expect(runs.started).toHaveLength(1)
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  const run = person.button('Run build')
  await run.focus()
  await expect.poll(() => run.getAttribute('title')).toBe('Run build (R)')
  expect(await run.getAttribute('aria-keyshortcuts')).toBe('R')
})

test('R offers the actions of the project where none was run yet; letters stay letters in the message', async () => {
  const { gateway, person } = await visit('/session/$working')
  const { runs } = gateway.answers
  runs.actions = [fileAction('build'), fileAction('test')]
  await ready(person)
  await person.composer().focus()
  await person.page.keyboard.type('r')
  expect(await person.composer().inputValue()).toBe('r')
  await person.composer().fill('')
  await leaveField(person)
  await person.types('r')
  await person.page.getByRole('option', { name: /Run test/ }).click()
  await expect.poll(() => runs.started).toMatchObject([{ action_id: 'package-test' }])
})
