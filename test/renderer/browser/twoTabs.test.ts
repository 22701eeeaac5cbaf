import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { LOST_SERVER } from '#test/support/browser/person.ts'
import { harbour } from './harbour.ts'
import { heard } from './heard.ts'

const visit = harbour()

const composer = (page: Page) => page.getByRole('textbox', { name: 'Message to Claude' })

async function say(page: Page, words: string): Promise<void> {
  await composer(page).fill(words)
  await composer(page).press('Enter')
  await page.getByText(words, { exact: true }).first().waitFor()
}

test('what two tabs send while the network is cut arrives, all of it and once, after both were closed', async () => {
  const { gateway, person } = await visit('/session/$working', 'wide', { tolerates: LOST_SERVER })
  const first = person.page
  const second = await first.context().newPage()
  await second.goto(first.url())
  await composer(second).waitFor()
  await person.sees('Go on')
  const port = Number(new URL(gateway.url).port)
  const address = first.url()
  await gateway.close()
  await person.sees(/^Reconnecting/)
  await say(first, 'one of the first tab')
  await say(second, 'two of the second tab')
  const third = await first.context().newPage()
  await first.close()
  await second.close()
  await gateway.listen(port)
  await third.goto(address)
  const sent = () =>
    gateway.received.flatMap(({ type, content }) => (type === 'chat_message' ? [String(content)] : [])).toSorted()
  await expect.poll(sent).toEqual(['one of the first tab', 'two of the second tab'])
  await third.close()
})

test('a prompt half typed in one tab stays when another tab types there and clears its field', async () => {
  const { person } = await visit('/session/$working')
  const first = person.page
  await composer(first).fill('half a thought')
  const second = await first.context().newPage()
  await second.goto(first.url())
  await composer(second).fill('something else')
  await composer(second).fill('')
  await first.reload()
  await expect.poll(() => composer(first).inputValue()).toBe('half a thought')
  expect(await composer(second).inputValue()).toBe('')
})

/** Runs in the page. */
const keptDrafts = () => Object.keys(localStorage).filter((key) => key.includes('draft'))

test('a draft goes on in the next tab once its own is closed, and is gone when it is cleared there', async () => {
  const { person } = await visit('/session/$working')
  const address = person.page.url()
  const first = await person.page.context().newPage()
  await first.goto(address)
  await composer(first).fill('begun here')
  // The code that keeps it may still be on its way.
  await expect.poll(() => first.evaluate(keptDrafts), { timeout: 15_000 }).not.toEqual([])
  await first.close()
  const second = await person.page.context().newPage()
  await second.goto(address)
  await expect.poll(() => composer(second).inputValue()).toBe('begun here')
  await composer(second).fill('')
  await second.close()
  const third = await person.page.context().newPage()
  await third.goto(address)
  await composer(third).waitFor()
  expect(await third.evaluate(keptDrafts)).toEqual([])
  await third.close()
})

/** Run in a page, and see those of all pages: the locks that tabs hold, and those that somebody waits for. */
const heldLocks = async () => ((await navigator.locks.query()).held ?? []).map(({ name = '' }) => name)
const wantedLocks = async () => ((await navigator.locks.query()).pending ?? []).map(({ name = '' }) => name)

test('a draft whose tab the browser ends only after the next one is open is shown there all the same', async () => {
  const { person } = await visit('/session/$working')
  const address = person.page.url()
  const keeper = await person.page.context().newPage()
  await keeper.goto(new URL('/live', address).href)
  const before = await keeper.evaluate(heldLocks)
  const first = await person.page.context().newPage()
  await first.goto(address)
  await composer(first).fill('begun here')
  await expect.poll(() => first.evaluate(keptDrafts)).not.toEqual([])
  const held = await keeper.evaluate(heldLocks)
  // As a browser that is busy: what the tab held is not free yet once it is closed.
  await keeper.evaluate(
    (name) => {
      const asked = navigator.locks.request(
        String(name),
        () => new Promise((resolve) => addEventListener('ended', resolve)),
      )
      asked.catch(() => {})
    },
    held.find((name) => !before.includes(name)),
  )
  await first.close()
  const second = await person.page.context().newPage()
  await second.goto(address)
  await composer(second).waitFor()
  await expect.poll(() => keeper.evaluate(wantedLocks)).not.toEqual([])
  expect(await composer(second).inputValue()).toBe('')
  await keeper.evaluate(() => dispatchEvent(new Event('ended')))
  await expect.poll(() => composer(second).inputValue()).toBe('begun here')
  // It is this tab's own now: what is written there goes on from it.
  await composer(second).press('End')
  await second.keyboard.insertText(', ended there')
  await second.reload()
  await expect.poll(() => composer(second).inputValue()).toBe('begun here, ended there')
})

test('a draft stays in its tab through a reload while another one waits for it to be closed', async () => {
  const { person } = await visit('/session/$working')
  const first = person.page
  await composer(first).fill('half a thought')
  const second = await first.context().newPage()
  await second.goto(first.url())
  await composer(second).waitFor()
  await expect.poll(() => second.evaluate(wantedLocks)).toHaveLength(1)
  await first.reload()
  await expect.poll(() => composer(first).inputValue()).toBe('half a thought')
  // It has looked again, and goes on waiting.
  await expect.poll(() => second.evaluate(wantedLocks)).toHaveLength(1)
  expect(await composer(second).inputValue()).toBe('')
  expect(await composer(first).inputValue()).toBe('half a thought')
})

test.each([
  ['while it composes', { isComposing: true, keyCode: 229 }],
  ['in Safari’s order, after the composition has ended', { isComposing: false, keyCode: 229 }],
])('Enter that confirms what an input method composed sends nothing: %s', async (_, key) => {
  const { gateway, person } = await visit('/session/$working')
  await composer(person.page).fill('にほんご')
  await composer(person.page).evaluate((field, init) => {
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, ...init }))
  }, key)
  expect(await composer(person.page).inputValue()).toBe('にほんご')
  await person.types('Enter')
  await expect.poll(() => composer(person.page).inputValue()).toBe('')
  await heard(person.page)
  expect(gateway.received.filter(({ type }) => type === 'chat_message')).toHaveLength(1)
})
