import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
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

test('a phone that goes from Wi-Fi to mobile asks at once whether its socket still lives', async () => {
  const { person, network, sessions } = await phoneOnTheWay()
  await person.page.evaluate(() => {
    const { connection } = navigator as unknown as { connection: EventTarget }
    Object.defineProperty(connection, 'type', { value: 'wifi', configurable: true })
    connection.dispatchEvent(new Event('change'))
  })
  network.loseOpen()
  sessions.working.write((log) => log.text('Said on the way'))
  await person.page.evaluate(() => {
    const { connection } = navigator as unknown as { connection: EventTarget }
    Object.defineProperty(connection, 'type', { value: 'cellular', configurable: true })
    connection.dispatchEvent(new Event('change'))
  })
  // Without that the next ping would be due in 25 s, and its answer in ten more.
  await person.page.getByText('Said on the way').waitFor({ timeout: 12_000 })
  expect(network.open).toBeGreaterThan(0)
})

test('a network that wants its people to sign in first is named, with the way to its own page', async () => {
  const { gateway, sessions, person } = await visit('/nowhere', 'phone', { tolerates: LOST_SERVER })
  const portal = createServer((request, response) => {
    if (request.url === '/live') {
      response.writeHead(302, { location: 'http://portal.example/sign-in' }).end()
    } else {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Welcome to our Wi-Fi</h1>')
    }
  })
  portal.listen(0, '127.0.0.1')
  await once(portal, 'listening')
  onTestFinished(() => {
    portal.closeAllConnections()
    portal.close()
  })
  const ports = { ours: Number(new URL(gateway.url).port), portal: (portal.address() as AddressInfo).port }
  let port = ports.ours
  const network = new BrokenNetwork(() => ({ host: '127.0.0.1', port }))
  onTestFinished(() => network.close())
  await person.page.goto(`http://127.0.0.1:${await network.listen()}/session/${sessions.working.id}`)
  await person.sees('Go on')
  await person.page.waitForLoadState('networkidle')
  port = ports.portal
  network.closeOpen()
  await person.sees(/Something else answers at this address: this network may want you to sign in first\./)
  const link = person.page.getByRole('link', { name: 'Open its page' })
  expect([await link.getAttribute('href'), await link.getAttribute('target')]).toEqual(['/live', '_blank'])
  await person.expectAccessible()
  port = ports.ours
  network.closeOpen()
  await expect.poll(() => link.count(), { timeout: 20_000 }).toBe(0)
  expect(await person.composer().isEditable()).toBe(true)
})
