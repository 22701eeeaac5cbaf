import { devices } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '#test/support/browser/browser.ts'
import { Person } from '#test/support/browser/person.ts'
import { type TestServer, startServer } from '#test/support/server/server.ts'

let server: TestServer
let browser: Awaited<ReturnType<typeof launchBrowser>>
let remoteUrl = ''

beforeAll(async () => {
  server = await startServer()
  browser = await launchBrowser()
  const on = await server.homeport('remote', 'on', '--bind', '127.0.0.1', '--port', '0', '--json')
  const { remote_url } = JSON.parse(on.stdout) as { remote_url: string }
  remoteUrl = `https://127.0.0.1:${new URL(remote_url).port}`
})

afterAll(async () => {
  await browser.close()
  await server.close()
})

/** A page that is not signed in yet; and a certificate that is only looked past, for which no service worker is kept. */
const EXPECTED = /status of 40[134]|SSL certificate error occurred when fetching the script/

/** A phone at the remote listener, whose person looks past its certificate. */
async function phoneAt(link: string): Promise<Person> {
  const context = await browser.newContext({ ...devices['Pixel 7'], ignoreHTTPSErrors: true, locale: 'en-GB' })
  const person = await Person.enter(context, { touches: true, tolerates: EXPECTED })
  await person.page.goto(`${remoteUrl}/pair${new URL(link).hash}`)
  return person
}

test('a phone is paired over TLS, reads the sessions, and is out with one click on the workstation', async () => {
  const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'], locale: 'en-GB' })
  const workstation = await Person.enter(context, {})
  await workstation.signIn(await server.signInLink())
  await workstation.open('/panel')
  await workstation.presses('Pair a phone')
  await workstation.presses('Copy the link')
  const link = await workstation.page.evaluate(() => navigator.clipboard.readText())
  const phone = await phoneAt(link)
  await phone.page.getByLabel('Name of this device').fill('Ada’s phone')
  await phone.presses('Pair this phone')
  const words = await phone.page.getByText(/^[a-z]+ · [a-z]+ · [a-z]+$/).textContent()
  await workstation.sees(words ?? '')
  await workstation.presses('Pair')
  await workstation.sees(/Ada’s phone is in/)
  await phone.page.waitForURL(`${remoteUrl}/`)
  await phone.page.getByRole('main').waitFor()
  await phone.page.reload()
  await phone.page.getByRole('main').waitFor()
  expect(await phone.page.getByText('not signed in').count()).toBe(0)
  await workstation.open('/devices')
  await workstation.page.getByRole('button', { name: 'Sign out Ada’s phone' }).click()
  await workstation.page
    .getByRole('dialog')
    .getByRole('button', { name: /Sign out/ })
    .click()
  await phone.sees('This browser is not signed in')
  await phone.leave()
  await workstation.leave()
})
