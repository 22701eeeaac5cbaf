import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { type Chromium, type Device, openChromium } from '#test/support/browser/browser.ts'
import type { Person } from '#test/support/browser/person.ts'
import { type TestServer, startServer } from '#test/support/server/server.ts'

let server: TestServer
let chromium: Chromium

beforeAll(async () => {
  server = await startServer()
  chromium = await openChromium()
})

afterAll(async () => {
  await server.close()
  await chromium.close()
})

async function atTerminals(sessionId: string, device: Device = 'wide'): Promise<Person> {
  const person = await chromium.person(device)
  onTestFinished(() => person.leave())
  await person.signIn(await server.signInLink())
  await person.open(`/session/${sessionId}/terminal`)
  return person
}

/** What stands on the screen of the terminal, line by line. */
async function screenOf(person: Person): Promise<string[]> {
  const lines = await person.page.locator('.xterm-rows > div').allTextContents()
  return lines.map((line) => line.trimEnd())
}

async function shows(person: Person, text: string): Promise<void> {
  await person.page.locator('.xterm-rows').filter({ hasText: text }).waitFor()
}

test('a person opens a shell in the page, types, searches, and another browser shows the same screen', async () => {
  const { id } = await server.program.createSession(server.folder('shells'))
  const person = await atTerminals(id)
  await person.page.getByRole('button', { name: 'Open terminal' }).click()
  const keys = person.page.locator('.xterm-helper-textarea')
  await keys.waitFor()
  await person.page.getByText(/^\d+ × \d+$/).waitFor()
  await keys.pressSequentially(String.raw`PS1='$ '; clear; printf '\e[32mgreen\e[0m \344\275\240\345\245\275 wide\n'`, {
    delay: 1,
  })
  await keys.press('Enter')
  await shows(person, 'green')
  // Keys of the page are the program's here.
  await keys.pressSequentially('echo kept')
  await keys.press('Control+k')
  await keys.press('Escape')
  await keys.press('Enter')
  await shows(person, 'kept')
  if (process.env['HOMEPORT_PHOTOS'] !== undefined) {
    await person.page.screenshot({ path: `${process.env['HOMEPORT_PHOTOS']}/terminal-wide.png` })
  }

  const phone = await atTerminals(id, 'phone')
  await phone.page.getByText(/sized by/).waitFor()
  await shows(phone, 'kept')
  expect(await screenOf(phone)).toEqual(await screenOf(person))
  if (process.env['HOMEPORT_PHOTOS'] !== undefined) {
    await phone.page.screenshot({ path: `${process.env['HOMEPORT_PHOTOS']}/terminal-phone.png` })
  }
  await phone.page.getByRole('button', { name: 'Take over' }).click()
  await person.page.getByText(/sized by/).waitFor()
  await phone.page.getByRole('button', { name: 'Ctrl' }).click()
  await phone.page.locator('.xterm-helper-textarea').press('d')
  await phone.page.getByText('Ended with code 0').waitFor()
  await person.page.getByText('Ended with code 0').waitFor()
})

test('the keyboard leads out of the terminal', async () => {
  const { id } = await server.program.createSession(server.folder('way-out'))
  const person = await atTerminals(id)
  await person.page.getByRole('button', { name: 'Open terminal' }).click()
  await person.page.getByText(/^\d+ × \d+$/).waitFor()
  await person.page.locator('.xterm-helper-textarea').press('Shift+Escape')
  const focused = person.page.locator(':focus')
  await person.page.getByRole('tab', { name: 'Terminal', selected: true }).and(focused).waitFor()
  expect(await focused.textContent()).toContain('Terminal')
})
