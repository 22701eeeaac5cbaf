import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { DesktopWorld } from '#test/support/desktop/desktopWorld.ts'
import { until } from '#test/support/until.ts'

let world: DesktopWorld
let page: Page

beforeAll(async () => {
  world = await DesktopWorld.create()
  ;({ page } = await world.open({ isPackaged: true, env: { APPIMAGE: '/home/me/Homeport.AppImage' } }))
  await world.program()
})

afterAll(() => world.close())

test('an AppImage is added to the applications menu by a button of its settings, and removed by another', async () => {
  const entry = path.join(world.home, '.local/share/applications/homeport-desktop.desktop')
  await page.goto(new URL('/settings', page.url()).href)
  await page.getByRole('button', { name: 'Add to the applications menu' }).click()
  await until(() => existsSync(entry), { what: 'the entry' })
  expect(readFileSync(entry, 'utf8')).toContain('TryExec=/home/me/Homeport.AppImage\n')
  await page.getByText('Homeport is in the applications menu').waitFor()
  await page.getByRole('button', { name: 'Remove from the applications menu' }).click()
  await until(() => !existsSync(entry), { what: 'no entry' })
  await page.getByRole('button', { name: 'Add to the applications menu' }).waitFor()
})
