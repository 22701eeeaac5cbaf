import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { LOST_SERVER } from '#test/support/person.ts'
import { harbour } from './harbour.ts'

const visit = harbour()
const tolerates = new RegExp(`${LOST_SERVER.source}|status of (?:409|429)`)

/** Every page that asks for something, and words that are there only once it was answered. */
const pages: readonly (readonly [string, RegExp])[] = [
  ['/', /nightly-report/],
  ['/session/$working', /8 tests pass/],
  ['/new', /dotfiles/],
  ['/settings', /limits/i],
  ['/claude', /2\.1\.329/],
  ['/usage', /Nothing was used/],
  ['/devices', /this one|No device|Nothing/],
  ['/remote', /192\.168\.1\.5/],
]

test.for(pages)('%s comes back by itself within a second of the cure', async ([path, words]) => {
  const { gateway, sessions, person } = await visit('/nowhere', 'wide', { tolerates })
  await person.sees('There is no such page')
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

test('where no sign comes the page asks again all the same, ever more rarely', async () => {
  const { gateway, person } = await visit('/nowhere', 'wide', { tolerates })
  await person.sees('There is no such page')
  gateway.isAway = true
  await person.open('/settings')
  await person.sees(/session host is away/)
  gateway.isAway = false
  await person.page
    .getByText(/limits/i)
    .first()
    .waitFor()
})
