import { devices } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '#test/support/browser/browser.ts'
import { Person } from '#test/support/browser/person.ts'
import { type TestServer, startServer } from '#test/support/server/server.ts'

let server: TestServer
let browser: Awaited<ReturnType<typeof launchBrowser>>
let remoteUrl = ''

beforeAll(async () => {
  server = await startServer({ env: { HOMEPORT_TERMINALS_CONFIRM_NEW_DEVICES: 'true' } })
  browser = await launchBrowser()
  const on = await server.homeport('remote', 'on', '--bind', '127.0.0.1', '--port', '0', '--json')
  const { remote_url } = JSON.parse(on.stdout) as { remote_url: string }
  remoteUrl = `https://127.0.0.1:${new URL(remote_url).port}`
})

afterAll(async () => {
  await browser.close()
  await server.close()
})

/** A page that is not signed in yet, a terminal that waits; and a certificate that is only looked past. */
const EXPECTED = /status of 40[134]|SSL certificate error occurred when fetching the script/

async function atTheMachine(): Promise<Person> {
  const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'], locale: 'en-GB' })
  const person = await Person.enter(context, {})
  await person.signIn(await server.signInLink())
  return person
}

async function pairedPhone(workstation: Person): Promise<Person> {
  await workstation.open('/panel')
  await workstation.presses('Pair a phone')
  await workstation.presses('Copy the link')
  const link = await workstation.page.evaluate(() => navigator.clipboard.readText())
  const context = await browser.newContext({ ...devices['Pixel 7'], ignoreHTTPSErrors: true, locale: 'en-GB' })
  const phone = await Person.enter(context, { touches: true, tolerates: EXPECTED })
  await phone.page.goto(`${remoteUrl}/pair${new URL(link).hash}`)
  await phone.page.getByLabel('Name of this device').fill('Ada’s phone')
  await phone.presses('Pair this phone')
  await workstation.sees((await phone.page.getByText(/^[a-z]+ · [a-z]+ · [a-z]+$/).textContent()) ?? '')
  await workstation.presses('Pair')
  await phone.page.waitForURL(`${remoteUrl}/`)
  return phone
}

async function photo({ page }: Person, name: string): Promise<void> {
  const folder = process.env['HOMEPORT_PHOTOS']
  if (folder !== undefined) {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await page.screenshot({ path: `${folder}/${name}-${colorScheme}.png` })
    }
  }
}

test('the first terminal of a phone waits until somebody at the workstation says yes, and opens by itself then', async () => {
  const { id } = await server.program.createSession(server.folder('first'))
  const workstation = await atTheMachine()
  const phone = await pairedPhone(workstation)
  await phone.page.goto(`${remoteUrl}/session/${id}/terminal`)
  await phone.page.getByRole('button', { name: 'Open terminal' }).click()
  await phone.sees('This device needs a yes first')
  await phone.expectAccessible()
  await photo(phone, 'first-terminal-waits')
  await workstation.sees(/asks to open its first terminal/)
  await workstation.open('/devices')
  await workstation.sees('Ada’s phone asks for its first terminal')
  await workstation.expectAccessible()
  await photo(workstation, 'first-terminal-asked')
  await workstation.page.getByRole('button', { name: 'Allow' }).click()
  await phone.page.locator('.xterm-helper-textarea').waitFor()
  expect(await phone.page.getByText('This device needs a yes first').count()).toBe(0)
  await workstation.open('/devices')
  await photo(workstation, 'first-terminal-known')
  await workstation.presses('Ask again before a terminal of Ada’s phone')
  await phone.page.reload()
  await phone.page.getByRole('button', { name: 'New shell' }).click()
  await phone.sees('This device needs a yes first')
  await workstation.page.getByRole('button', { name: 'Deny' }).click()
  await phone.sees(/Somebody refused terminals to this device/)
  await phone.leave()
  await workstation.leave()
})
