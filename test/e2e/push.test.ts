import { existsSync } from 'node:fs'
import path from 'node:path'
import { type BrowserContext, devices } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import { FakePushService, type SubscribedBrowser } from '#test/fakes/pushService.ts'
import { launchTrusting } from '#test/support/browser/browser.ts'
import { Person } from '#test/support/browser/person.ts'
import { deliverPush, pushManagerScript } from '#test/support/browser/pushes.ts'
import { type TestServer, startServer } from '#test/support/server/server.ts'

/** A whole workstation on a machine that may be busy. */
const SLOW = { timeout: 180_000 }
/** What a browser says of a server that is away, and of a page that is not signed in yet. */
const EXPECTED = /net::ERR_|WebSocket|status of (?:40[134]|50[234])|Failed to fetch/

/** A phone that was paired, before a workstation whose messages go to a push service of the test's own. */
async function pairedPhone() {
  const service = new FakePushService()
  await service.start()
  onTestFinished(() => service.close())
  const server = await startServer({ env: { HOMEPORT_PUSH_STAND_IN: service.origin } })
  onTestFinished(() => server.close())
  const browser = await launchTrusting()
  onTestFinished(() => browser.close())
  const on = await server.homeport('remote', 'on', '--bind', '127.0.0.1', '--port', '0', '--json')
  const { remote_url } = JSON.parse(on.stdout) as { remote_url: string }
  const origin = `https://127.0.0.1:${new URL(remote_url).port}`
  const context = await browser.newContext({ ...devices['Pixel 7'], locale: 'en-GB', permissions: ['notifications'] })
  const phone = await pair(server, { context, origin })
  return { service, server, origin, context, phone }
}

/** By the panel of the workstation. */
async function pair(
  server: TestServer,
  { context, origin }: { readonly context: BrowserContext; readonly origin: string },
): Promise<Person> {
  const panel = await context.browser()?.newContext({ permissions: ['clipboard-read', 'clipboard-write'] })
  const workstation = await Person.enter(panel ?? context, {})
  await workstation.signIn(await server.signInLink())
  await workstation.open('/panel')
  await workstation.presses('Pair a phone')
  await workstation.presses('Copy the link')
  const link = await workstation.page.evaluate(() => navigator.clipboard.readText())
  const phone = await Person.enter(context, { touches: true, tolerates: EXPECTED })
  await phone.page.goto(`${origin}/pair${new URL(link).hash}`)
  await phone.presses('Pair this phone')
  const words = await phone.page.getByText(/^[a-z]+ · [a-z]+ · [a-z]+$/).textContent()
  await workstation.sees(words ?? '')
  await workstation.presses('Pair')
  await phone.page.waitForURL(`${origin}/`)
  await phone.page.getByRole('main').waitFor()
  await workstation.leave()
  return phone
}

/** Switches notifications on as its person does; the browser's own push service is the test's. */
async function switchesOn(phone: Person, browser: SubscribedBrowser): Promise<void> {
  await phone.page.evaluate(() => navigator.serviceWorker.ready.then(() => null))
  await phone.page.addInitScript(pushManagerScript(browser.subscription))
  await phone.open('/settings/notifications')
  await phone.page.getByRole('switch', { name: 'On this device' }).tap()
  await phone.page.getByRole('button', { name: 'Send a test' }).waitFor()
}

/** What the system shows of this phone. */
function shown({ page }: Person) {
  return page.evaluate(async () => {
    const all = await (await navigator.serviceWorker.ready).getNotifications()
    return all.map(({ title, body }) => ({ title, body }))
  })
}

test(
  'a paired phone is pushed at over TLS: a test that says when it came, the very card by a tap, and Allow',
  SLOW,
  async () => {
    const { service, server, origin, phone } = await pairedPhone()
    const browser = service.prepare()
    await switchesOn(phone, browser)

    await phone.presses('Send a test')
    const sent = await browser.next()
    expect(sent.isSigned).toBe(true)
    await deliverPush(phone.page, { origin, payload: sent.payload })
    await phone.sees(/and it arrived after \d+ ms\.$/)
    expect(await shown(phone)).toEqual([{ title: 'Homeport', body: 'Notifications reach this browser.' }])

    await phone.page.getByRole('switch', { name: 'Allow and Deny buttons' }).tap()
    await expect.poll(() => server.program.call('GET', '/api/notifications')).toMatchObject({ answers: true })
    await looksAway(phone)
    const folder = server.folder('boat')
    const session = await server.program.createSession(folder)
    const content = '@tool Bash {"command": "touch sail.txt"}'
    await server.program.call('POST', `/api/session/${session.id}/messages`, { content })
    const asked = await browser.next()
    expect(asked.payload).toMatchObject({ kind: 'show', body: 'Run touch sail.txt' })
    await deliverPush(phone.page, { origin, payload: asked.payload })
    await expect.poll(() => shown(phone)).toContainEqual(expect.objectContaining({ body: 'Run touch sail.txt' }))
    await presses(phone, '')
    await phone.page.waitForURL(`${origin}/session/${session.id}?at=*`)
    await phone.card('touch sail.txt').waits()
    expect(await phone.page.getByRole('main').getByText('is not in this conversation').count()).toBe(0)

    await deliverPush(phone.page, { origin, payload: asked.payload })
    await expect.poll(() => shown(phone)).toContainEqual(expect.objectContaining({ body: 'Run touch sail.txt' }))
    await presses(phone, 'allow')
    await phone.seesTurnEnd()
    expect(existsSync(path.join(folder, 'sail.txt'))).toBe(true)
    expect((await browser.next()).payload.kind).toBe('close')
    await phone.leave()
  },
)

test('a paired phone opens its page without the workstation', SLOW, async () => {
  const { server, origin, phone } = await pairedPhone()
  await phone.page.evaluate(() => navigator.serviceWorker.ready.then(() => null))
  await phone.reload()
  await expect.poll(() => phone.page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true)
  await server.homeport('remote', 'off')
  await expect(fetch(`${origin}/live`)).rejects.toThrow('fetch failed')
  await phone.open('/settings')
  await phone.page.getByRole('heading', { name: 'Settings' }).first().waitFor()
  await phone.leave()
})

/** Nobody holds the phone any more: what it is asked is pushed at once. */
async function looksAway({ page }: Person): Promise<void> {
  await page.evaluate(() => {
    document.hasFocus = () => false
    window.dispatchEvent(new Event('blur'))
  })
}

/** A finger on what is shown of the approval, or on a button of it; the system's own part of that is left out. */
async function presses({ page }: Person, action: string): Promise<void> {
  const [worker] = page.context().serviceWorkers()
  await worker?.evaluate(async (pressed) => {
    const scope = globalThis as unknown as {
      registration: ServiceWorkerRegistration
      dispatchEvent(event: Event): void
    }
    const notification = (await scope.registration.getNotifications()).find(({ title }) => title.endsWith('needs you'))
    const event = Object.assign(new Event('notificationclick'), { action: pressed, notification })
    const work: Promise<unknown>[] = []
    scope.dispatchEvent(Object.assign(event, { waitUntil: (one: Promise<unknown>) => work.push(one) }))
    await Promise.all(work)
  }, action)
}
