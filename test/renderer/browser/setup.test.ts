import { expect, test } from 'vitest'
import { fakeTemplates, ownTemplate } from '#test/fakes/fakeTemplates.ts'
import { harbour } from './harbour.ts'

const visit = harbour()

test('a session begins with a template, a variable that is asked for, and a server that is shown whole first', async () => {
  const { gateway, person } = await visit('/new?folder=/home/me/code/api-server', 'wide')
  const { page } = person
  gateway.answers.overrides.set('template.list', () => ({ templates: [ownTemplate, ...fakeTemplates] }))
  await person.open('/new?folder=/home/me/code/api-server')
  await page.getByRole('button', { name: 'Nightly review' }).click()
  await expect.poll(() => page.getByRole('combobox', { name: 'Template' }).inputValue()).toBe('own-1')
  await person.sees(/npx -y @example\/tracker/)
  await person.expectAccessible()
  await page.getByRole('button', { name: 'Start', exact: true }).click()
  await person.sees(/Give TRACKER_KEY a value/)
  await page.getByLabel('Value of TRACKER_KEY').fill('secret')
  await page.getByRole('button', { name: 'Add an MCP server…' }).click()
  await page.getByRole('textbox', { name: 'Name of the server' }).fill('docs')
  await page.getByRole('combobox', { name: 'Kind' }).selectOption('http')
  await page.getByRole('textbox', { name: 'Address' }).fill('https://docs.example/mcp')
  await person.sees('Claude Code connects to:')
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByRole('button', { name: 'Start', exact: true }).click()
  await expect
    .poll(() => gateway.answers.calls.findLast(({ name }) => name === 'session.create')?.params)
    .toMatchObject({
      permission_mode: 'plan',
      environment: { TRACKER_KEY: 'secret' },
      setup: {
        system_prompt: 'Be brief.',
        mcp_servers: { tracker: { command: 'npx' }, docs: { type: 'http', url: 'https://docs.example/mcp' } },
      },
    })
})

test('what was chosen is kept as a template; one that is deleted comes back with Undo', async () => {
  const { gateway, person } = await visit('/new?folder=/home/me/code/api-server', 'wide')
  const { page } = person
  gateway.answers.overrides.set('template.list', () => ({ templates: [ownTemplate, ...fakeTemplates] }))
  for (const name of ['template.create', 'template.restore']) {
    gateway.answers.overrides.set(name, () => ownTemplate)
  }
  gateway.answers.overrides.set('template.delete', () => ({ success: true }))
  await person.open('/new?folder=/home/me/code/api-server')
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('textbox', { name: 'Denied tools' }).fill('Write\nEdit')
  await page.getByRole('button', { name: 'Save as a template…' }).click()
  await page.getByRole('dialog').getByRole('textbox', { name: 'Name', exact: true }).fill('Look only')
  await person.expectAccessible()
  await page.getByRole('button', { name: 'Save template' }).click()
  await expect
    .poll(() => gateway.answers.calls.findLast(({ name }) => name === 'template.create')?.params)
    .toMatchObject({ name: 'Look only', setup: { denied_tools: ['Write', 'Edit'] }, shared: false })
  await page.getByRole('button', { name: 'Edit templates…' }).click()
  await person.expectAccessible()
  await page.getByRole('button', { name: 'Delete Nightly review' }).click()
  await page.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect
    .poll(() => gateway.answers.calls.findLast(({ name }) => name === 'template.restore')?.params)
    .toEqual({ template_id: 'own-1' })
})

test('the details of a session show its set-up and how its servers stand; a change keeps what is in the vault', async () => {
  const { gateway, sessions, person } = await visit('/nowhere', 'wide')
  const { page } = person
  const { header } = sessions.working
  const mcp_servers = { tracker: { type: 'stdio' as const, command: 'npx', args: ['tracker'] } }
  const setup = { denied_tools: ['Write'], mcp_servers }
  const session = { ...header.session, environment: ['TRACKER_KEY', 'OLD'], setup }
  sessions.working.header = { ...header, session }
  const tracker = { name: 'tracker', transport: 'stdio', is_of_session: true, tools: [], error: null }
  gateway.answers.overrides.set('mcp.list', () => ({
    is_running: true,
    servers: [
      { ...tracker, status: 'failed', error: 'Connection closed' },
      { ...tracker, name: 'mail', status: 'needs_sign_in', is_of_session: false },
    ],
  }))
  gateway.answers.overrides.set('mcp.sign_in', () => ({ url: 'https://mail.example/authorize?x=1' }))
  gateway.answers.overrides.set('mcp.finish_sign_in', () => ({ success: true }))
  await person.open(`/session/${sessions.working.id}/info`)
  await person.sees('Connection closed')
  await person.sees('Wants you to sign in')
  await person.expectAccessible()
  await page.getByRole('button', { name: 'Sign in to mail' }).click()
  expect(await page.getByRole('link', { name: /mail\.example/ }).getAttribute('href')).toMatch(
    /^https:\/\/mail\.example/,
  )
  await page.getByRole('textbox', { name: 'Address on which it ended' }).fill('http://localhost:1/callback?code=x')
  await page.getByRole('button', { name: 'I have signed in' }).click()
  await page.getByRole('button', { name: 'Change the set-up…' }).click()
  await page.getByRole('button', { name: 'Remove OLD' }).click()
  await person.expectAccessible()
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await expect
    .poll(() => gateway.answers.calls.findLast(({ name }) => name === 'session.update')?.params)
    .toMatchObject({ environment: { OLD: null }, setup: { denied_tools: ['Write'] } })
})

test('an owner takes back what another one shared, and nobody else is offered it', async () => {
  const { gateway, person } = await visit('/nowhere', 'wide')
  const theirs = { ...ownTemplate, id: 'other-1', origin: 'shared', shared: true }
  gateway.answers.overrides.set('template.list', () => ({ templates: [theirs] }))
  gateway.answers.overrides.set('template.update', () => ({ ...theirs, shared: false }))
  const listed = async () => {
    await person.open('/new?folder=/home/me/code/api-server')
    await person.page.getByRole('button', { name: 'Edit templates…' }).click()
    await person.page.getByRole('button', { name: /^Copy Nightly review/ }).waitFor()
    return person.page.getByRole('button', { name: 'Stop sharing Nightly review' })
  }
  await (await listed()).click()
  await expect
    .poll(() => gateway.answers.calls.findLast(({ name }) => name === 'template.update')?.params)
    .toEqual({ template_id: 'other-1', shared: false })
  gateway.scopes = ['read', 'drive']
  expect(await (await listed()).count()).toBe(0)
})
