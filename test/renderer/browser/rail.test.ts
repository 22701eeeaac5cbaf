import { expect, test } from 'vitest'
import { FakeSession } from '#test/fakes/fakeSession.ts'
import type { FakeGateway } from '#test/fakes/fakeGateway.ts'
import { LOST_SERVER, type Person } from '#test/support/browser/person.ts'
import { harbour } from './harbour.ts'

const visit = harbour()

function addSessions(gateway: FakeGateway, howMany: number): void {
  for (let number = 0; number < howMany; number += 1) {
    gateway.add(
      new FakeSession({
        name: `Session ${number}`,
        workspace_path: `/home/me/code/project-${number % 10}`,
        last_activity: new Date(Date.now() - (number + 30) * 60_000).toISOString(),
      }),
    )
  }
}

function rail({ page }: Person) {
  return page.getByRole('navigation', { name: 'Sessions' })
}

test('of 500 sessions fewer than 60 rows are drawn in the rail and on Home, and a search finds one of them at once', async () => {
  const { gateway, person } = await visit('/nowhere')
  addSessions(gateway, 500)
  await person.open('/')
  await rail(person)
    .getByRole('link', { name: /^Session 0/ })
    .waitFor()
  const recent = person.page.getByRole('region', { name: 'Recent' })
  await recent.getByRole('link').first().waitFor()
  expect(await rail(person).getByRole('listitem').count()).toBeLessThan(60)
  expect(await recent.getByRole('listitem').count()).toBeLessThan(60)

  await recent.getByRole('link').first().hover()
  await person.page.mouse.wheel(0, 100_000)
  await recent.getByRole('link', { name: /^Session 499/ }).waitFor()
  expect(await recent.getByRole('listitem').count()).toBeLessThan(60)

  await rail(person).getByRole('button', { name: 'Search' }).click()
  const search = person.page.getByRole('combobox', { name: /^Search/ })
  await search.fill('session 387')
  await person.page.getByRole('option', { name: /^Session 387/ }).waitFor()
  expect(await person.page.getByRole('listbox').getByRole('option').first().innerText()).toMatch(/^Session 387/)
  await search.fill('no such session')
  await person.sees('No match for “no such session”')
})

test('Ctrl + B hides the rail and brings it back; a reload keeps what was chosen', async () => {
  const { person } = await visit('/')
  await rail(person).getByText('Connected', { exact: true }).first().waitFor()
  await person.types('Control+b')
  await rail(person).waitFor({ state: 'detached' })
  await person.reload()
  await person.presses(/^Show sidebar/)
  await rail(person).waitFor()
  // The focus is where it can be undone.
  await expect
    .poll(() => person.page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? ''))
    .toMatch(/^Hide sidebar/)
})

test('a rail whose code does not come takes no page along, and a connection that is lost is told all the same', async () => {
  const { person } = await visit('/nowhere', 'wide', { tolerates: LOST_SERVER })
  await person.sees('Connected')
  await person.page.route('**/assets/Rail*.js', (route) => route.abort())
  await person.open('/')
  await person.sees(/The list of sessions could not be fetched/)
  await person.page.getByRole('region', { name: 'Recent' }).waitFor()
  await person.page.context().setOffline(true)
  const said = person.page.getByRole('banner').getByText(/^Offline/)
  await expect.poll(() => said.first().isVisible()).toBe(true)
})

test('in a narrow window the rail opens over the page; Esc and a choice close it', async () => {
  const { person, sessions } = await visit('/')
  await person.page.setViewportSize({ width: 900, height: 900 })
  await rail(person).waitFor({ state: 'detached' })
  await person.sees('Connected')
  await person.presses(/^Show sidebar/)
  await rail(person).waitFor()
  await person.expectAccessible()
  await person.types('Escape')
  await rail(person).waitFor({ state: 'detached' })
  await person.presses(/^Show sidebar/)
  await rail(person)
    .getByRole('link', { name: /^dotfiles/ })
    .click()
  await rail(person).waitFor({ state: 'detached' })
  expect(new URL(person.address()).pathname).toBe(`/session/${sessions.done.id}`)
})

test('the sessions of the rail are one stop for Tab, and arrows lead from one to the next', async () => {
  const { person } = await visit('/')
  const links = rail(person).getByRole('list', { name: 'Sessions' }).getByRole('link')
  await links.first().waitFor()
  expect(await links.evaluateAll((all) => all.filter((one) => one.tabIndex === 0).length)).toBe(1)
  await links.first().focus()
  await person.types('ArrowDown')
  await expect
    .poll(() => links.nth(1).evaluate((one) => one === document.activeElement && one.tabIndex === 0))
    .toBe(true)
  await person.types('End')
  await expect.poll(() => links.last().evaluate((one) => one === document.activeElement)).toBe(true)
})

test('what an approval asks for stands on one line, and is opened and closed in place', async () => {
  const { person } = await visit('/')
  await person.button('Answer: website').waitFor()
  expect(await person.page.getByRole('radio', { name: 'Cool' }).count()).toBe(0)
  await person.presses('Answer: website')
  await person.page.getByRole('radio', { name: 'Cool' }).waitFor()
  await person.expectAccessible()
  await person.presses('Answer: website')
  await person.page.getByRole('radio', { name: 'Cool' }).waitFor({ state: 'detached' })
})

test('running sessions say what they take: time, tokens, cost, and the load of the last two minutes', async () => {
  const { gateway, sessions, person } = await visit('/nowhere')
  gateway.answers.loads = [{ session_id: sessions.working.id, cpu_percent: 40, rss_bytes: 1_000_000, processes: 2 }]
  await person.open('/')
  const row = person.page.getByRole('region', { name: 'Running' }).getByRole('listitem')
  await row.getByText(/^2 m \d+ s$/).waitFor()
  await row.getByText('82 k tokens').waitFor()
  await row.getByText('$0.68').waitFor()
  await expect.poll(() => row.locator('svg rect').count()).toBeGreaterThan(1)
  await person.presses('Stop Frames in the wire protocol')
  await expect
    .poll(() => gateway.answers.calls.find(({ name }) => name === 'session.control')?.params)
    .toMatchObject({ action: 'interrupt' })
})

test('a session starts from Home, in the folder that was used last, with its first message', async () => {
  const { gateway, sessions, person } = await visit('/')
  gateway.answers.overrides.set('session.create', () => sessions.done.header.session)
  const field = person.page.getByRole('textbox', { name: 'What should Claude do?' })
  await field.fill('Tidy up')
  await field.press('Enter')
  await person.page.waitForURL(/\/session\//)
  await expect
    .poll(() => gateway.answers.calls.find(({ name }) => name === 'session.create')?.params)
    .toEqual({
      project_path: sessions.working.header.session.workspace_path,
    })
  await expect
    .poll(() => gateway.answers.calls.find(({ name }) => name === 'message.send')?.params)
    .toMatchObject({ content: 'Tidy up', session_id: sessions.done.id })
})
