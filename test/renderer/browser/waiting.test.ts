import { expect, test } from 'vitest'
import type { Approval } from '#shared/session/session.ts'
import { approvalOf } from '#test/renderer/scene.ts'
import { heard } from './heard.ts'
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
  await expect.poll(() => answersIn(gateway)).toHaveLength(1)
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
  answeredElsewhere({ gateway, sessions })
  await person.button(/Answer$/).waitFor({ state: 'detached' })
  expect(person.address()).toContain(sessions.asking.id)
  expect(await person.composer().evaluate((field) => field === document.activeElement)).toBe(true)
})

test('who writes into a card stays where they are when another answers it meanwhile, and what was written is kept', async () => {
  const { gateway, sessions, person } = await visit('/needs-you', 'phone')
  const card = person.card('npm run migrate')
  await card.shows('npm run migrate')
  await card.presses('Deny…')
  await card.region.getByLabel(/Tell Claude why/).pressSequentially('Not bef')
  answeredElsewhere({ gateway, sessions })
  await card.isGone()
  await person.page.getByRole('status', { name: 'What you had written' }).getByText('Not bef').waitFor()
  expect(person.address()).toContain(sessions.asking.id)
})

test('what goes on being typed after another has answered allows nothing that comes in its place', async () => {
  const { gateway, sessions, person } = await visit('/nowhere', 'phone')
  sessions.asking.write((log) => [
    log.call('too', ['Bash', { command: 'ls' }]),
    log.ask(approvalOf('too', 'Bash', { command: 'ls' })),
  ])
  await person.open(`/session/${sessions.asking.id}`)
  const [first, second] = [person.card('npm run migrate'), person.card('ls')]
  await first.shows('npm run migrate')
  await first.presses('Deny…')
  await first.region.getByLabel(/Tell Claude why/).pressSequentially('Not bef')
  answeredElsewhere({ gateway, sessions })
  await second.shows('ls')
  // The letters of shortcuts among them: J goes to a card, A allows it.
  await person.page.keyboard.type('ore a jar')
  await heard(person.page)
  expect(answersIn(gateway)).toEqual([])
  await second.presses('Allow once')
  await expect.poll(() => answersIn(gateway)).toMatchObject([{ decision: 'allow', approval_id: 'too' }])
})

test('who has answered with a reason goes on to the next, which then has the keys', async () => {
  const { gateway, sessions, person } = await visit('/needs-you', 'phone')
  const card = person.card('npm run migrate')
  await card.shows('npm run migrate')
  await card.presses('Deny…')
  await card.region.getByLabel(/Tell Claude why/).pressSequentially('Not today')
  await card.presses('Deny')
  await expect.poll(() => answersIn(gateway)).toMatchObject([{ message: 'Not today' }])
  const next = person.card('Which colour scheme')
  await next.waits()
  expect(person.address()).toContain(sessions.question.id)
  await expect.poll(() => next.region.evaluate((region) => region === document.activeElement)).toBe(true)
})

test('on a phone what is harmless is answered on Home, and the next that moves there is dead for a moment', async () => {
  const { gateway, person } = await waitingToo('npm run deploy')
  const [first, second] = [person.card('npm run migrate'), person.card('npm run deploy')]
  await Promise.all([first.shows('npm run migrate'), second.shows('npm run deploy')])
  await person.sees('1 question more')
  await person.expectAccessible()
  const list = person.page.getByRole('list').filter({ has: second.region })
  const wasDead = list.evaluate(
    (one) =>
      new Promise((resolve) => {
        new MutationObserver((_, watch) => {
          if (!one.textContent.includes('npm run migrate')) {
            watch.disconnect()
            resolve((one as HTMLElement).inert)
          }
        }).observe(one, { childList: true, subtree: true })
      }),
  )
  await first.presses('Allow')
  expect(await wasDead).toBe(true)
  await second.presses('Deny')
  await second.isGone()
  await expect
    .poll(() => answersIn(gateway))
    .toMatchObject([{ decision: 'allow' }, { decision: 'deny', approval_id: 'too' }])
})

test('on a phone what is dangerous is a line on Home, which leads to its card', async () => {
  const { gateway, person } = await waitingToo('rm -rf /home/me/code', [
    { code: 'deletes_files', text: 'Deletes files for good.' },
  ])
  const allow = person.page.getByRole('button', { name: 'Allow', exact: true })
  await expect.poll(() => allow.count()).toBe(1)
  await person.page.getByRole('link', { name: /1 risk.*rm -rf/ }).tap()
  await person.card('Deletes files for good.').shows('Deletes files for good.')
  await person.sees('2 of 3')
  await heard(person.page)
  expect(answersIn(gateway)).toEqual([])
})

test('on a phone all of a long request is read on Home before it is allowed', async () => {
  const lines = Array.from({ length: 40 }, (_, index) => `echo step ${index}`).join(' &&\n')
  const { gateway, person } = await waitingToo(lines)
  const card = person.card('echo step 0')
  const allow = card.region.getByRole('button', { name: 'Allow', exact: true })
  await card.region.getByRole('button', { name: 'Show the rest' }).waitFor()
  expect(await allow.count()).toBe(0)
  await expect
    .poll(async () => {
      await card.region
        .getByRole('button', { name: 'Show the rest' })
        .click({ timeout: 500 })
        .catch(() => {})
      return allow.count()
    })
    .toBe(1)
  await card.presses('Allow')
  await card.isGone()
  await expect.poll(() => answersIn(gateway)).toMatchObject([{ decision: 'allow', approval_id: 'too' }])
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
  await heard(person.page)
  expect(answersIn(gateway)).toEqual([])
})

/** Somebody else answers what waits first. */
function answeredElsewhere({ gateway, sessions }: Pick<Harbour, 'gateway' | 'sessions'>): void {
  const [approval] = sessions.asking.header.approvals
  if (approval === undefined) {
    throw new Error('nothing to answer')
  }
  sessions.asking.write((log) => log.answer(approval, 'deny')).forEach((event) => gateway.send(event))
}

/** Home on a phone, with another request after the first. */
async function waitingToo(command: string, dangers: Approval['dangers'] = []): Promise<Harbour> {
  const place = await visit('/nowhere', 'phone')
  place.sessions.asking.write((log) => [
    log.call('too', ['Bash', { command }]),
    log.ask({ ...approvalOf('too', 'Bash', { command }), dangers }),
  ])
  await place.person.open('/')
  return place
}

function answersIn({ answers }: Harbour['gateway']): unknown[] {
  return answers.calls.filter(({ name }) => name === 'approval.answer').map(({ params }) => params)
}
