import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { FakeSession } from '#test/fakes/fakeSession.ts'
import type { SessionLog } from '#test/fakes/sessionEvents.ts'
import { harbour } from './harbour.ts'

const visit = harbour()

function longConversation(log: SessionLog): void {
  log.prompt('Where is the harbour light?', 'first')
  for (const name of ['a', 'b']) {
    log.call(name, ['Read', { file_path: `/home/me/code/${name}.ts` }])
    log.result(name, 'export const one = 1')
  }
  for (let index = 0; index < 700; index += 1) {
    log.text(`Paragraph ${index}, of nothing that anybody looks for.`)
  }
  log.text('It stands at the mole.', 'last')
  log.turnEnd()
}

async function searching(hits: readonly string[]) {
  const { gateway, person } = await visit('/nowhere')
  const session = gateway.add(new FakeSession({ name: 'frames', workspace_path: '/home/me/code' }))
  session.write(longConversation)
  gateway.answers.overrides.set('session.search', () => ({
    hits: hits.map((item_id, index) => ({ seq: index + 1, item_id })),
    next_before_seq: null,
  }))
  await person.page.goto(`${gateway.url}/session/${session.id}`)
  await person.sees('It stands at the mole.')
  await person.composer().waitFor()
  const bar = person.page.getByRole('search', { name: 'Find in this conversation' })
  // The search is there once the page is idle.
  await expect.poll(() => opens(person.page, bar)).toBe(true)
  await bar.getByRole('textbox').fill('light')
  return { gateway, person, page: person.page, bar }
}

async function opens(page: Page, bar: Locator): Promise<boolean> {
  await page.keyboard.press('Control+f')
  return bar.isVisible()
}

test('Ctrl+F searches the whole conversation and goes to what was never drawn nor loaded', async () => {
  const { person, page, bar, gateway } = await searching(['last', 'first'])
  await bar.getByText('1 of 2', { exact: true }).waitFor()
  await page.keyboard.press('Enter')
  await bar.getByText('2 of 2', { exact: true }).waitFor()
  await page.getByText('Where is the harbour light?').waitFor()
  await page.waitForFunction(() => {
    const found = [...document.querySelectorAll('[role=log] p, [role=log] div')].find(
      (element) => element.textContent === 'Where is the harbour light?',
    )
    const top = found?.getBoundingClientRect().top ?? -1
    return top > 0 && top < innerHeight
  })
  await expect
    .poll(() => gateway.answers.calls.find(({ name }) => name === 'session.search')?.params)
    .toMatchObject({ q: 'light' })
  await person.expectAccessible()
  await page.keyboard.press('Shift+Enter')
  await bar.getByText('1 of 2', { exact: true }).waitFor()
  await page.getByText('It stands at the mole.').waitFor()
})

test('a call that shares its line with others is opened', async () => {
  const { page } = await searching(['b'])
  const call = page.getByRole('button', { name: /^Read b\.ts/ })
  await call.waitFor()
  expect(await call.isVisible()).toBe(true)
})

test('what is not there is said, and Esc leads back to where one was', async () => {
  const { page, bar } = await searching([])
  await bar.getByText('No match').waitFor()
  await page.keyboard.press('Escape')
  await bar.waitFor({ state: 'detached' })
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Message to Claude')
})

test('on a phone the session’s menu leads to the search', async () => {
  const { gateway, person } = await visit('/nowhere', 'phone')
  const session = gateway.add(new FakeSession({ name: 'frames', workspace_path: '/home/me/code' }))
  session.write(longConversation)
  await person.page.goto(`${gateway.url}/session/${session.id}`)
  await person.sees('It stands at the mole.')
  await person.presses('More for frames')
  await person.page.getByRole('menuitem', { name: 'Find in conversation' }).tap()
  const bar = person.page.getByRole('search', { name: 'Find in this conversation' })
  await bar.getByRole('textbox').waitFor()
  await person.expectAccessible()
  expect(await person.overflow()).toBeLessThanOrEqual(0)
})
