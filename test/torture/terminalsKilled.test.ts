import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { type Chromium, openChromium } from '#test/support/browser/browser.ts'
import { LOST_SERVER, type Person } from '#test/support/browser/person.ts'
import { killPart } from '#test/support/runFiles.ts'
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

async function countingShell(name: string): Promise<Person> {
  const { id } = await server.program.createSession(server.folder(name))
  const person = await chromium.person('wide', { tolerates: LOST_SERVER })
  onTestFinished(() => person.leave())
  await person.signIn(await server.signInLink())
  await person.open(`/session/${id}/terminal`)
  await person.page.getByRole('button', { name: 'Open terminal' }).click()
  await person.page.getByText(/^\d+ × \d+$/).waitFor()
  const keys = person.page.locator('.xterm-helper-textarea')
  await keys.pressSequentially('clear; i=0; while :; do i=$((i+1)); echo "line $i."; sleep 0.05; done')
  await keys.press('Enter')
  await lastLine(person, 5)
  return person
}

/** Once the screen shows a line of at least that number: its number. */
async function lastLine(person: Person, least: number): Promise<number> {
  let last = 0
  await expect
    .poll(
      async () => {
        const text = (await person.page.locator('.xterm-rows').textContent()) ?? ''
        last = Math.max(0, ...[...text.matchAll(/line (\d+)\./g)].map(([, number]) => Number(number)))
        return last
      },
      { timeout: 60_000 },
    )
    .toBeGreaterThanOrEqual(least)
  return last
}

test('a terminal goes on when the gateway is killed, and the page goes on showing it, without a hole', async () => {
  const person = await countingShell('gateway')
  const before = await lastLine(person, 10)
  await killPart(server, 'gateway')
  await lastLine(person, before + 60)
  await person.page.getByRole('button', { name: 'Text and reading' }).click()
  await person.page.getByRole('menuitem', { name: 'Select text' }).click()
  const text = (await person.page.getByRole('dialog').locator('pre').textContent()) ?? ''
  const numbers = [...text.matchAll(/^line (\d+)\.$/gm)].map(([, number]) => Number(number))
  expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, index) => index + 1))
  expect(numbers.length).toBeGreaterThan(before + 50)
})

test('when the host is killed, its terminals are told of as ended, and one can be opened anew', async () => {
  const person = await countingShell('host')
  await killPart(server, 'host')
  await person.page
    .getByText('The session host ended unexpectedly, and this terminal with it.')
    .waitFor({ timeout: 60_000 })
  await person.page.getByRole('button', { name: 'Restart' }).click()
  await person.page.getByText(/^\d+ × \d+$/).waitFor({ timeout: 60_000 })
  expect(await person.page.getByText('ended unexpectedly').count()).toBe(0)
})
