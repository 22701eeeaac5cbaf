import { expect, test } from 'vitest'
import { setHeader } from '#test/renderer/scene.ts'
import { harbour } from './harbour.ts'
import { heard } from './heard.ts'

const visit = harbour()

test('a prompt that is too long is kept whole, says by how much, and is not sent', async () => {
  const { gateway, person } = await visit('/session/$working')
  await person.sees('Go on')
  await person.composer().focus()
  await person.writes('a'.repeat(400_012))
  await person.sees(/12 characters more than a message may have \(400,000\)\. Nothing was cut/)
  expect((await person.composer().inputValue()).length).toBe(400_012)
  expect(await person.sendButton().isDisabled()).toBe(true)
  await person.types('Enter')
  await heard(person.page)
  expect(gateway.answers.calls.filter(({ name }) => name === 'message.send')).toEqual([])
  await person.composer().fill('short')
  await person.sendButton().click()
  await expect.poll(() => gateway.answers.calls.filter(({ name }) => name === 'message.send').length).toBe(1)
})

test('a name that is too long stays in its field and says so', async () => {
  const { gateway, person } = await visit('/session/$working')
  await person.sees('Go on')
  await person.page.getByTitle(/· Rename$/).click()
  const field = person.page.getByLabel('Name of the session')
  await field.fill('n'.repeat(230))
  await field.press('Enter')
  await person.sees(/at most 200 characters; this one has 230\. Nothing was cut/)
  expect((await field.inputValue()).length).toBe(230)
  await heard(person.page)
  expect(gateway.answers.calls.filter(({ name }) => name === 'session.control')).toEqual([])
})

test('names cut by the width of the screen are whole in what a pointer and a screen reader get', async () => {
  const { sessions, person } = await visit('/session/$question', 'phone')
  const name = `${'a very long name '.repeat(9)}end`
  setHeader(sessions.working, { name, activity: `editing ${name}` })
  await person.open('/')
  const row = person.page.getByRole('link', { name: /a very long name/ })
  expect(await row.innerText()).toContain(name)
  await row.getByTitle(name, { exact: true }).waitFor()
  await row.getByTitle(`editing ${name}`).waitFor()
  await person.open(`/session/${sessions.working.id}`)
  await person.page.getByTitle(`${name} · Switch session`).waitFor()
})

test('a long notice shows its beginning, and all of it on demand', async () => {
  const { gateway, sessions, person } = await visit('/session/$working', 'phone')
  await person.sees('Go on')
  const raw = `Something unknown.\n${'{"raw":"line"}\n'.repeat(60)}the end`
  sessions.working
    .write((log) => [log.add('notice', { level: 'info', code: 'unknown_message' }, raw)])
    .forEach((event) => gateway.send(event))
  await person.sees(/^Something unknown\./)
  expect(await person.page.getByText(/the end/).count()).toBe(0)
  await person.presses(/^Show all \d+ characters$/)
  await person.page.getByText(/the end/).waitFor()
  await person.expectAccessible()
})

test('a written file of 6,000 lines is bounded at first, says how long it is, and is there to its last line', async () => {
  const { gateway, sessions, person } = await visit('/session/$working')
  await person.sees('Go on')
  const content = Array.from({ length: 6000 }, (_, line) => `line ${line + 1}`).join('\n')
  sessions.working
    .write((log) => [
      log.call('big', ['Write', { file_path: '/home/me/code/homeport/big.txt', content }]),
      log.result('big', 'File created'),
    ])
    .forEach((event) => gateway.send(event))
  await person.presses(/^Wrote big\.txt/)
  await person.presses('Show all 6,000 lines')
  const table = person.page.getByRole('group', { name: 'Changes in big.txt' })
  expect(await table.locator('div.whitespace-pre').count()).toBeLessThan(2000)
  await person.page.getByRole('log').evaluate((log) => log.scrollTo(0, log.scrollHeight))
  await table.getByText('line 6000', { exact: true }).waitFor()
})

test.each(['wide', 'phone'] as const)(
  'a result of which the beginning came is there whole on demand (%s)',
  async (device) => {
    const { gateway, sessions, person } = await visit('/session/$working', device)
    await person.sees('Go on')
    gateway.answers.overrides.set('session.tool_result', () => ({ content: 'the beginning\nthe very end' }))
    sessions.working
      .write((log) => [
        log.call('huge', ['mcp__files__dump', { name: 'all of it' }]),
        log.result('huge', 'the beginning', { truncated_bytes: 1_300_000, is_whole_kept: true }),
      ])
      .forEach((event) => gateway.send(event))
    await person.presses(/all of it/)
    await person.presses('Show the other 1.3 MB')
    await person.page.getByText('the very end').waitFor()
    await expect
      .poll(() => gateway.answers.calls.find(({ name }) => name === 'session.tool_result')?.params)
      .toMatchObject({ tool_use_id: 'huge' })
    expect(await person.button(/Show the other/).count()).toBe(0)
    await person.expectAccessible()
  },
)

test('what was not kept of a result is told', async () => {
  const { gateway, sessions, person } = await visit('/session/$working')
  await person.sees('Go on')
  sessions.working
    .write((log) => [
      log.call('huge', ['mcp__files__dump', { name: 'all of it' }]),
      log.result('huge', 'the beginning', { truncated_bytes: 12_000_000 }),
    ])
    .forEach((event) => gateway.send(event))
  await person.presses(/all of it/)
  await person.sees('This is the beginning; 12 MB more were not kept.')
  expect(await person.button(/Show the other/).count()).toBe(0)
})

test.each(['/logs', '/audit'])('what is pasted into the search of %s is never cut without a word', async (path) => {
  const { gateway, person } = await visit('/session/$working')
  await person.sees('Go on')
  gateway.answers.overrides.set('logs.list', () => ({ entries: [], next_cursor: null }))
  gateway.answers.overrides.set('audit.list', () => ({ entries: [], next_cursor: null }))
  await person.open(path)
  const field = person.page.getByRole('main').getByRole('searchbox', { name: /Search/ })
  await field.focus()
  await person.writes('w'.repeat(230))
  await person.sees(/at most 200 characters; this one has 230\. Nothing was cut/)
  expect((await field.inputValue()).length).toBe(230)
})
