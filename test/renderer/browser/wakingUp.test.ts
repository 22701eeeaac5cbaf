import { expect, onTestFinished, test } from 'vitest'
import { LOST_SERVER } from '#test/support/browser/person.ts'
import { BrokenNetwork } from '#test/support/network/brokenNetwork.ts'
import { harbour } from './harbour.ts'

const visit = harbour()

/** A phone that shows a conversation, by a network that can be broken. */
async function phoneOnTheWay() {
  const { gateway, sessions, person } = await visit('/nowhere', 'phone', { tolerates: LOST_SERVER })
  const { port } = new URL(gateway.url)
  const network = new BrokenNetwork(() => ({ host: '127.0.0.1', port: Number(port) }))
  onTestFinished(() => network.close())
  await person.page.goto(`http://127.0.0.1:${await network.listen()}/session/${sessions.working.id}`)
  await person.sees('Go on')
  // All of the page's code is there, as it is on a phone that was used before it slept.
  await person.page.waitForLoadState('networkidle')
  const wakes = (hours: number) =>
    person.page.evaluate((ms) => {
      const now = Date.now
      Date.now = () => now() + ms
      window.dispatchEvent(new Event('pageshow'))
      document.dispatchEvent(new Event('visibilitychange'))
    }, hours * 3_600_000)
  return { gateway, person, network, sessions, wakes }
}

test.each([
  ['lost without a word', 'loseOpen'],
  ['reset', 'resetOpen'],
  ['closed', 'closeOpen'],
] as const)('a phone that slept for eight hours, its socket %s, catches up when it is looked at', async (_, breaks) => {
  const { person, network, sessions, wakes } = await phoneOnTheWay()
  network[breaks]()
  sessions.working.write((log) => log.text('Said while it slept'))
  await wakes(8)
  await person.sees('Said while it slept')
  await expect.poll(() => network.open).toBeGreaterThan(0)
  expect(await person.composer().isEditable()).toBe(true)
})
