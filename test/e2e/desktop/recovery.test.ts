import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { DesktopWorld, type StartOptions } from '#test/support/desktop/desktopWorld.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'
import { until } from '#test/support/until.ts'

let world: DesktopWorld

beforeAll(async () => {
  world = await DesktopWorld.create()
  const first = await world.open()
  await world.kill(first.electron)
  writeFileSync(path.join(world.dataDir, 'settings.yaml'), 'lgo:\n  level: info\n')
})

afterAll(() => world.close())

async function start(options: StartOptions = {}) {
  const { electron } = await world.start(options)
  onTestFinished(() => world.kill(electron))
  const window = await until(() => electron.windows[0]?.state === 'shown' && electron.windows[0], { what: 'a window' })
  return { electron, window, page: await window.page }
}

test('an installed program whose server cannot start says why: where files of the archive cannot be loaded, too', async () => {
  const { page, window } = await start({ isPackaged: true })
  await page.getByRole('heading', { name: 'Homeport could not go on' }).waitFor()
  await page
    .getByText(/settings\.yaml/)
    .first()
    .waitFor()
  expect(window.webContents.mainFrame.url).toBe('homeport-app://program/recovery/recovery.html')
})

test('its page loads nothing but itself, and nothing inline runs', async () => {
  const { page } = await start({ isPackaged: true })
  await page.getByRole('heading', { name: 'Homeport could not go on' }).waitFor()
  const refused = await page.evaluate(async () => {
    const blocked = new Promise((resolve) =>
      document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective), {
        once: true,
      }),
    )
    document.body.append(Object.assign(document.createElement('img'), { src: 'https://example.com/x.png' }))
    return blocked
  })
  expect(refused).toBe('img-src')
})

test('the window is shown also when its page cannot be loaded, and the log says so', async () => {
  const { window } = await start({ isPackaged: true, pages: temporaryFolder() })
  await until(() => world.log.lines.includes('error: the recovery page cannot be loaded'), {
    what: 'a line of the log',
  })
  expect(window.state).toBe('shown')
})
