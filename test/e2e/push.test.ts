import { devices } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import { FakePushService } from '#test/fakes/pushService.ts'
import { launchTrusting } from '#test/support/browser/browser.ts'
import { Person } from '#test/support/browser/person.ts'
import { deliverPush, pushManagerScript } from '#test/support/browser/pushes.ts'
import { startServer } from '#test/support/server/server.ts'

/** A whole workstation on a machine that may be busy. */
const SLOW = { timeout: 120_000 }

test(
  'a phone over TLS keeps the page, is pushed at, opens the very card, and opens without its server',
  SLOW,
  async () => {
    const service = new FakePushService()
    await service.start()
    onTestFinished(() => service.close())
    const server = await startServer({ env: { HOMEPORT_PUSH_STAND_IN: service.origin } })
    onTestFinished(() => server.close())
    const on = await server.homeport('remote', 'on', '--bind', '127.0.0.1', '--port', '0', '--json')
    const { remote_url } = JSON.parse(on.stdout) as { remote_url: string }
    const origin = `https://127.0.0.1:${new URL(remote_url).port}`
    const browser = await launchTrusting()
    onTestFinished(() => browser.close())
    const context = await browser.newContext({ ...devices['Pixel 7'], locale: 'en-GB', permissions: ['notifications'] })
    const phone = await Person.enter(context, { touches: true, tolerates: /net::ERR_|WebSocket|status of 40[134]/ })

    const secret = new URL(await server.signInLink()).hash
    await phone.page.goto(`${origin}/${secret}`)
    await phone.page.getByRole('main').waitFor()
    await phone.page.evaluate(() => navigator.serviceWorker.ready.then(() => null))
    await phone.page.reload()
    await expect.poll(() => phone.page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true)

    await phone.page.addInitScript(pushManagerScript)
    const subscribed = service.prepare()
    await phone.page.addInitScript(`globalThis.standInSubscription = ${JSON.stringify(subscribed.subscription)}`)
    await phone.open('/settings/notifications')
    await phone.page.getByRole('switch', { name: 'On this device' }).tap()
    await phone.page.getByRole('button', { name: 'Send a test' }).waitFor()

    const shown = async () =>
      phone.page.evaluate(async () => {
        const all = await (await navigator.serviceWorker.ready).getNotifications()
        return all.map(({ title, body, tag }) => ({ title, body, tag }))
      })
    await phone.presses('Send a test')
    const sent = await subscribed.next()
    expect(sent.isSigned).toBe(true)
    await deliverPush(browser, { origin, payload: sent.payload })
    await phone.sees(/and it arrived after \d+ ms\.$/)
    expect(await shown()).toEqual([{ title: 'Homeport', body: 'Notifications reach this browser.', tag: 'test' }])

    await server.close()
    await phone.open('/settings/notifications')
    await phone.page.getByRole('heading', { name: 'Settings' }).waitFor()
    await context.close()
  },
)
