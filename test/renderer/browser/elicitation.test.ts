import { expect, test } from 'vitest'
import type { Approval } from '#shared/session/session.ts'
import { approvalOf } from '#test/renderer/scene.ts'
import type { Device } from '#test/support/browser/browser.ts'
import { harbour } from './harbour.ts'
import { heard } from './heard.ts'

const visit = harbour()

/** A session in which an MCP server asks. */
async function asks(input: Record<string, unknown>, device: Device = 'wide') {
  const { gateway, sessions, person } = await visit('/session/$working', device)
  await person.sees('Go on')
  const approval: Approval = {
    ...approvalOf('e', 'Elicitation', { mcp_server_name: 'asker', mode: 'form', message: 'Who are you?', ...input }),
    kind: 'elicitation',
    dangers: [],
    tool_use_id: '',
  }
  sessions.working.write((log) => [log.ask(approval)]).forEach((event) => gateway.send(event))
  const card = person.card('asker')
  await card.waits()
  await card.region.getByRole('heading', { name: 'An MCP server asks' }).waitFor()
  const answers = () =>
    gateway.answers.calls.filter(({ name }) => name === 'approval.answer').map(({ params }) => params)
  return { person, card, answers }
}

const properties = {
  name: { type: 'string', title: 'Your name', description: 'As on your badge', minLength: 2 },
  age: { type: 'integer', minimum: 1 },
  sure: { type: 'boolean', title: 'Quite sure' },
  colour: { type: 'string', enum: ['r', 'g'], enumNames: ['Red', 'Green'] },
  sizes: { type: 'array', items: { type: 'string', enum: ['S', 'M'] } },
}
const requested_schema = { type: 'object', properties, required: ['name'] }

test.each(['wide', 'phone'] as const)('a server’s form is filled in with the keyboard alone (%s)', async (device) => {
  const { person, card, answers } = await asks({ requested_schema }, device)
  await card.shows('asker says: Who are you?')
  await person.expectAccessible()
  await card.region.getByLabel('Your name').focus()
  await person.writes('B')
  await person.types('Tab')
  await person.writes('7')
  await person.types('Tab')
  await person.types('Space')
  await person.types('Tab')
  await person.types('Space')
  await person.types('Tab')
  await person.types('Space')
  const send = card.region.getByRole('button', { name: 'Send', exact: true })
  const button = card.region.getByRole('button', { name: /^(?:Send|Show the rest)$/ })
  await button.focus()
  if ((await send.count()) === 0) {
    await person.types('Enter')
  }
  await send.waitFor()
  await person.types('Enter')
  await card.shows('at least 2 characters are needed.')
  await heard(person.page)
  expect(answers()).toEqual([])
  await person.expectAccessible()
  await card.region.getByLabel('Your name').fill('Bo')
  await send.focus()
  await person.types('Enter')
  await expect
    .poll(answers)
    .toMatchObject([
      { decision: 'allow', updated_input: { content: { name: 'Bo', age: 7, sure: true, colour: 'r', sizes: ['S'] } } },
    ])
})

test('what a server asks is drawn whole: hidden characters, odd fields, its own extras', async () => {
  const odd = { type: 'object', title: 'Odd \u202eone', properties: {} }
  const name = { type: 'string', pattern: '^(a+)+$' }
  const { person, card, answers } = await asks({
    message: 'Say \u202eyes',
    requested_schema: { type: 'object', properties: { odd, name } },
    extra: 'and this',
  })
  expect(await card.region.locator('[data-mark="RLO"]').count()).toBeGreaterThanOrEqual(2)
  await card.shows('and this')
  await card.shows('^(a+)+$')
  await person.expectAccessible()
  await card.presses('Decline')
  await expect.poll(answers).toMatchObject([{ decision: 'deny' }])
})

test('a page that a server wants visited is opened only after its host was told, and never when it is none', async () => {
  const { person, card, answers } = await asks({ mode: 'url', url: 'https://аpple.com/x' })
  await card.region.getByText('xn--pple-43d.com', { exact: true }).waitFor()
  await person.expectAccessible()
  await card.presses('Close without an answer')
  await expect.poll(answers).toMatchObject([{ decision: 'deny', updated_input: { action: 'cancel' } }])

  const other = await asks({ mode: 'url', url: 'javascript:alert(1)' })
  await other.card.shows('Only web addresses are opened from here.')
  expect(await other.card.region.getByRole('button', { name: 'Open the page' }).count()).toBe(0)
})

test('a page that a server wants visited opens in a tab of its own, and the server is told', async () => {
  const { person, card, answers } = await asks({ mode: 'url', url: 'https://example.org/visit?x=1' })
  await person.page.context().route('https://example.org/**', (route) => route.fulfill({ body: 'there' }))
  const opened = person.page.context().waitForEvent('page')
  await card.presses(/^(?:Open the page|Show the rest)$/)
  await heard(person.page)
  if ((await card.region.getByRole('button', { name: 'Open the page' }).count()) > 0 && answers().length === 0) {
    await card.presses('Open the page')
  }
  const visited = await opened
  expect(visited.url()).toBe('https://example.org/visit?x=1')
  expect(await visited.evaluate(() => window.opener === null && document.referrer === '')).toBe(true)
  await expect.poll(answers).toMatchObject([{ decision: 'allow' }])
  await card.isGone()
})
