import type { Locator, Route } from 'playwright-core'
import { expect, test } from 'vitest'
import { FakeSession } from '#test/fakes/fakeSession.ts'
import type { FakeGateway } from '#test/fakes/fakeGateway.ts'
import type { SessionLog } from '#test/fakes/sessionEvents.ts'
import { setHeader } from '#test/renderer/scene.ts'
import type { Person } from '#test/support/browser/person.ts'
import { addressOf, belowTheEnd, column, composerIn, focusIn, opened } from './beside.ts'
import { harbour } from './harbour.ts'
import { heard } from './heard.ts'

const visit = harbour()

const callsOf = ({ answers }: FakeGateway, name: string) =>
  answers.calls.filter((call) => call.name === name).map(({ params }) => params)

/** Two sessions of 30 turns each, side by side; items have the same ids in both, as in a fork. */
async function twoLong() {
  const { gateway, person } = await visit('/nowhere')
  const [first, second] = ['tides', 'moorings'].map((name) => {
    const session = gateway.add(new FakeSession({ name }))
    session.write((log) => longConversation(log, name))
    return session
  }) as [FakeSession, FakeSession]
  await person.open(`/session/${first.id}?beside=${second.id}`)
  const [left, right] = [column(person, first), column(person, second)]
  await composerIn(left).waitFor()
  await composerIn(right).waitFor()
  await left.getByText('Message 29 about tides').waitFor()
  await right.getByText('Message 29 about moorings').waitFor()
  return { gateway, person, first, second, left, right }
}

function longConversation(log: SessionLog, about: string): void {
  for (let turn = 0; turn < 30; turn += 1) {
    log.prompt(`Message ${turn} about ${about}`, `m${turn}`)
    log.call(`c${turn}`, ['Bash', { command: `echo ${turn}`, description: 'Say it' }])
    log.result(`c${turn}`, `output of ${about} ${turn}`)
    log.text('A long answer. '.repeat(120), `b${turn}`)
    log.turnEnd({ duration_ms: 1000 })
  }
}

const bar = (at: Locator) => at.getByRole('search', { name: 'Find in this conversation' })

const call = (at: Locator) => at.getByRole('button', { name: /echo 29/ })

const topOf = (at: Locator) => at.getByRole('log').evaluate((log) => Math.round(log.scrollTop))

/** The shortcuts are there: the first key fetches them. */
async function ready({ page }: Person): Promise<void> {
  await page.keyboard.press('Shift')
  await page.getByTitle('Details of the session (Ctrl+J)').first().waitFor({ state: 'attached' })
}

test('Esc stops the turn of the column that has the keyboard, and no other', async () => {
  const { gateway, person, first, second, left, right } = await opened(visit, ['working', 'done'])
  setHeader(second, { status: 'WORKING', turn_started_at: new Date().toISOString() })
  gateway.send({
    type: 'session_updated',
    session_id: second.id,
    data: { session: second.header.session },
    timestamp: new Date().toISOString(),
  })
  await right.getByRole('button', { name: 'Stop', exact: true }).waitFor()
  await left.getByRole('button', { name: 'Details of the session' }).hover()
  await ready(person)
  await composerIn(right).focus()
  await person.types('Escape')
  await heard(person.page)
  expect(callsOf(gateway, 'session.control')).toEqual([])
  await person.types('Escape')
  await expect.poll(() => callsOf(gateway, 'session.control')).toEqual([{ session_id: second.id, action: 'interrupt' }])
  await composerIn(left).focus()
  await person.types('Escape')
  await person.types('Escape')
  await expect
    .poll(() => callsOf(gateway, 'session.control').map(({ session_id }) => session_id))
    .toEqual([second.id, first.id])
})

test('the column that has the keyboard is marked, and O leads to the other one', async () => {
  const { person, left, right } = await opened(visit, ['working', 'done'])
  await left.getByRole('button', { name: 'Details of the session' }).hover()
  await ready(person)
  const marked = () => person.page.locator('.focused-column').getAttribute('aria-label')
  await composerIn(left).focus()
  expect(await marked()).toBe('Frames in the wire protocol')
  await right.getByText('Done. The start takes 40 ms now.').click()
  await expect.poll(marked).toBe('dotfiles')
  await person.page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur())
  await person.types('o')
  await expect.poll(() => focusIn(person)).toEqual(['Frames in the wire protocol', 'Message to Claude'])
  expect(await marked()).toBe('Frames in the wire protocol')
})

test('Ctrl+F searches the column that has the keyboard, and each its own conversation', async () => {
  const { gateway, person, second, left, right } = await twoLong()
  gateway.answers.overrides.set('session.search', () => ({ hits: [{ seq: 1, item_id: 'm2' }], next_before_seq: null }))
  await composerIn(right).focus()
  await expect
    .poll(async () => {
      await person.types('Control+f')
      return bar(right).count()
    })
    .toBe(1)
  expect(await bar(left).count()).toBe(0)
  const before = await topOf(left)
  await person.writes('moorings')
  await right.getByText('Message 2 about moorings', { exact: true }).waitFor()
  await expect.poll(() => callsOf(gateway, 'session.search').map(({ session_id }) => session_id)).toEqual([second.id])
  expect(await topOf(left)).toBe(before)
  await composerIn(left).focus()
  await person.types('Control+f')
  await bar(left).waitFor()
  await person.expectAccessible()
  await person.types('Escape')
  await bar(left).waitFor({ state: 'detached' })
  expect(await bar(right).count()).toBe(1)
})

test('jumps from message to message, scrolling, and what Back restores belong to one column each', async () => {
  const { person, left, right } = await twoLong()
  await left.getByRole('button', { name: 'Details of the session' }).hover()
  await ready(person)
  await right.getByRole('log').focus()
  const before = await topOf(left)
  // The jumps come with the search, once the page is idle.
  await expect
    .poll(async () => {
      await person.types('Control+f')
      return bar(right).count()
    })
    .toBe(1)
  await person.types('Escape')
  await right.getByRole('log').focus()
  await person.types('Control+ArrowUp')
  await right.getByText('Message 28 about moorings', { exact: true }).waitFor()
  await right.getByRole('button', { name: 'Jump to latest' }).waitFor()
  expect(await topOf(left)).toBe(before)
  await left.getByRole('log').focus()
  for (let jump = 0; jump < 3; jump += 1) {
    await person.types('Control+ArrowUp')
  }
  await left.getByRole('button', { name: 'Jump to latest' }).waitFor()
  const seen = [await settled(left), await settled(right)]
  expect(seen[0]).not.toBe(seen[1])

  await person.page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur())
  await person.types('c')
  await person.page.getByRole('heading', { name: 'New session' }).waitFor()
  await person.page.goBack()
  await right.getByRole('button', { name: 'Jump to latest' }).waitFor()
  await left.getByRole('button', { name: 'Jump to latest' }).waitFor()
  await expect.poll(async () => [await topOf(left), await topOf(right)]).toEqual(seen)
})

test('what is opened in a session stays folded in its fork beside it', async () => {
  const { left, right } = await twoLong()
  await call(right).click()
  await right.getByText('output of moorings 29').waitFor()
  expect(await call(left).getAttribute('aria-expanded')).toBe('false')
})

test('a message is edited and resent in its own column; a file and a paste land where they are dropped', async () => {
  const { gateway, person, second, left, right } = await twoLong()
  await right.getByText('Message 29 about moorings').hover()
  await right.getByRole('button', { name: 'Edit and resend' }).last().click()
  expect(await composerIn(right).inputValue()).toBe('Message 29 about moorings')
  expect(await focusIn(person)).toEqual(['moorings', 'Message to Claude'])
  expect(await composerIn(left).inputValue()).toBe('')

  await composerIn(right).evaluate(drop, 'dropped')
  await right.getByText('dropped.txt').waitFor()
  await composerIn(right).evaluate(drop, 'pasted')
  await right.getByText('pasted.txt').waitFor()
  expect(await left.getByRole('list', { name: 'Attached files' }).count()).toBe(0)
  // A chip is shown before what it stands for has arrived.
  await expect
    .poll(() => callsOf(gateway, 'attachment.add').map(({ session_id }) => session_id))
    .toEqual([second.id, second.id])
})

test('what is typed in both columns before the page has settled is replaced in neither by another device', async () => {
  const { gateway, person, first, second, left, right } = await opened(visit, ['working', 'done'])
  const kept = (id: string) => gateway.answers.drafts.kept.get(id)?.content
  await composerIn(right).fill('mine')
  await expect.poll(() => kept(second.id)).toBe('mine')
  await person.page.goto('about:blank')
  gateway.answers.drafts.write(second.id, 'theirs')
  const held: Route[] = []
  await person.page.route(/draftSync/, (route) => {
    held.push(route)
  })
  await person.page.goto(`${gateway.url}/session/${first.id}?beside=${second.id}`)
  await expect.poll(() => composerIn(right).inputValue()).toBe('mine')
  await composerIn(right).fill('mine, longer')
  await composerIn(left).fill('to the left')
  await expect.poll(() => held.length).toBe(1)
  await held[0]?.continue()
  await right.getByRole('status', { name: 'Draft of another device' }).getByText('theirs').waitFor()
  expect(await composerIn(right).inputValue()).toBe('mine, longer')
  await expect.poll(() => kept(first.id)).toBe('to the left')
})

test('A allows in the column that has the focus, never in the other one', async () => {
  const { gateway, person, first, left, right } = await opened(visit, ['asking', 'done'])
  await left.getByRole('button', { name: 'Allow once' }).waitFor()
  await left.getByRole('button', { name: 'Details of the session' }).hover()
  await ready(person)
  await right.getByRole('log').focus()
  await person.types('a')
  await person.types('d')
  // J stays in the column, which has no card.
  await person.types('j')
  await person.types('a')
  await heard(person.page)
  expect(callsOf(gateway, 'approval.answer')).toEqual([])
  await left.getByRole('log').focus()
  await expect
    .poll(async () => {
      await person.types('j')
      return (await focusIn(person))[1]
    })
    .toBe('Needs you')
  await person.types('a')
  await expect.poll(() => callsOf(gateway, 'approval.answer')).toMatchObject([{ session_id: first.id }])
})

test('N gives the keyboard to the other column when that needs somebody, and leaves both open', async () => {
  const { person, first, second, left } = await opened(visit, ['asking', 'question'])
  await left.getByRole('button', { name: 'Details of the session' }).hover()
  await ready(person)
  await left.getByRole('log').focus()
  await person.types('n')
  await expect.poll(() => focusIn(person)).toEqual(['website', 'Message to Claude'])
  expect(addressOf(person)).toBe(`/session/${first.id}?beside=${second.id}`)
  await expect.poll(() => person.page.title()).toBe('(2) api-server · website · Homeport')
})

test('a link to a message leads there in the first column alone', async () => {
  const { person, first, second, left, right } = await twoLong()
  await person.open(`/session/${first.id}?at=m3&beside=${second.id}`)
  await left.getByText('Message 3 about tides', { exact: true }).waitFor()
  await right.getByText('Message 29 about moorings').waitFor()
  await expect.poll(() => belowTheEnd(right)).toBeLessThan(2)
  expect(await person.page.getByText(/not in this conversation/).count()).toBe(0)
})

test('each column tells its own session, once, with its name; the connection is told once for both', async () => {
  const { gateway, person, second, right } = await opened(visit, ['working', 'done'])
  const spoken = () =>
    person.page
      .getByRole('status')
      .allInnerTexts()
      .then((all) => all.map((text) => text.replaceAll(/\s+/g, ' ').trim()).filter((text) => text !== ''))
  setHeader(second, { status: 'WORKING', activity: 'Reading .zshrc', turn_started_at: new Date().toISOString() })
  gateway.send({
    type: 'session_updated',
    session_id: second.id,
    data: { session: second.header.session },
    timestamp: new Date().toISOString(),
  })
  await right.getByText('Reading .zshrc').waitFor()
  await expect
    .poll(async () => (await spoken()).toSorted())
    .toEqual(['Connected', 'Frames in the wire protocol: Editing server/link/frames.ts', 'dotfiles: Reading .zshrc'])
  expect(await person.page.getByRole('main').count()).toBe(1)
  const ids = await person.page.evaluate(() => [...document.querySelectorAll('[id]')].map(({ id }) => id))
  expect(new Set(ids).size).toBe(ids.length)
  expect(await person.page.getByRole('form').evaluateAll((all) => all.map((one) => one.ariaLabel))).toEqual([
    'Message for Frames in the wire protocol',
    'Message for dotfiles',
  ])
})

/** How far down a column is, once it moves no more. */
async function settled(at: Locator): Promise<number> {
  let before = -1
  await expect
    .poll(async () => {
      const now = await topOf(at)
      const isStill = now === before
      before = now
      return isStill
    })
    .toBe(true)
  return before
}

/** Runs in the page: a file is dropped on the field, or pasted into it. */
function drop(target: HTMLElement | SVGElement, kind: string): void {
  const data = new DataTransfer()
  data.items.add(new File([`${kind} notes`], `${kind}.txt`, { type: 'text/plain' }))
  target.dispatchEvent(
    kind === 'dropped'
      ? new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true })
      : new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
  )
}
