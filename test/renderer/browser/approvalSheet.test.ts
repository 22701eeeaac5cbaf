import { EventEmitter, once } from 'node:events'
import { expect, test } from 'vitest'
import { approvalOf } from '#test/renderer/scene.ts'
import type { Person } from '#test/support/browser/person.ts'
import { type Harbour, harbour } from './harbour.ts'
import { swipesLeft } from './swiping.ts'
import { heard } from './heard.ts'

const visit = harbour()

test('on a phone an approval stands in the place of the composer, and the conversation above it scrolls', async () => {
  const { person } = await visit('/session/$asking', 'phone')
  const card = person.card('npm run migrate')
  await person.button('Allow once').waitFor()
  expect(await person.composer().isVisible()).toBe(false)
  const [log, sheet] = await Promise.all([boxOf(person.page.getByRole('log')), boxOf(card.region)])
  expect(log.height).toBeGreaterThan(200)
  expect(sheet.y).toBeGreaterThanOrEqual(log.y + log.height)
  expect(sheet.y + sheet.height).toBeLessThanOrEqual(844)
  expect(await person.page.getByRole('log').getByRole('button', { name: 'Allow once' }).count()).toBe(0)
  await person.expectAccessible()
})

test('it is announced, and takes the focus where nothing else has it', async () => {
  const { person } = await visit('/session/$asking', 'phone')
  const card = person.card('npm run migrate')
  await person.page.getByRole('alert').filter({ hasText: 'Needs you: Run npm run migrate' }).waitFor()
  await expect.poll(() => card.region.evaluate((region) => region === document.activeElement)).toBe(true)
})

test('one writes instead of answering: a line above the composer leads back, and nothing was answered', async () => {
  const { gateway, person } = await visit('/session/$asking', 'phone')
  const card = person.card('npm run migrate')
  await card.presses('Write instead')
  await expect.poll(() => person.composer().evaluate((field) => field === document.activeElement)).toBe(true)
  expect(await card.region.count()).toBe(0)
  await person.composer().fill('Not before the copy is made')
  await person.presses(/^Run npm run migrate.*Answer$/)
  await card.waits()
  expect(await person.composer().isVisible()).toBe(false)
  await person.page.keyboard.press('Escape')
  await expect.poll(() => person.composer().inputValue()).toBe('Not before the copy is made')
  await heard(person.page)
  expect(answers(gateway)).toEqual([])
})

test('it is put aside by its grip, with a tap or drawn down, and never answered by that', async () => {
  const { gateway, person } = await visit('/session/$asking', 'phone')
  const card = person.card('npm run migrate')
  await person.button('Show the conversation').tap()
  await person.composer().waitFor()
  await person.presses(/^Run npm run migrate.*Answer$/)
  await card.waits()
  const grip = await boxOf(person.button('Show the conversation'))
  await drawsDown(person, grip.x + grip.width / 2, grip.y + 8)
  await person.composer().waitFor()
  await heard(person.page)
  expect(answers(gateway)).toEqual([])
})

test('one that comes while a message is written leaves the field, the focus and the text', async () => {
  const { gateway, sessions, person } = await visit('/session/$working', 'phone')
  await person.sees('Go on')
  await person.composer().tap()
  await person.composer().pressSequentially('Also count ')
  asks({ gateway, sessions }, 'deploy', 'npm run deploy')
  await person.button(/^Run npm run deploy.*Answer$/).waitFor()
  await person.page.keyboard.type('the frames')
  expect(await person.composer().inputValue()).toBe('Also count the frames')
  const card = person.card('npm run deploy')
  await person.presses(/^Run npm run deploy.*Answer$/)
  await card.presses('Allow once')
  await card.isGone()
  await expect.poll(() => person.composer().inputValue()).toBe('Also count the frames')
})

test('all that waits is counted in the bar and gone through, by swipes and by buttons; Back leads past all of it', async () => {
  const { sessions, person } = await visit('/', 'phone')
  await person.followsLink(/^api-server/)
  await person.sees('1 of 2')
  await person.card('npm run migrate').waits()
  await swipesLeft(person)
  await person.sees('2 of 2')
  await person.card('Which colour scheme').waits()
  expect(person.address()).toContain(sessions.question.id)
  expect(await person.button('Next').isDisabled()).toBe(true)
  await person.presses('Previous')
  await person.card('npm run migrate').waits()
  await person.page.getByRole('link', { name: 'Back' }).tap()
  await person.page.waitForURL((url) => url.pathname === '/')
})

test('of two in one session the second takes the place of the first, and is dead for a moment', async () => {
  const { gateway, sessions, person } = await visit('/session/$working', 'phone')
  await person.sees('Go on')
  asks({ gateway, sessions }, 'one', 'npm run one')
  asks({ gateway, sessions }, 'two', 'npm run two')
  const [one, two] = [person.card('npm run one'), person.card('npm run two')]
  await one.presses('Allow once')
  await one.isGone()
  await two.waits()
  await two.presses('Allow once')
  await two.isGone()
  await expect.poll(() => answers(gateway)).toEqual(['one', 'two'])
  await person.composer().waitFor()
})

test('what the bar makes room for is in the menu of the session', async () => {
  const { person } = await visit('/session/$asking', 'phone')
  await person.sees('1 of 2')
  await person.presses('More for api-server')
  await person.page.getByRole('menuitem', { name: 'Details of the session' }).tap()
  await person.page.waitForURL(/\/session\/[^/]+\/\w+$/)
  expect(person.address()).toMatch(/\/info$/)
})

test('a long command is read to its end before it is allowed, and the answers stay where they are', async () => {
  const { gateway, sessions, person } = await visit('/session/$working', 'phone')
  await person.sees('Go on')
  const lines = Array.from({ length: 60 }, (_, index) => `echo step ${index}`).join(' &&\n')
  asks({ gateway, sessions }, 'long', lines)
  const card = person.card('Run a command?')
  const rest = person.button('Show the rest')
  await rest.waitFor()
  const before = await boxOf(rest)
  expect(before.y + before.height).toBeLessThanOrEqual(844)
  const allow = card.region.getByRole('button', { name: 'Allow once' })
  // Down and then to the right: the same button, until there is nothing left.
  await expect
    .poll(async () => {
      await rest.click({ timeout: 500 }).catch(() => {})
      return allow.isVisible()
    })
    .toBe(true)
  expect((await boxOf(person.button('Allow once'))).y).toBe(before.y)
})

test.each([
  ['with the keyboard open', { width: 390, height: 420 }, '100%'],
  ['on the smallest phone', { width: 320, height: 568 }, '100%'],
  ['with text of twice the size', { width: 390, height: 844 }, '200%'],
  ['with both', { width: 320, height: 568 }, '200%'],
] as const)('%s it is denied with a reason: all of it can be reached', async (_, size, letters) => {
  const { gateway, person } = await visit('/session/$asking', 'phone')
  await person.page.setViewportSize(size)
  await person.page.evaluate((value) => document.documentElement.style.setProperty('font-size', value), letters)
  const card = person.card('npm run migrate')
  await card.presses('Deny…')
  await card.writes(/Tell Claude why/, 'Not on a Friday')
  expect(await person.overflow()).toBeLessThanOrEqual(0)
  await card.presses('Deny')
  await card.isGone()
  await expect.poll(() => answers(gateway)).toEqual(['migrate'])
})

test('one that comes while a queued message is edited leaves that field, too', async () => {
  const { gateway, sessions, person } = await visit('/session/$working', 'phone')
  await person.sees('Go on')
  sessions.working.queue(['the docs']).forEach((event) => gateway.send(event))
  await person.presses('Edit this message')
  const field = person.page.getByRole('textbox', { name: 'Text of the queued message' })
  await field.press('End')
  await field.pressSequentially(' and ')
  asks({ gateway, sessions }, 'deploy', 'npm run deploy')
  await person.button(/^Run npm run deploy.*Answer$/).waitFor()
  await person.page.keyboard.type('the tests')
  expect(await field.inputValue()).toBe('the docs and the tests')
})

test('after a message was sent what comes stands open', async () => {
  const { gateway, sessions, person } = await visit('/session/$working', 'phone')
  await person.sees('Go on')
  await person.says('Go on then')
  await expect.poll(() => gateway.answers.calls.some(({ name }) => name === 'message.send')).toBe(true)
  asks({ gateway, sessions }, 'deploy', 'npm run deploy')
  await person.card('npm run deploy').waits()
})

test('who may only look keeps the conversation whole, and is not called', async () => {
  const { gateway, sessions, person } = await visit('/nowhere', 'phone')
  gateway.scopes = ['read']
  await person.open('/')
  await expect.poll(() => person.page.evaluate(() => localStorage.getItem('homeport.scopes'))).toBe('read')
  await person.open(`/session/${sessions.asking.id}`)
  await person.page
    .getByRole('log')
    .getByText(/You can only look/)
    .waitFor()
  expect(await person.page.locator('[data-sheet]').count()).toBe(0)
  expect(await person.page.getByText('Needs you: Run').count()).toBe(0)
})

test('while its code is under way there are the other answers, and what then appears is dead for a moment', async () => {
  const { sessions, person } = await visit('/nowhere', 'phone')
  await person.sees('Connected')
  const network = new EventEmitter()
  const arrives = once(network, 'answers')
  await person.page.route('**/assets/ToolCard*.js', async (route) => {
    await arrives
    await route.continue()
  })
  await person.open(`/session/${sessions.asking.id}`)
  const instead = person.button('Write instead')
  await instead.tap()
  await expect.poll(() => person.composer().evaluate((field) => field === document.activeElement)).toBe(true)
  await person.presses(/^Run npm run migrate.*Answer$/)
  await person.button('More for api-server').filter({ visible: true }).waitFor()
  await expect.poll(() => person.page.locator('[data-sheet] [inert]').count()).toBe(0)
  const wasDead = person.page.evaluate(
    () =>
      new Promise((resolve) => {
        new MutationObserver((_, watch) => {
          if (document.querySelector('[data-request]') !== null) {
            watch.disconnect()
            requestAnimationFrame(() => resolve(document.querySelector('[inert] [data-request]') !== null))
          }
        }).observe(document.body, { childList: true, subtree: true })
      }),
  )
  network.emit('answers')
  expect(await wasDead).toBe(true)
  await person.card('npm run migrate').waits()
  expect(await instead.count()).toBe(1)
  await expect.poll(() => person.page.locator('[data-sheet] [inert]').count()).toBe(0)
})

test('where the code of a card never comes one can write instead', async () => {
  const { sessions, person } = await visit('/nowhere', 'phone', { tolerates: /ERR_(?:FAILED|CONNECTION)/ })
  await person.sees('Connected')
  await person.page.route('**/assets/ToolCard*.js', (route) => route.abort())
  await person.open(`/session/${sessions.asking.id}`)
  await person.sees(/This part of the page could not be fetched/)
  await person.presses('Write instead')
  await expect.poll(() => person.composer().evaluate((field) => field === document.activeElement)).toBe(true)
})

test('where nothing can be written, nobody is led to write', async () => {
  const { gateway, sessions, person } = await visit('/session/$asking', 'phone')
  const card = person.card('npm run migrate')
  await person.button('Write instead').waitFor()
  const timestamp = new Date().toISOString()
  const session = { ...sessions.asking.header.session, writer: { kind: 'terminal', since: timestamp } as const }
  gateway.send({ type: 'session_updated', session_id: session.id, data: { session }, timestamp })
  await person.button('Write instead').waitFor({ state: 'detached' })
  await card.waits()
  expect(await person.button('Show the conversation').isVisible()).toBe(true)
})

test('an answer that is under way is not given twice: the sheet can be put aside and opened meanwhile', async () => {
  const { gateway, person } = await visit('/session/$asking', 'phone')
  const host = new EventEmitter()
  const refusal = once(host, 'refuses')
  gateway.answers.overrides.set('approval.answer', async () => {
    await refusal
    throw new Error('not now')
  })
  const card = person.card('npm run migrate')
  await card.presses('Allow once')
  await person.presses('Show the conversation')
  await person.presses(/^Run npm run migrate.*Answer$/)
  await expect.poll(() => person.page.locator('[data-sheet] [inert]').count()).toBe(0)
  const allow = card.region.getByRole('button', { name: 'Allow once' })
  expect(await allow.isDisabled()).toBe(true)
  expect(await card.region.getByRole('button', { name: 'Deny…' }).isDisabled()).toBe(true)
  host.emit('refuses')
  await expect.poll(() => allow.isEnabled()).toBe(true)
  await expect.poll(() => answers(gateway)).toEqual(['migrate'])
})

test('on larger screens it stays in the conversation, with the composer below it', async () => {
  const { person } = await visit('/session/$asking')
  await person.page.getByRole('log').getByRole('button', { name: 'Allow once' }).waitFor()
  await person.composer().waitFor()
  expect(await person.page.locator('[data-sheet]').count()).toBe(0)
})

function asks({ gateway, sessions }: Pick<Harbour, 'gateway' | 'sessions'>, id: string, command: string): void {
  const input = { command }
  sessions.working
    .write((log) => [log.call(id, ['Bash', input]), log.ask(approvalOf(id, 'Bash', input))])
    .forEach((event) => gateway.send(event))
}

function answers(gateway: Harbour['gateway']): unknown[] {
  return gateway.answers.calls
    .filter(({ name }) => name === 'approval.answer')
    .map(({ params }) => (params as { approval_id: string }).approval_id)
}

async function boxOf(target: ReturnType<Person['button']>) {
  await target.waitFor()
  return (await target.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
}

async function drawsDown({ page }: Person, x: number, y: number): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', at?: number) =>
    devtools.send('Input.dispatchTouchEvent', { type, touchPoints: at === undefined ? [] : [{ x, y: at }] })
  await touch('touchStart', y)
  await touch('touchMove', y + 40)
  await touch('touchMove', y + 120)
  await touch('touchEnd')
}
