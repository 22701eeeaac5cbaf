import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { DesktopWorld, type RunningDesktop } from '#test/support/desktop/desktopWorld.ts'
import { until } from '#test/support/until.ts'

let world: DesktopWorld
let electron: RunningDesktop['electron']
let desktop: NonNullable<RunningDesktop['desktop']>
let page: Page

beforeAll(async () => {
  world = await DesktopWorld.create()
  ;({ electron, desktop, page } = await world.open({ isPackaged: true }))
  await world.program()
})

afterAll(() => world.close())

async function openSettings(): Promise<void> {
  await page.goto(new URL('/settings', page.url()).href)
  await page.getByRole('heading', { name: 'This program' }).waitFor()
}

test('starting with the computer is switched in the settings; on Linux it is a file of the desktop', async () => {
  await openSettings()
  const file = path.join(world.home, '.config/autostart/homeport.desktop')
  const box = page.getByRole('checkbox', { name: /Start when I sign in/ })
  await box.click()
  await until(() => existsSync(file), { what: 'the file' })
  expect(readFileSync(file, 'utf8')).toContain('Exec="/opt/Homeport/homeport" --hidden')
  await page.reload()
  await box.and(page.locator(':checked')).waitFor()
  await box.click()
  await until(() => !existsSync(file), { what: 'no file' })
})

test('what happens at the end is chosen once, and obeyed', async () => {
  await openSettings()
  await page.getByLabel('Sessions when I quit').selectOption('keep')
  const kept = path.join(world.dataDir, 'window/desktop.json')
  await until(() => existsSync(kept), { what: 'the choice' })
  expect(JSON.parse(readFileSync(kept, 'utf8'))).toMatchObject({ quit_choice: 'keep' })
})

test('notifications can be tried, folders opened, the server restarted', async () => {
  await openSettings()
  await page.getByRole('button', { name: 'Test notifications' }).click()
  await page.getByText(/One was sent/).waitFor()
  expect(electron.notifications.at(-1)?.options.body).toMatch(/come through/)
  await page.getByRole('button', { name: 'Open the data folder' }).click()
  await until(() => electron.shell.folders.includes(world.dataDir), { what: 'the folder' })

  const before = electron.utilities.length
  await page.getByRole('button', { name: 'Restart the server' }).click()
  await until(() => electron.utilities.length === before + 1, { what: 'another gateway' })
  await until(() => desktop.model.state.server.kind === 'running' && desktop.model.facts.overview !== null, {
    what: 'the sessions',
  })
  await page.getByText(/started again; sessions go on/).waitFor()
})

test('a folder for a session is chosen in the system’s dialog', async () => {
  const folder = world.folder('chosen')
  electron.dialog.nextFolder = folder
  await page.goto(new URL('/new', page.url()).href)
  await page.getByRole('button', { name: 'System dialog…' }).click()
  await page.getByText(folder).first().waitFor()
  expect(electron.dialog.asked).toEqual([])
  // It begins at home, later where the person was last, and lies over the window.
  await page.getByRole('button', { name: 'System dialog…' }).click()
  await until(() => electron.dialog.picked.length === 2, { what: 'the second dialog' })
  expect(electron.dialog.picked.map(({ defaultPath }) => defaultPath)).toEqual([world.home, folder])
  expect(electron.dialog.parents).toEqual([electron.windows[0], electron.windows[0]])
})

test('the section is accessible', async () => {
  await openSettings()
  const { violations } = await new AxeBuilder({ page }).include('section[aria-label="This program"]').analyze()
  expect(violations).toEqual([])
})

test('a browser is shown none of it', async () => {
  const person = await world.person()
  await person.open('/settings')
  await person.sees('Settings')
  await person.sees('port')
  expect(await person.page.getByRole('heading', { name: 'This program' }).count()).toBe(0)
  await person.leave()
})
