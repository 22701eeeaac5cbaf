import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { DesktopWorld, type StartOptions } from '#test/support/desktop/desktopWorld.ts'
import { until } from '#test/support/until.ts'

let world: DesktopWorld

beforeAll(async () => {
  world = await DesktopWorld.create()
})

afterAll(() => world.close())

async function open(options: StartOptions = {}) {
  const running = await world.open(options)
  onTestFinished(() => world.kill(running.electron))
  return running
}

test('the installed program starts the server by itself and shows its page, signed in', async () => {
  const { electron, desktop, page } = await open()
  expect(desktop.model.state.server).toMatchObject({ kind: 'running', started_by: 'us' })
  expect(electron.windows[0]?.state).toBe('shown')
  expect(page.url()).not.toContain('secret')
  await until(() => desktop.model.facts.overview !== null, { what: 'the sessions' })
})

test('a second start ends at once; the first one shows the link it was given', async () => {
  const { electron, page } = await open()
  const second = await world.start({ getsLock: false })
  expect(second.desktop).toBeNull()
  await second.electron.app.exited

  electron.windows[0]?.minimize()
  electron.app.startsAgain(['homeport', 'homeport://session/7c1e'], world.home)
  await page.waitForURL(/\/session\/7c1e$/)
  expect(electron.windows.map(({ state }) => state)).toEqual(['shown'])
})

test('a second start with a link that is none of ours only brings the window to the front', async () => {
  const { electron, page } = await open()
  electron.windows[0]?.hide()
  electron.app.startsAgain(['homeport', 'homeport://session/../settings'], world.home)
  await until(() => electron.windows[0]?.state === 'shown', { what: 'the window' })
  expect(page.url()).not.toContain('settings')
})

test('a link that macOS hands over before anything runs is shown first', async () => {
  const { electron } = await world.start({ platform: 'darwin', argv: ['--hidden'] })
  onTestFinished(() => world.kill(electron))
  electron.app.emit('open-url', { preventDefault: () => {} }, 'homeport://session/early')
  await until(() => electron.windows.length > 0, { what: 'a window' })
  const page = await electron.page()
  await page.waitForURL(/\/session\/early$/)
  expect(electron.windows[0]?.state).toBe('shown')
})

test('a start with a folder offers a session in it', async () => {
  const folder = world.folder('given')
  const { electron } = await world.start({ argv: [folder] })
  onTestFinished(() => world.kill(electron))
  await until(() => electron.windows.length > 0, { what: 'a window' })
  const page = await electron.page()
  await page.getByRole('heading', { name: 'New session' }).waitFor()
  await page.getByText(folder).first().waitFor()
  expect(new URL(page.url()).pathname).toBe('/new')
})

test('a start at login opens no window until somebody asks for one', async () => {
  const { electron, desktop } = await world.start({ argv: ['--hidden'] })
  onTestFinished(() => world.kill(electron))
  await until(() => desktop?.model.facts.overview !== null, { what: 'the sessions' })
  expect(electron.windows).toEqual([])
  electron.app.startsAgain(['homeport'], world.home)
  await until(() => electron.windows[0]?.state === 'shown', { what: 'the window' })
  await (await electron.page()).getByRole('link', { name: 'New session' }).first().waitFor()
})

test('a server that runs already is attached to, and goes on when the program quits', async () => {
  const first = await open()
  const gateway = first.electron.utilities[0]?.pid
  expect(gateway).toBeGreaterThan(1)
  const second = await open()
  expect(second.desktop.model.state.server).toMatchObject({ kind: 'running', started_by: 'other' })
  expect(second.electron.utilities).toEqual([])
  second.electron.app.quit()
  await second.electron.app.exited
  expect(second.electron.dialog.asked).toEqual([])
  await first.page.reload()
  await first.page.getByRole('link', { name: 'New session' }).first().waitFor()
  expect(first.electron.utilities.map(({ pid }) => pid)).toEqual([gateway])
})
