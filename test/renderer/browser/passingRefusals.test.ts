import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { UserId } from '#shared/ids.ts'
import type { FolderTrust } from '#shared/session/trust.ts'
import type { FakeGateway } from '#test/fakes/fakeGateway.ts'
import { setHeader } from '#test/renderer/scene.ts'
import { LOST_SERVER } from '#test/support/browser/person.ts'
import { harbour } from './harbour.ts'

const visit = harbour()
const tolerates = new RegExp(`${LOST_SERVER.source}|status of (?:400|409|429|500)`)

/** Every page that asks for something, and words that are there only once it was answered. */
const pages: readonly (readonly [string, RegExp])[] = [
  ['/', /nightly-report/],
  ['/session/$working', /8 tests pass/],
  ['/new', /dotfiles/],
  ['/settings', /settings\.yaml is wrong in line 3/],
  ['/claude', /2\.1\.329/],
  ['/usage', /No turn ended in these days/],
  ['/devices', /Firefox on Linux/],
  ['/audit', /Nothing happened yet/],
  ['/logs', /Nothing in the logs/],
  ['/panel', /Firefox on Linux/],
  ['/remote', /192\.168\.1\.5/],
  ['/updates', /Server and sessions run version/],
  ['/welcome', /2\.1\.329/],
]

test.for(pages)('%s comes back by itself within a second of the cure', async ([path, words]) => {
  const { gateway, sessions, person } = await visit('/nowhere', 'wide', { tolerates })
  await person.sees('There is no such page')
  fill(gateway)
  gateway.isAway = true
  await person.open(path.replace('$working', sessions.working.id))
  await expect.poll(() => gateway.refusals).toBeGreaterThan(1)
  // A host that was killed is back after about so long.
  await delay(1250)
  const asked = gateway.refusals
  gateway.hostIsBack()
  await person.page.getByText(words).first().waitFor({ timeout: 1000 })
  await expect.poll(() => person.page.getByText(/session host is away/).count()).toBe(0)
  expect(asked).toBeLessThan(30)
})

test('what a page asks for later comes by itself as well: older events', async () => {
  const { gateway, sessions, person } = await visit('/', 'wide', { tolerates })
  sessions.done.write((log) => Array.from({ length: 900 }, (_, index) => log.text(`Paragraph ${index}.`)))
  await person.open(`/session/${sessions.done.id}`)
  await person.sees(/^Paragraph 899/)
  gateway.isAway = true
  const log = person.page.getByRole('log')
  await log.evaluate((list) => list.scrollTo(0, 0))
  await person.sees(/Older messages did not arrive/)
  gateway.hostIsBack()
  await expect.poll(() => person.page.getByText(/did not arrive/).count(), { timeout: 1000 }).toBe(0)
  await expect.poll(() => gateway.answers.calls.some(({ name }) => name === 'session.events')).toBe(true)
})

test('what a page asks for later comes by itself as well: what a folder brings, and what nobody is asked about', async () => {
  const { gateway, sessions, person } = await visit('/session/$working', 'wide', { tolerates })
  await person.sees('Go on')
  const trust: FolderTrust = {
    state: 'untrusted',
    fingerprint: 'one',
    brings: [{ kind: 'hook', source: '/home/me/.claude/settings.json', text: 'SessionStart: true' }],
  }
  setHeader(sessions.working, { trust })
  const { session } = sessions.working.header
  const timestamp = new Date().toISOString()
  gateway.send({ type: 'session_updated', session_id: session.id, data: { session }, timestamp })
  await person.presses('Go on without')
  gateway.isAway = true
  await person.presses('Folder not trusted')
  await expect.poll(() => gateway.refusals).toBeGreaterThan(0)
  gateway.hostIsBack()
  await person.page.getByText('You are not asked about').waitFor({ timeout: 1000 })

  gateway.answers.trust = trust
  await person.open('/new')
  gateway.isAway = true
  await person.open('/new')
  const before = gateway.refusals
  await expect.poll(() => gateway.refusals).toBeGreaterThan(before)
  gateway.hostIsBack()
  await person.page.getByText('SessionStart: true').waitFor({ timeout: 1000 })
})

test('where no sign comes the page asks again all the same, ever more rarely', async () => {
  const { gateway, person } = await visit('/nowhere', 'wide', { tolerates })
  await person.sees('There is no such page')
  fill(gateway)
  gateway.isAway = true
  await person.open('/settings')
  await person.sees(/session host is away/)
  gateway.isAway = false
  await person.page
    .getByText(/wrong in line 3/)
    .first()
    .waitFor()
  expect(await person.page.getByText(/session host is away/).count()).toBe(0)
})

/** What each page shows once it is answered. */
function fill({ answers }: FakeGateway): void {
  const settings = { settings: [], file: '/home/me/settings.yaml', problem: 'settings.yaml is wrong in line 3' }
  answers.overrides.set('settings.list', () => settings)
  answers.overrides.set('audit.list', () => ({ entries: [], next_cursor: null }))
  answers.overrides.set('logs.list', () => ({ entries: [], next_cursor: null }))
  const at = new Date().toISOString()
  const user = { id: UserId.parse('u1'), username: 'me' }
  const more = { address: null, created_at: at, last_used_at: at, expires_at: null, scopes: null, current: false }
  answers.devices = [{ id: 'd1', kind: 'sign_in', name: 'Firefox on Linux', user, ...more }]
}
