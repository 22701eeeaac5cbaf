import { expect, test } from 'vitest'
import { FakeSession } from '#test/fakes/fakeSession.ts'
import type { FakeGateway } from '#test/fakes/fakeGateway.ts'
import type { Person } from '#test/support/browser/person.ts'
import { harbour } from './harbour.ts'

const visit = harbour()

function manySessions(gateway: FakeGateway): void {
  for (let number = 0; number < 60; number += 1) {
    const last_activity = new Date(Date.now() - (number + 30) * 3_600_000).toISOString()
    gateway.add(new FakeSession({ name: `session ${number}`, last_activity }))
  }
}

/** How far down the page is. */
function scrolled(person: Person): Promise<number> {
  return person.page.evaluate(() => document.querySelector('main')?.scrollTop ?? -1)
}

test.each(['wide', 'phone'] as const)('Back leads to where one was in the list of sessions (%s)', async (device) => {
  const { gateway, person } = await visit('/devices', device)
  manySessions(gateway)
  await person.open('/')
  // The cards above are as tall as they get.
  await person.page
    .getByRole('button', { name: /^(?:Allow|Allow once|Show the rest)$/ })
    .first()
    .waitFor()
  await person.page.getByText('Loading what it asks…').first().waitFor({ state: 'detached' })
  await person.page.evaluate(() => document.querySelector('main')?.scrollTo(0, 900))
  await expect.poll(() => scrolled(person)).toBe(900)
  const link = person.page
    .getByRole('region', { name: 'Recent' })
    .getByRole('link', { name: /session 1\d/ })
    .first()
  await link.evaluate((element) => (element as HTMLElement).click())
  await person.composer().waitFor()
  await person.page.goBack()
  await link.waitFor()
  await expect.poll(() => scrolled(person)).toBe(900)
  await person.page.goForward()
  await person.composer().waitFor()
})

test('so it does on pages whose content is fetched anew', async () => {
  const { gateway, person } = await visit('/audit')
  const entries = Array.from({ length: 80 }, (_, index) => auditEntry(80 - index))
  gateway.answers.overrides.set('audit.list', () => ({ entries, next_cursor: null }))
  await person.reload()
  await person.sees(/person 80/)
  await person.page.evaluate(() => document.querySelector('main')?.scrollTo(0, 700))
  await expect.poll(() => scrolled(person)).toBe(700)
  await person.page.getByRole('link', { name: 'Homeport', exact: true }).click()
  await person.page.getByRole('region', { name: 'Recent' }).waitFor()
  expect(await scrolled(person)).toBe(0)
  await person.page.goBack()
  await person.sees(/person 80/)
  await expect.poll(() => scrolled(person)).toBe(700)
})

test('Back leads to the very line of a conversation, in older pages too, and to its end for who was there', async () => {
  const { gateway, sessions, person } = await visit('/session/$question')
  const { working } = sessions
  working.write((log) => {
    for (let number = 0; number < 400; number += 1) {
      log.text(`Line ${number} of the log. ${'It goes on and on. '.repeat(number % 9)}`)
    }
  })
  await person.open(`/session/${working.id}`)
  await person.sees(/^Line 399 of/)
  const log = person.page.getByRole('log')
  /** The first line that is whole on the screen, and how far down it stands. */
  const reading = () =>
    log.evaluate((element) => {
      const { top } = element.getBoundingClientRect()
      const lines = [...element.querySelectorAll('p')].filter((one) => /^Line \d+ of/.test(one.textContent))
      const places = lines.map((one) => ({
        line: one.textContent.slice(5, 8),
        px: one.getBoundingClientRect().top - top,
      }))
      return places.filter(({ px }) => px >= 0).toSorted((one, other) => one.px - other.px)[0]
    })
  await expect
    .poll(
      async () => {
        await log.hover()
        await person.page.mouse.wheel(0, -1500)
        return Number((await reading())?.line)
      },
      { timeout: 20_000 },
    )
    .toBeLessThan(120)
  let before = await reading()
  await expect
    .poll(async () => {
      const now = await reading()
      const isStill = now?.px === before?.px && now?.line === before?.line
      before = now
      return isStill
    })
    .toBe(true)

  const isBack = async () => {
    const now = await reading()
    return now?.line === before?.line && Math.abs((now?.px ?? 0) - (before?.px ?? 0)) <= 2
  }
  await person.page.getByRole('link', { name: 'Homeport', exact: true }).click()
  await person.page.getByRole('region', { name: 'Recent' }).waitFor()
  await person.page.goBack()
  await log.waitFor()
  await expect.poll(isBack, { timeout: 5000 }).toBe(true)

  const events = working.write((more) => [more.text('One line more.')])
  events.forEach((event) => gateway.send(event))
  await expect.poll(isBack).toBe(true)

  await person.presses('Jump to latest')
  await person.sees('One line more.')
  await person.page.getByRole('link', { name: 'Homeport', exact: true }).click()
  await person.page.getByRole('region', { name: 'Recent' }).waitFor()
  await person.page.goBack()
  await person.sees('One line more.')
  expect(await person.belowTheEnd()).toBeLessThanOrEqual(2)
})

function auditEntry(seq: number) {
  return {
    seq,
    time: '2026-11-27T08:00:00.000Z',
    action: 'session.create',
    outcome: 'ok',
    code: null,
    user_id: 'u1',
    username: `person ${seq}`,
    credential: { kind: 'sign_in', id: null, name: null },
    address: null,
    user_agent: null,
    session_id: null,
    object_id: null,
    details: {},
    count: 1,
    request_id: null,
  }
}
