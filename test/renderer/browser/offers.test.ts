import { describe, expect, test } from 'vitest'
import type { Person } from '#test/support/browser/person.ts'
import { harbour } from './harbour.ts'
import { heard } from './heard.ts'

const visit = harbour()

const people = [
  ['the owner at the workstation', ['read', 'drive', 'manage', 'local']],
  ['the owner elsewhere', ['read', 'drive', 'manage']],
  ['a member', ['read', 'drive']],
  ['a viewer', ['read']],
] as const

const pages = [
  '/',
  '/new',
  '/archived',
  '/remote',
  '/welcome',
  '/devices',
  '/audit',
  '/settings',
  '/claude',
  '/usage',
  '/panel',
  '/logs',
  '/updates',
  '/qr',
  '/session/$working',
  '/session/$asking',
  '/session/$question',
  '/session/$working/info',
  '/session/$working/tasks',
] as const

describe.each(people)('%s', (_who, scopes) => {
  test('is offered nothing that is refused, on any page', { timeout: 180_000 }, async () => {
    const { gateway, person, sessions } = await visit('/nowhere', 'wide', { tolerates: /status of (400|404|500)/ })
    gateway.scopes = scopes
    await person.open('/')
    // A socket is open before the server has said what may be asked for.
    await expect
      .poll(() => person.page.evaluate(() => Object.values(localStorage).join('\n')))
      .toContain(scopes.join(' '))
    for (const page of pages) {
      const path = page
        .replace('$working', sessions.working.id)
        .replace('$asking', sessions.asking.id)
        .replace('$question', sessions.question.id)
      await pressEverything(person, path)
      await heard(person.page)
      expect([page, gateway.answers.refused]).toEqual([page, []])
    }
  })
})

/** Presses each button of a page once, and drops what it opens. Downloads and links are left alone. */
async function pressEverything(person: Person, path: string): Promise<void> {
  const { page } = person
  await person.open(path)
  await page.getByRole('heading', { level: 1 }).first().waitFor({ state: 'attached' })
  const buttons = page.locator('button:visible:enabled')
  const seen = new Set<string>()
  for (let index = 0; ; index += 1) {
    // The element itself: a locator would wait for another one where what was pressed has taken it away.
    const [button] = await buttons.nth(index).elementHandles()
    if (button === undefined) {
      return
    }
    const label = await button
      .evaluate((one) => (one instanceof Element ? one.getAttribute('aria-label') : null) ?? one.textContent)
      .catch(() => null)
    if (label === null || seen.has(label) || /^(Sign out|Download diagnostics)/.test(label)) {
      continue
    }
    seen.add(label)
    await button.click({ force: true, timeout: 2_000 }).catch(() => {})
    await page.keyboard.press('Escape')
    if (new URL(page.url()).pathname !== path) {
      await person.open(path)
    }
  }
}

describe('away from the workstation, a browser that is not signed in', () => {
  test.each([
    ['is told how it is paired', null, 'Pair this device'],
    [
      'signs in with GitHub where that is set up',
      { host: 'github.com', device: true, redirect: true },
      'Sign in with GitHub',
    ],
  ] as const)('%s, and nothing that works only there', async (_title, github, words) => {
    const { gateway, person } = await visit('/nowhere')
    gateway.answers.github = github
    gateway.isSignedIn = false
    const { page } = person
    await page.routeWebSocket(/^wss:/, (socket) => socket.onMessage(() => void socket.close({ code: 4401 })))
    await page.route('https://home.example/**', async (route) => {
      const { pathname, search } = new URL(route.request().url())
      await route.fulfill({ response: await route.fetch({ url: gateway.url + pathname + search }) })
    })
    await page.goto('https://home.example/')
    await person.sees(words)
    await person.expectAccessible()
    expect(await page.getByRole('link', { name: 'Sign in with GitHub' }).count()).toBe(github === null ? 0 : 1)
    expect(await page.getByText(/homeport start|link from the workstation/).count()).toBe(0)
  })
})
