import type { Locator } from 'playwright-core'
import { expect, test } from 'vitest'
import { FakeSession } from '#test/fakes/fakeSession.ts'
import { setHeader } from '#test/renderer/scene.ts'
import type { Person } from '#test/support/browser/person.ts'
import { addressOf, belowTheEnd, column, composerIn, focusIn, opened } from './beside.ts'
import { harbour } from './harbour.ts'
import { heard } from './heard.ts'

const visit = harbour()

const rail = ({ page }: Person) => page.getByRole('navigation', { name: 'Sessions' })
const edge = ({ page }: Person) => page.getByRole('separator', { name: 'Width of the session on the right' })
const columns = ({ page }: Person) => page.locator('[data-column]')

test('a session is opened beside another from its menu in the rail; a reload and Back keep both', async () => {
  const { sessions, person } = await visit('/session/$working')
  const { working, done } = sessions
  await composerIn(columns(person)).waitFor()
  await rail(person)
    .getByRole('link', { name: /^dotfiles/ })
    .hover()
  await rail(person).getByRole('button', { name: 'More for dotfiles' }).click()
  await person.page.getByRole('menuitem', { name: 'Open beside' }).click()
  await column(person, done).getByText('Done. The start takes 40 ms now.').waitFor()
  expect(addressOf(person)).toBe(`/session/${working.id}?beside=${done.id}`)
  await expect.poll(() => focusIn(person)).toEqual(['dotfiles', 'Message to Claude'])
  await expect.poll(() => person.page.title()).toContain('Frames in the wire protocol · dotfiles · Homeport')
  // Less wide, it is at its end all the same.
  await expect.poll(() => belowTheEnd(column(person, working))).toBeLessThan(2)
  await person.expectAccessible()
  expect(await person.overflow()).toBe(0)

  await person.reload()
  await column(person, done).getByText('Done. The start takes 40 ms now.').waitFor()
  await column(person, working).getByText('Go on', { exact: true }).waitFor()
  await person.page.goBack()
  await column(person, done).waitFor({ state: 'detached' })
  expect(addressOf(person)).toBe(`/session/${working.id}`)
  await expect.poll(() => person.page.title()).toContain('Frames in the wire protocol · Homeport')
  await person.page.goForward()
  await column(person, done).waitFor()
})

test('by keyboard alone a session is opened beside another, moved in, and closed', async () => {
  const { sessions, person } = await visit('/session/$working')
  await composerIn(columns(person)).waitFor()
  const link = rail(person).getByRole('link', { name: /^dotfiles/ })
  await link.focus()
  await person.types('ArrowRight')
  expect(await person.page.evaluate(() => document.activeElement?.ariaLabel)).toBe('More for dotfiles')
  await person.types('ArrowLeft')
  expect(await link.evaluate((one) => one === document.activeElement)).toBe(true)
  await person.types('ArrowRight')
  await person.types('Enter')
  const entry = person.page.getByRole('menuitem', { name: 'Open beside' })
  await entry.waitFor()
  for (let step = 0; !(await entry.evaluate((one) => one === document.activeElement)) && step < 10; step += 1) {
    await person.types('ArrowDown')
  }
  await person.types('Enter')
  await expect.poll(() => focusIn(person)).toEqual(['dotfiles', 'Message to Claude'])
  await person.tabsTo('Skip to content')
  await person.tabsTo('Close the column of Frames in the wire protocol')
  await person.types('Enter')
  await column(person, sessions.working).waitFor({ state: 'detached' })
  expect(addressOf(person)).toBe(`/session/${sessions.done.id}`)
  await expect.poll(() => focusIn(person)).toEqual([undefined, 'Message to Claude'])
})

test('the palette and the menu of an open session ask for the one to open beside it, and offer no session twice', async () => {
  const { sessions, person } = await visit('/session/$working')
  const { working, done, asking } = sessions
  await composerIn(columns(person)).waitFor()
  await expect
    .poll(async () => {
      await person.types('Control+k')
      return person.page.getByRole('combobox', { name: /^Search/ }).count()
    })
    .toBe(1)
  await person.writes('>beside')
  await person.types('Enter')
  const field = person.page.getByRole('combobox', { name: 'Session to open beside' })
  await field.waitFor()
  const offered = person.page.getByRole('option')
  await offered.filter({ hasText: 'dotfiles' }).waitFor()
  expect(await offered.filter({ hasText: 'Frames in the wire protocol' }).count()).toBe(0)
  await person.expectAccessible()
  await field.fill('dotf')
  await person.types('Enter')
  await column(person, done).waitFor()
  expect(addressOf(person)).toBe(`/session/${working.id}?beside=${done.id}`)

  await column(person, done).getByRole('button', { name: 'More for dotfiles' }).click()
  await person.page.getByRole('menuitem', { name: 'Open another beside…' }).click()
  await field.fill('api-server')
  await person.types('Enter')
  await column(person, asking).waitFor()
  await column(person, done).waitFor({ state: 'detached' })
  expect(addressOf(person)).toBe(`/session/${working.id}?beside=${asking.id}`)
})

test('each column is closed by itself; the other session stays as it was and has the page and the keyboard', async () => {
  const { person, first, second, right } = await opened(visit, ['working', 'done'])
  await composerIn(right).fill('half a thought')
  const field = await composerIn(right).elementHandle()
  await person.presses('Close the column of Frames in the wire protocol')
  await column(person, first).waitFor({ state: 'detached' })
  await expect.poll(() => addressOf(person)).toBe(`/session/${second.id}`)
  // The very same field, not a new one.
  expect(await field?.evaluate((one) => one === document.activeElement)).toBe(true)
  expect(await person.composer().inputValue()).toBe('half a thought')
  await person.page.getByRole('main').waitFor()
  await person.page.getByRole('banner').waitFor()

  await person.page.goBack()
  await column(person, first).waitFor()
  expect(await composerIn(column(person, second)).inputValue()).toBe('half a thought')
  await person.presses('Close the column of dotfiles')
  await column(person, second).waitFor({ state: 'detached' })
  expect(addressOf(person)).toBe(`/session/${first.id}`)
  await expect.poll(() => columns(person).evaluate((one) => one.contains(document.activeElement))).toBe(true)
})

test('the columns are of one width until the edge is moved, by hand or by key; a reload keeps that', async () => {
  const { person, left, right } = await opened(visit, ['working', 'done'])
  const widths = async () => [(await left.boundingBox())?.width ?? 0, (await right.boundingBox())?.width ?? 0] as const
  const [one, other] = await widths()
  expect(Math.abs(one - other)).toBeLessThanOrEqual(1)
  await edge(person).press('ArrowLeft')
  await expect.poll(async () => (await widths())[1]).toBe(other + 16)
  await edge(person).press('Home')
  await expect.poll(async () => (await widths())[1]).toBe(480)
  await edge(person).press('End')
  await expect.poll(async () => Math.round((await widths())[0])).toBe(479)
  const box = await edge(person).boundingBox()
  await person.page.mouse.move((box?.x ?? 0) + 4, 400)
  await person.page.mouse.down()
  await person.page.mouse.move((box?.x ?? 0) + 104, 400, { steps: 4 })
  await person.page.mouse.up()
  const dragged = await widths()
  expect(Math.round(dragged[0])).toBe(579)
  await person.reload()
  await right.waitFor()
  await expect.poll(widths).toEqual(dragged)
  await edge(person).dblclick()
  await expect.poll(async () => Math.abs((await widths())[0] - (await widths())[1])).toBeLessThanOrEqual(1)
})

test('a window that gets narrow shows the first alone, and wide again both, with the draft and where one was reading', async () => {
  const { gateway, person, first, second, right } = await opened(visit, ['done', 'working'])
  const lines = second.write((log) => {
    for (let number = 0; number < 60; number += 1) {
      log.text(`Line ${number} of the log.`)
    }
  })
  lines.forEach((event) => gateway.send(event))
  await right.getByText('Line 59 of the log.').waitFor()
  await composerIn(right).fill('half a thought')
  const log = right.getByRole('log')
  await log.hover()
  await person.page.mouse.wheel(0, -900)
  await right.getByRole('button', { name: 'Jump to latest' }).waitFor()
  const before = await reading(log)

  await person.page.setViewportSize({ width: 1100, height: 900 })
  await right.waitFor({ state: 'detached' })
  await person.page.getByRole('main').waitFor()
  await rail(person).waitFor()
  expect(addressOf(person)).toBe(`/session/${first.id}?beside=${second.id}`)
  expect(await columns(person).count()).toBe(1)

  await person.page.setViewportSize({ width: 1440, height: 900 })
  await right.getByRole('button', { name: 'Jump to latest' }).waitFor()
  expect(await composerIn(right).inputValue()).toBe('half a thought')
  await expect
    .poll(async () => {
      const now = await reading(log)
      return now?.line === before?.line && Math.abs((now?.px ?? 0) - (before?.px ?? 0)) <= 2
    })
    .toBe(true)
})

test('the rail gives way where it would leave too little, and stays where there is room', async () => {
  const { person } = await opened(visit, ['working', 'done'])
  await rail(person).waitFor({ state: 'detached' })
  expect(await person.page.getByRole('button', { name: /^Show sidebar/ }).count()).toBe(1)
  expect(
    await person.page
      .getByRole('status')
      .filter({ hasText: /^Connected$/ })
      .count(),
  ).toBe(1)
  await person.page.setViewportSize({ width: 1600, height: 900 })
  await rail(person).waitFor()
  const current = rail(person).locator('[aria-current="page"]')
  await expect.poll(() => current.count()).toBe(2)
})

test('on a phone the address of two shows the first alone', async () => {
  const { gateway, sessions, person } = await visit('/nowhere', 'phone')
  await person.open(`/session/${sessions.done.id}?beside=${sessions.working.id}`)
  await person.composer().waitFor()
  expect(await columns(person).count()).toBe(1)
  await heard(person.page)
  const followed = gateway.received.filter(({ type }) => type === 'subscribe').map(({ session_id }) => session_id)
  expect(followed).not.toContain(sessions.working.id)
})

test('the same session twice is one session; one that is not there says so in its column, which can be closed', async () => {
  const { sessions, person } = await visit('/nowhere')
  const { done } = sessions
  await person.open(`/session/${done.id}?beside=${done.id}`)
  await person.composer().waitFor()
  expect(await columns(person).count()).toBe(1)

  await person.open(`/session/${done.id}?beside=no-such-session`)
  const empty = person.page.getByRole('region', { name: 'Session', exact: true })
  await empty.getByText('There is no such session. It may have been deleted.').waitFor()
  await composerIn(column(person, done)).waitFor()
  await person.expectAccessible()
  await empty.getByRole('button', { name: 'Close this column' }).click()
  await empty.waitFor({ state: 'detached' })
  expect(addressOf(person)).toBe(`/session/${done.id}`)

  await person.open(`/session/no-such-session?beside=${done.id}`)
  await composerIn(column(person, done)).waitFor()
  await empty.getByRole('button', { name: 'Close this column' }).click()
  await empty.waitFor({ state: 'detached' })
  expect(addressOf(person)).toBe(`/session/${done.id}`)
})

test('deleting a session beside another closes its column, here at once and on other devices with a sentence', async () => {
  const { gateway, person, first, second, right } = await opened(visit, ['working', 'done'])
  await right.getByRole('button', { name: 'More for dotfiles' }).click()
  await person.page.getByRole('menuitem', { name: 'Delete…' }).click()
  await person.presses('Delete session')
  await right.waitFor({ state: 'detached' })
  await person.sees('Deleted “dotfiles”.')
  expect(await person.page.getByText('“dotfiles” was deleted.').count()).toBe(0)
  expect(addressOf(person)).toBe(`/session/${first.id}`)

  const other = gateway.add(new FakeSession({ name: 'tide tables' }))
  await person.open(`/session/${first.id}?beside=${other.id}`)
  await composerIn(column(person, other)).waitFor()
  setHeader(other, { deletes_at: new Date().toISOString() })
  gateway.send({
    type: 'session_updated',
    session_id: other.id,
    data: { session: other.header.session },
    timestamp: new Date().toISOString(),
  })
  await column(person, other).waitFor({ state: 'detached' })
  await person.sees('“tide tables” was deleted.')
  expect(addressOf(person)).toBe(`/session/${first.id}`)
  expect(second.id).not.toBe(other.id)
})

test('the details of either column take the place of the other one, and Back brings that back', async () => {
  const { person, first, second, right } = await opened(visit, ['working', 'done'])
  await composerIn(right).fill('half a thought')
  await right.getByRole('button', { name: 'Details of the session' }).click()
  const pane = person.page.getByRole('complementary', { name: 'Details' })
  await pane.getByText(second.id).waitFor()
  expect(addressOf(person)).toBe(`/session/${second.id}/info?beside=${first.id}`)
  expect(await columns(person).count()).toBe(1)
  expect(await person.composer().inputValue()).toBe('half a thought')
  await person.presses('Close the details')
  await column(person, first).waitFor()
  expect(addressOf(person)).toBe(`/session/${first.id}?beside=${second.id}`)
  expect(await composerIn(right).inputValue()).toBe('half a thought')
})

/** The first line that is whole on the screen, and how far down it stands. */
function reading(log: Locator) {
  return log.evaluate((element) => {
    const { top } = element.getBoundingClientRect()
    return [...element.querySelectorAll('p')]
      .filter((one) => /^Line \d+ of/.test(one.textContent))
      .map((one) => ({ line: one.textContent, px: one.getBoundingClientRect().top - top }))
      .filter(({ px }) => px >= 0)
      .toSorted((one, other) => one.px - other.px)[0]
  })
}
