import { expect, test } from 'vitest'
import type { Approval } from '#shared/session/session.ts'
import { approvalOf, questionInput } from '#test/renderer/scene.ts'
import { harbour } from './harbour.ts'

const visit = harbour()

/** A session in which one request waits, and the way for somebody else to answer it. */
async function asked(approval: Approval, path: '/' | '/session/$working') {
  const place = await visit('/session/$working')
  const { gateway, sessions, person } = place
  await person.sees('Go on')
  const write = (script: Parameters<typeof sessions.working.write>[0]) =>
    sessions.working.write(script).forEach((event) => gateway.send(event))
  write((log) => [log.call(approval.tool_use_id, [approval.tool_name, approval.input]), log.ask(approval)])
  await person.card('').waits()
  if (path === '/') {
    await person.page.getByRole('link', { name: 'Homeport', exact: true }).click()
    await person.page.getByRole('region', { name: 'Recent' }).waitFor()
    await person.presses('Review: Frames in the wire protocol')
  }
  const answer = (decision: 'allow' | 'deny') =>
    write((log) => log.add('approval_resolved', { approval_id: approval.approval_id, decision, answered_by: 'anna' }))
  const kept = person.page.getByRole('status', { name: 'What you had written' })
  return { ...place, answer, kept, card: person.card(/Tell me|Name|Run a command|Which colour/) }
}

const command = approvalOf('h', 'Bash', { command: 'npm run half' })
const form: Approval = {
  ...approvalOf('h', 'Elicitation', {
    mcp_server_name: 'asker',
    mode: 'form',
    message: 'Tell me',
    requested_schema: { type: 'object', properties: { name: { type: 'string', title: 'Name' } } },
  }),
  kind: 'elicitation',
}
const plan: Approval = { ...approvalOf('h', 'ExitPlanMode', { plan: 'Run a command' }), kind: 'plan' }
const question: Approval = { ...approvalOf('h', 'AskUserQuestion', questionInput), kind: 'question' }

test.each<[what: string, approval: Approval, into: { opens?: RegExp; label: RegExp }]>([
  ['a reason to deny', command, { opens: /^Deny…/, label: /Tell Claude why/ }],
  ['an edited command', command, { opens: /^Edit$/, label: /Run this instead/ }],
  ['words to a plan', plan, { opens: /^Keep planning…/, label: /What should change/ }],
  ['an answer of one’s own', question, { label: /Other answer/ }],
  ['what was put into a server’s form', form, { label: /Name/ }],
])('%s half typed is kept when somebody else answers, who is named', async (_, approval, { opens, label }) => {
  const { person, card, answer, kept } = await asked(approval, '/session/$working')
  if (opens !== undefined) {
    await card.presses(opens)
  }
  await card.writes(label, 'my half a sent')
  answer('deny')
  await kept.getByText('anna was first: denied.').waitFor()
  expect(await kept.innerText()).toContain('my half a sent')
  await person.expectAccessible()
  await kept.getByRole('button', { name: 'Discard' }).click()
  await kept.waitFor({ state: 'detached' })
})

test('on Home as well, and what was typed outlives leaving the card', async () => {
  const { person, card, answer, kept } = await asked(command, '/')
  await card.presses(/^Deny…/)
  await card.writes(/Tell Claude why/, 'because of the')
  await person.page.goBack()
  await card.waits()
  expect(await card.region.getByLabel(/Tell Claude why/).inputValue()).toBe('because of the')
  answer('allow')
  await kept.getByText('anna was first: allowed.').waitFor()
  await person.page.getByRole('link', { name: 'Homeport', exact: true }).click()
  expect(await kept.innerText()).toContain('because of the')
})

test('an answer of one’s own leaves nothing behind', async () => {
  const { person, card, kept } = await asked(command, '/session/$working')
  await card.presses(/^Deny…/)
  await card.writes(/Tell Claude why/, 'no')
  await card.presses('Deny')
  await card.isGone()
  expect(await kept.count()).toBe(0)
  await person.sees(/^Would have run/)
})

test('what was left goes into the message by one press, below what stands there', async () => {
  const { person, card, answer, kept } = await asked(command, '/session/$working')
  await person.composer().fill('And then')
  await card.presses(/^Deny…/)
  await card.writes(/Tell Claude why/, 'use yarn')
  answer('allow')
  await kept.getByRole('button', { name: 'Put it into the message' }).click()
  await kept.waitFor({ state: 'detached' })
  expect(await person.composer().inputValue()).toBe('And then\nuse yarn')
  await person.reload()
  expect(await person.composer().inputValue()).toBe('And then\nuse yarn')
})

test('from Home it leads to the message of its session', async () => {
  const { person, card, answer, kept } = await asked(command, '/')
  await card.presses(/^Deny…/)
  await card.writes(/Tell Claude why/, 'use yarn')
  answer('allow')
  await kept.getByRole('button', { name: 'Put it into the message' }).click()
  await person.composer().waitFor()
  expect(await person.composer().inputValue()).toBe('use yarn')
})

test('what was written for a server is not offered to Claude', async () => {
  const { card, answer, kept } = await asked(form, '/session/$working')
  await card.writes(/Name/, 'hunter2')
  answer('deny')
  await kept.getByRole('button', { name: 'Discard' }).waitFor()
  expect(await kept.getByRole('button', { name: 'Put it into the message' }).count()).toBe(0)
})

test.each(['wide', 'phone'] as const)(
  'a queued prompt whose turn comes while it is edited leaves what was written (%s)',
  async (device) => {
    const { gateway, sessions, person } = await visit('/session/$working', device)
    await person.sees('Go on')
    const queue = (...contents: string[]) => sessions.working.queue(contents).forEach((event) => gateway.send(event))
    queue('First the docs', 'Then the tests')
    const row = person.page.getByRole('listitem').filter({ hasText: 'First the docs' })
    await row.getByRole('button', { name: 'Edit this message' }).click()
    await person.page.getByRole('textbox', { name: 'Text of the queued message' }).fill('First the changelog')
    queue()
    const kept = person.page.getByRole('status', { name: 'What you had written' })
    await kept.getByText(/^The message that you were editing is no longer queued/).waitFor()
    expect(await kept.innerText()).toContain('First the changelog')
    await kept.getByRole('button', { name: 'Put it into the message' }).click()
    expect(await person.composer().inputValue()).toBe('First the changelog')
  },
)

test('a queued prompt half edited is still so after another page', async () => {
  const { gateway, sessions, person } = await visit('/session/$working')
  await person.sees('Go on')
  sessions.working.queue(['First the docs']).forEach((event) => gateway.send(event))
  await person.presses('Edit this message')
  const field = person.page.getByRole('textbox', { name: 'Text of the queued message' })
  await field.fill('First the changelog')
  await person.page.getByRole('link', { name: 'Homeport', exact: true }).click()
  await person.page.getByRole('region', { name: 'Recent' }).waitFor()
  await person.page.goBack()
  expect(await field.inputValue()).toBe('First the changelog')
})

/** The names of the entries under which this browser keeps unsent texts. Runs in the page. */
const keptTexts = () => Object.keys(localStorage).filter((name) => name.startsWith('homeport.unsent'))

test('what two tabs were typing is kept side by side, and one that is discarded is gone in both', async () => {
  const { person, sessions, kept } = await asked(command, '/session/$working')
  const second = await person.page.context().newPage()
  await second.goto(person.page.url())
  const keptThere = second.getByRole('status', { name: 'What you had written' })
  const session_id = sessions.working.id
  // As each tab leaves one: by the very entry that the other is told of.
  const leaves = (page: typeof second, id: string) =>
    page.evaluate((text) => localStorage.setItem(`homeport.unsent.${text.id}`, JSON.stringify(text)), {
      id,
      session_id,
      text: `left by ${id}`,
      reason: 'It was answered.',
      isPrivate: false,
      at: 1,
    })
  await second.getByText('Go on').first().waitFor()
  await leaves(second, 'tab2')
  await kept.getByText('left by tab2').waitFor()
  await leaves(person.page, 'tab1')
  await keptThere.getByText('left by tab1').waitFor()
  await kept.filter({ hasText: 'left by tab2' }).getByRole('button', { name: 'Discard' }).click()
  await keptThere.filter({ hasText: 'left by tab2' }).waitFor({ state: 'detached' })
  expect(await second.evaluate(keptTexts)).toEqual(['homeport.unsent.tab1'])
  await second.close()
})

test('unsent texts of a page from before they had entries of their own are taken over', async () => {
  const { person, sessions, kept } = await asked(command, '/session/$working')
  const session_id = sessions.working.id
  await person.page.evaluate((text) => localStorage.setItem('homeport.unsent', JSON.stringify([text])), {
    id: 'old',
    session_id,
    text: 'from before',
    reason: 'It was answered.',
    isPrivate: false,
  })
  await person.page.reload()
  await kept.getByText('from before').waitFor()
  expect(await person.page.evaluate(keptTexts)).toEqual(['homeport.unsent.old'])
})
