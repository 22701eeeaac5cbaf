import { expect, test } from 'vitest'
import type { Approval } from '#shared/session/session.ts'
import { approvalOf, questionInput } from '#test/renderer/scene.ts'
import { openRepository } from './gitScene.ts'
import { type Harbour, harbour } from './harbour.ts'

const visit = harbour()

/** What this browser keeps of it, as text: that of all tabs. */
const keptHere = ({ person }: Pick<Harbour, 'person'>, at: string) =>
  person.page.evaluate(
    (start) =>
      Object.entries(localStorage)
        .filter(([name]) => name.startsWith(start))
        .map(([, text]) => String(text))
        .join('\n'),
    `homeport.draft.${at}`,
  )

/** What the workstation has of it, as text. */
const keptAt = ({ gateway }: Pick<Harbour, 'gateway'>, at: string) => gateway.answers.drafts.kept.get(at)?.content ?? ''

test('a commit message half typed is there after a reload, and on another device; the commit clears it there', async () => {
  const scene = await openRepository(visit, 'wide')
  const { pane, person, session } = scene
  const message = pane.getByLabel('Commit message')
  await message.fill('pool: bound')
  await expect.poll(() => keptAt(scene, `commit/${session.id}`)).toBe('pool: bound')
  await person.page.reload()
  await pane.getByRole('button', { name: 'Uncommitted', exact: true }).click()
  await expect.poll(() => message.inputValue()).toBe('pool: bound')
  await message.fill('pool: bound it')
  await expect.poll(() => keptAt(scene, `commit/${session.id}`)).toBe('pool: bound it')
  scene.gateway.answers.drafts.write({ session_id: session.id, place: 'commit' }, 'pool: bound it, said the phone')
  await expect.poll(() => message.inputValue()).toBe('pool: bound it, said the phone')
  await pane
    .getByRole('button', { name: /^Commit( |$)/ })
    .first()
    .click()
  await expect.poll(() => scene.asked('git.commit')).toMatchObject([{ message: 'pool: bound it, said the phone' }])
  await expect.poll(() => message.inputValue()).toBe('')
  await expect.poll(() => keptAt(scene, `commit/${session.id}`)).toBe('')
})

test('two commit messages that met are shown, and a person decides', async () => {
  const scene = await openRepository(visit, 'wide')
  const { gateway, pane, person, session } = scene
  const message = pane.getByLabel('Commit message')
  await message.fill('mine')
  await expect.poll(() => keptAt(scene, `commit/${session.id}`)).toBe('mine')
  gateway.answers.overrides.set('draft.save', (params) => {
    gateway.answers.overrides.delete('draft.save')
    gateway.answers.drafts.write({ session_id: session.id, place: 'commit' }, 'theirs')
    return gateway.answers.drafts['draft.save'](params)
  })
  await message.fill('mine, longer')
  const note = pane.getByRole('status', { name: 'Draft of another device' })
  await note.getByText('theirs').waitFor()
  await person.expectAccessible()
  await note.getByRole('button', { name: 'Discard it' }).click()
  await note.waitFor({ state: 'detached' })
  await expect.poll(() => keptAt(scene, `commit/${session.id}`)).toBe('mine, longer')
})

test('a comment half typed waits in the review after a reload', async () => {
  const scene = await openRepository(visit, 'wide')
  const { pane, person, session } = scene
  await pane.getByRole('button', { name: 'Line 16, removed' }).click()
  await pane.getByRole('button', { name: 'Comment', exact: true }).click()
  await pane.getByLabel('Comment on line 16').fill('Why te')
  await expect.poll(() => keptHere(scene, `review/${session.id}`)).toContain('Why te')
  await person.page.reload()
  await pane.getByRole('button', { name: 'Uncommitted', exact: true }).click()
  const review = pane.getByRole('region', { name: 'Review' })
  await review.getByText('Not finished').waitFor()
  await person.expectAccessible()
  await pane.getByRole('button', { name: 'Line 16, removed' }).click()
  await pane.getByRole('button', { name: 'Comment', exact: true }).click()
  const box = pane.getByLabel('Comment on line 16')
  await expect.poll(() => box.inputValue()).toBe('Why te')
  await box.fill('Why ten?')
  await pane.getByRole('button', { name: 'Add to review' }).click()
  await review.getByText('Why ten?').waitFor()
  expect(await review.getByText('Not finished').count()).toBe(0)
  await expect.poll(() => keptHere(scene, `review/${session.id}`)).toContain('Why ten?')
})

/** A session in which one request waits. */
async function waiting(approval: Approval): Promise<Harbour> {
  const place = await visit('/session/$working')
  const { gateway, sessions, person } = place
  await person.sees('Go on')
  sessions.working
    .write((log) => [log.call(approval.tool_use_id, [approval.tool_name, approval.input]), log.ask(approval)])
    .forEach((event) => gateway.send(event))
  await person.card('').waits()
  return place
}

const command = approvalOf('h', 'Bash', { command: 'npm run half' })
const plan: Approval = { ...approvalOf('h', 'ExitPlanMode', { plan: 'Run a command' }), kind: 'plan' }
const question: Approval = { ...approvalOf('h', 'AskUserQuestion', questionInput), kind: 'question' }

test.each<[what: string, approval: Approval, into: { opens?: RegExp; label: RegExp }]>([
  ['a reason to deny', command, { opens: /^Deny…/, label: /Tell Claude why/ }],
  ['an edited command', command, { opens: /^Edit$/, label: /Run this instead/ }],
  ['words to a plan', plan, { opens: /^Keep planning…/, label: /What should change/ }],
  ['an answer of one’s own', question, { label: /Other answer/ }],
])('%s half typed is there after a reload', async (_, approval, { opens, label }) => {
  const place = await waiting(approval)
  const { person, sessions } = place
  const card = person.card('')
  if (opens !== undefined) {
    await card.presses(opens)
  }
  await card.writes(label, 'my half a sent')
  await expect.poll(() => keptHere(place, `cards/${sessions.working.id}`)).toContain('my half a sent')
  await person.page.reload()
  await expect.poll(() => person.page.getByLabel(label).first().inputValue()).toBe('my half a sent')
})

test('what another device typed and sent is not called unsent here', async () => {
  const place = await waiting(command)
  const { gateway, sessions, person } = place
  await person.card('').presses(/^Deny…/)
  const { id } = sessions.working
  const field = { value: 'said on the phone', text: 'said on the phone' }
  gateway.answers.drafts.write(
    { session_id: id, place: 'cards' },
    JSON.stringify({ [command.approval_id]: { reason: field } }),
  )
  // By then the page would have read it.
  await person.composer().fill('meanwhile')
  await expect.poll(() => keptAt(place, id)).toBe('meanwhile')
  sessions.working
    .write((log) =>
      log.add('approval_resolved', { approval_id: command.approval_id, decision: 'deny', answered_by: 'me' }),
    )
    .forEach((event) => gateway.send(event))
  await person.card('').isGone()
  expect(await person.page.getByRole('status', { name: 'What you had written' }).count()).toBe(0)
})

test('what was typed into a card that is answered while the page is away is kept, also through the next reload', async () => {
  const place = await waiting(command)
  const { person, sessions } = place
  await person.card('').presses(/^Deny…/)
  await person.card('').writes(/Tell Claude why/, 'because of the')
  await expect.poll(() => keptHere(place, `cards/${sessions.working.id}`)).toContain('because of the')
  sessions.working.write((log) =>
    log.add('approval_resolved', { approval_id: command.approval_id, decision: 'allow', answered_by: 'anna' }),
  )
  await person.page.reload()
  const kept = person.page.getByRole('status', { name: 'What you had written' })
  await kept.getByText('because of the').waitFor()
  await person.page.reload()
  await kept.getByText('because of the').waitFor()
  await expect.poll(() => keptHere(place, `cards/${sessions.working.id}`)).not.toContain('because')
  await kept.getByRole('button', { name: 'Discard' }).click()
  await kept.waitFor({ state: 'detached' })
})

test('a queued message half edited is there after a reload', async () => {
  const place = await visit('/session/$working')
  const { gateway, sessions, person } = place
  await person.sees('Go on')
  sessions.working.queue(['First the docs']).forEach((event) => gateway.send(event))
  await person.presses('Edit this message')
  const field = person.page.getByRole('textbox', { name: 'Text of the queued message' })
  await field.fill('First the changelog')
  await expect.poll(() => keptHere(place, `queue/${sessions.working.id}`)).toContain('First the changelog')
  await person.page.reload()
  await expect.poll(() => field.inputValue()).toBe('First the changelog')
  await person.presses('Cancel')
  await person.page.reload()
  await person.page.getByRole('button', { name: 'Edit this message' }).waitFor()
  await expect.poll(() => keptHere(place, `queue/${sessions.working.id}`)).toBe('')
})

test('what is typed into a server’s form is stored nowhere', async () => {
  const form: Approval = {
    ...approvalOf('h', 'Elicitation', {
      mcp_server_name: 'asker',
      mode: 'form',
      message: 'Tell me',
      requested_schema: { type: 'object', properties: { name: { type: 'string', title: 'Name' } } },
    }),
    kind: 'elicitation',
  }
  const { gateway, person } = await waiting(form)
  await person.card(/Tell me|Name/).writes(/Name/, 'hunter2')
  await person.composer().fill('a message')
  await expect
    .poll(() => [...gateway.answers.drafts.kept.values()].map(({ content }) => content))
    .toEqual(['a message'])
  expect(await person.page.evaluate(() => JSON.stringify(Object.entries(localStorage)))).not.toContain('hunter2')
})

test('the prompts of a new task half typed are there after a reload, until they are given up', async () => {
  const place = await visit('/nowhere')
  const { gateway, person } = place
  gateway.answers.overrides.set('task.list', () => ({ tasks: [] }))
  await person.open('/tasks')
  await person.presses('New task')
  const form = person.page.getByRole('form', { name: 'New task' })
  await form.getByRole('textbox', { name: 'Message' }).fill('Look for what is left in the lo')
  await expect.poll(() => keptAt(place, 'task/new')).toContain('what is left in the lo')
  await person.page.reload()
  await person.presses('New task')
  await expect
    .poll(() => form.getByRole('textbox', { name: 'Message' }).inputValue())
    .toBe('Look for what is left in the lo')
  await person.presses('Cancel')
  await expect.poll(() => keptAt(place, 'task/new')).toBe('')
})
