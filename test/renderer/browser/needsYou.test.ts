import { expect, test } from 'vitest'
import { approvalOf } from '#test/renderer/scene.ts'
import { harbour } from './harbour.ts'
import { heard } from './heard.ts'

const visit = harbour()

test('a tool is allowed from the home screen', async () => {
  const { gateway, person } = await visit('/')
  const card = person.card('npm run migrate')
  await card.presses('Allow once')
  await card.isGone()
  await expect.poll(() => answered(gateway)).toMatchObject({ decision: 'allow', approval_id: 'migrate' })
})

test("“always” shows Claude's own rule and passes that one back", async () => {
  const { gateway, person } = await visit('/session/$asking', 'phone')
  const card = person.card('npm run migrate')
  await card.presses('Always…')
  await person.sees('Allow Bash(npm run *)')
  await card.presses('Allow and add')
  await card.isGone()
  await expect.poll(() => answered(gateway)).toMatchObject({ decision: 'allow', remember: [0] })
})

test('a command is edited before it runs', async () => {
  const { gateway, person } = await visit('/session/$asking')
  const card = person.card('npm run migrate')
  await card.presses('Edit')
  await card.writes('Run this instead', 'npm run migrate -- --dry-run')
  await card.presses('Allow the edited command')
  await card.isGone()
  await expect
    .poll(() => answered(gateway))
    .toMatchObject({ updated_input: { command: 'npm run migrate -- --dry-run' } })
})

test('a denial carries its reason', async () => {
  const { gateway, person } = await visit('/session/$asking')
  const card = person.card('npm run migrate')
  await card.presses('Deny…')
  await card.writes(/Tell Claude why/, 'Not on a Friday')
  await card.presses('Deny')
  await card.isGone()
  await expect.poll(() => answered(gateway)).toMatchObject({ decision: 'deny', message: 'Not on a Friday' })
})

test('Enter sends the reason, and breaks its line with Shift', async () => {
  const { gateway, person } = await visit('/session/$asking')
  const card = person.card('npm run migrate')
  await card.presses('Deny…')
  await person.page.getByLabel(/Tell Claude why/).pressSequentially('Not')
  await person.page.keyboard.press('Shift+Enter')
  await person.page.keyboard.type('today')
  await person.page.keyboard.press('Enter')
  await card.isGone()
  await expect.poll(() => answered(gateway)).toMatchObject({ decision: 'deny', message: 'Not\ntoday' })
})

test('a dangerous command looks different and needs a second tap', async () => {
  const { gateway, sessions, person } = await visit('/session/$working')
  await person.sees('Go on')
  const input = { command: 'rm -rf /home/me/code' }
  const dangers = [{ code: 'deletes_files', text: 'Deletes files for good.' }]
  sessions.working
    .write((log) => [log.call('rm', ['Bash', input]), log.ask({ ...approvalOf('rm', 'Bash', input), dangers })])
    .forEach((event) => gateway.send(event))
  const card = person.card('Deletes files for good.')
  await card.presses('Allow once')
  await person.sees('Tap again to allow')
  await heard(person.page)
  expect(answered(gateway)).toBeUndefined()
  await card.presses('Tap again to allow')
  await card.isGone()
  await expect.poll(() => answered(gateway)).toMatchObject({ decision: 'allow' })
})

test('a question is answered in place', async () => {
  const { gateway, person } = await visit('/session/$question', 'phone')
  const card = person.card('Which colour scheme')
  await card.chooses('Cool')
  await card.presses('Send answer')
  await card.isGone()
  await expect
    .poll(() => answered(gateway))
    .toMatchObject({
      updated_input: { answers: { 'Which colour scheme should the landing page have?': 'Cool' } },
    })
})

test('several questions come one at a time: back and forth, and sent once each has its answer', async () => {
  const { gateway, sessions, person } = await visit('/session/$working', 'phone')
  await person.sees('Go on')
  const input = { questions: [choiceOf('Which sail?', ['Red', 'Blue']), choiceOf('Which mast?', ['Oak', 'Ash'])] }
  sessions.working
    .write((log) => [
      log.call('both', ['AskUserQuestion', input]),
      log.ask({ ...approvalOf('both', 'AskUserQuestion', input), kind: 'question' }),
    ])
    .forEach((event) => gateway.send(event))
  const card = person.card('Claude asks')
  await card.shows('Which sail?')
  await person.sees('1 of 2')
  expect(await card.region.getByText('Which mast?').count()).toBe(0)
  await card.presses('Next question')
  await card.chooses('Oak')
  // The first one has no answer yet.
  await card.presses('Next question')
  await card.chooses('Blue')
  await person.expectAccessible()
  await card.presses('Next question')
  expect(await card.region.getByRole('radio', { name: 'Oak' }).isChecked()).toBe(true)
  await card.presses('Previous question')
  expect(await card.region.getByRole('radio', { name: 'Blue' }).isChecked()).toBe(true)
  await card.presses('Next question')
  await card.presses('Send answers')
  await card.isGone()
  await expect
    .poll(() => answered(gateway))
    .toMatchObject({
      updated_input: { answers: { 'Which sail?': 'Blue', 'Which mast?': 'Oak' } },
    })
})

test('a plan is sent back with what should change, or approved with edits', async () => {
  const { gateway, sessions, person } = await visit('/session/$working')
  await person.sees('Go on')
  const plan = (id: string) => {
    const input = { plan: '# The plan\n\n1. Read\n2. Write' }
    const approval = { ...approvalOf(id, 'ExitPlanMode', input), kind: 'plan' as const }
    sessions.working
      .write((log) => [log.call(id, ['ExitPlanMode', input]), log.ask(approval)])
      .forEach((event) => gateway.send(event))
  }
  plan('plan1')
  const card = person.card('The plan')
  await card.presses('Keep planning…')
  await card.writes('What should change in the plan?', 'Tests first')
  await card.presses('Keep planning')
  await card.isGone()
  await expect.poll(() => answered(gateway)).toMatchObject({ decision: 'deny', message: 'Tests first' })
  plan('plan2')
  await card.presses('Approve, accept edits')
  await card.isGone()
  await expect
    .poll(() => gateway.answers.calls.findLast(({ name }) => name === 'approval.answer')?.params)
    .toMatchObject({ decision: 'allow', remember: [1] })
})

test('somebody else was first: the card goes, and it is said', async () => {
  const { gateway, sessions, person } = await visit('/session/$asking')
  const card = person.card('npm run migrate')
  await card.waits()
  const [approval] = sessions.asking.header.approvals
  if (approval === undefined) {
    throw new Error('nothing to answer')
  }
  const events = sessions.asking.write((log) => log.answer(approval, 'deny'))
  await card.presses('Allow once')
  await person.sees('anna was first: denied.')
  events.forEach((event) => gateway.send(event))
  await card.isGone()
  expect(await person.page.getByText('Denied', { exact: true }).count()).toBe(1)
})

test('the tab says how many need somebody', async () => {
  const { person } = await visit('/')
  await expect.poll(() => person.page.title()).toBe('(2) Home · Homeport')
  expect(await person.page.locator('link[rel=icon]').getAttribute('href')).toBe('/icon-needs-you.svg')
  await person.card('npm run migrate').presses('Allow once')
  await expect.poll(() => person.page.title()).toBe('(1) Home · Homeport')
  await person.sees(/^1 needs you/)
})

function answered(gateway: Awaited<ReturnType<typeof visit>>['gateway']) {
  return gateway.answers.calls.find(({ name }) => name === 'approval.answer')?.params
}

function choiceOf(question: string, labels: readonly string[]) {
  const options = labels.map((label) => ({ label, description: '' }))
  return { question, header: '', multiSelect: false, options }
}
