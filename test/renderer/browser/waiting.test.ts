import { expect, test } from 'vitest'
import type { Approval } from '#shared/session/session.ts'
import { approvalOf } from '#test/renderer/scene.ts'
import { type Harbour, harbour } from './harbour.ts'

const visit = harbour()

test('on a phone the tab bar leads to what needs somebody, each in its conversation, and on to the next once it is answered', async () => {
  const { gateway, sessions, person } = await visit('/', 'phone')
  await person.followsLink(/^Needs you/)
  await person.sees('1 of 2')
  await person.card('npm run migrate').waits()
  await person.page
    .getByRole('log')
    .getByText(/The migration is ready/)
    .waitFor()
  expect(person.address()).toContain(sessions.asking.id)
  await person.expectAccessible()
  await person.presses('Next')
  await person.card('Which colour scheme').waits()
  await person.sees('2 of 2')
  await person.presses('Previous')
  const card = person.card('npm run migrate')
  await card.presses('Allow once')
  await person.card('Which colour scheme').waits()
  expect(answersIn(gateway)).toHaveLength(1)
  expect(person.address()).toContain(sessions.question.id)
  expect(await person.page.getByRole('navigation', { name: 'Pages' }).count()).toBe(0)
  await person.followsLink('Back')
  await person.page.waitForURL((url) => url.pathname === '/')
})

test('one that was opened from a list stays open when it is answered', async () => {
  const { sessions, person } = await visit('/session/$asking', 'phone')
  await person.card('npm run migrate').presses('Allow once')
  await person.composer().waitFor()
  expect(person.address()).toContain(sessions.asking.id)
})

test('who writes a message stays where they are when another answers meanwhile', async () => {
  const { gateway, sessions, person } = await visit('/needs-you', 'phone')
  const card = person.card('npm run migrate')
  await card.presses('Write instead')
  await expect.poll(() => person.composer().evaluate((field) => field === document.activeElement)).toBe(true)
  const [approval] = sessions.asking.header.approvals
  if (approval === undefined) {
    throw new Error('nothing to answer')
  }
  sessions.asking.write((log) => log.answer(approval, 'deny')).forEach((event) => gateway.send(event))
  await person.button(/Answer$/).waitFor({ state: 'detached' })
  expect(person.address()).toContain(sessions.asking.id)
  expect(await person.composer().evaluate((field) => field === document.activeElement)).toBe(true)
})

test('on a phone what is harmless is answered on Home, and the next that moves there is dead for a moment', async () => {
  const { gateway, sessions, person } = await visit('/', 'phone')
  const input = { command: 'npm run deploy' }
  sessions.working
    .write((log) => [log.call('deploy', ['Bash', input]), log.ask(approvalOf('deploy', 'Bash', input))])
    .forEach((event) => gateway.send(event))
  const [first, second] = [person.card('npm run migrate'), person.card('npm run deploy')]
  await Promise.all([first.shows('npm run migrate'), second.shows('npm run deploy')])
  await person.sees('1 question more')
  await person.expectAccessible()
  await first.presses('Allow')
  await first.isGone()
  const list = person.page.getByRole('list').filter({ has: second.region })
  expect(await list.evaluate((one) => one.inert)).toBe(true)
  await second.presses('Deny')
  await second.isGone()
  expect(answersIn(gateway)).toMatchObject([{ decision: 'allow' }, { decision: 'deny', approval_id: 'deploy' }])
})

test('on a phone what is dangerous is a line on Home, which leads to its card; all of a long one is read before it is allowed', async () => {
  const { gateway, sessions, person } = await visit('/', 'phone')
  const asks = (id: string, command: string, dangers: Approval['dangers']) =>
    sessions.working
      .write((log) => [
        log.call(id, ['Bash', { command }]),
        log.ask({ ...approvalOf(id, 'Bash', { command }), dangers }),
      ])
      .forEach((event) => gateway.send(event))
  await person.card('npm run migrate').shows('npm run migrate')
  asks('rm', 'rm -rf /home/me/code', [{ code: 'deletes_files', text: 'Deletes files for good.' }])
  const line = person.page.getByRole('link', { name: /1 risk.*rm -rf/ })
  await line.waitFor()
  expect(await person.button('Allow').count()).toBe(1)
  await line.tap()
  await person.card('Deletes files for good.').shows('Deletes files for good.')
  await person.followsLink('Back')
  await person.card('npm run migrate').presses('Deny')
  await person.card('npm run migrate').isGone()
  asks('long', Array.from({ length: 40 }, (_, index) => `echo step ${index}`).join(' &&\n'), [])
  await person.button('Show the rest').waitFor()
  expect(await person.button('Allow').count()).toBe(0)
})

test('a swipe leads to the next that needs somebody, and never answers', async () => {
  const { gateway, person } = await visit('/needs-you', 'phone')
  const swipe = async (from: number, to: number) =>
    person.page.locator('[data-sheet] h3').evaluate(
      (target, [start, end]) => {
        const touch = (clientX: number) => new Touch({ identifier: 1, target, clientX, clientY: 200 })
        const fire = (type: string, init: TouchEventInit) =>
          target.dispatchEvent(new TouchEvent(type, { bubbles: true, ...init }))
        fire('touchstart', { touches: [touch(start)] })
        fire('touchend', { changedTouches: [touch(end)] })
      },
      [from, to] as const,
    )
  await person.card('npm run migrate').shows('npm run migrate')
  await swipe(300, 120)
  await person.card('Which colour scheme').shows(/Which colour scheme/)
  await swipe(120, 300)
  await person.card('npm run migrate').shows('npm run migrate')
  expect(answersIn(gateway)).toEqual([])
})

function answersIn({ answers }: Harbour['gateway']): unknown[] {
  return answers.calls.filter(({ name }) => name === 'approval.answer').map(({ params }) => params)
}
