import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import type { ViewDouble } from '#test/fakes/electron/windowDouble.ts'
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
  const [window] = running.electron.windows
  if (window === undefined) {
    throw new Error('No window is open.')
  }
  return { ...running, window }
}

test('whoever is led to another page keeps what was typed: the page goes there itself', async () => {
  const { electron, desktop, page } = await open()
  await until(() => desktop.model.facts.overview !== null, { what: 'the sessions' })
  const program = await world.program()
  const session = await program.createSession(world.folder('typed'), { name: 'typed' })
  await desktop.actions.openSession(session.id)
  const composer = page.getByRole('textbox', { name: 'Message to Claude' })
  await composer.fill('half a thought')
  await page.evaluate(() => Object.assign(window, { isSamePage: true }))

  electron.app.startsAgain(['homeport', 'homeport://panel'], world.home)
  await page.waitForURL(/\/panel$/)
  await desktop.actions.openSession(session.id)
  await page.waitForURL(/\/session\//)
  expect(await page.evaluate(() => 'isSamePage' in window)).toBe(true)
  expect(await composer.inputValue()).toBe('half a thought')

  const folder = world.folder('other place')
  electron.app.startsAgain(['homeport', folder], world.home)
  await page.getByText(folder).first().waitFor()
  const another = world.folder('third place')
  electron.app.startsAgain(['homeport', another], world.home)
  await page.getByText(another).first().waitFor()
})

test('text is found in the page with a field of the program’s own, by keys alone', async () => {
  const { electron, window, page } = await open()
  await page.evaluate(() => {
    document.body.append(Object.assign(document.createElement('p'), { textContent: 'needle, hay, needle' }))
  })
  electron.menu?.press('Find…')
  const view = (await until(() => window.views[0], { what: 'the field' })) as ViewDouble
  expect(view.bounds).toMatchObject({ y: 0, x: window.bounds.width - 380 - 16 })
  const bar = await view.webContents.page
  await bar.getByRole('textbox', { name: 'Find in the page' }).fill('needle')
  await bar.getByText('1 of 2').waitFor()
  await bar.keyboard.press('Enter')
  await bar.getByText('2 of 2').waitFor()
  await bar.keyboard.press('Shift+Enter')
  await bar.getByText('1 of 2').waitFor()
  await bar.getByRole('textbox').fill('nothing like it')
  await bar.getByText('Not found').waitFor()
  await bar.keyboard.press('Escape')
  await until(() => window.views.length === 0, { what: 'the field to go away' })

  electron.menu?.press('Find…')
  await until(() => window.views[0] === view, { what: 'the same field' })
  const refused = await bar.evaluate(() =>
    (window as unknown as { homeport: { call(channel: string, params: object): Promise<unknown> } }).homeport.call(
      'program.quit',
      {},
    ),
  )
  expect(refused).toMatchObject({ ok: false, error: { code: 'AUTH_006' } })
})

test('a right click offers what can be done there', async () => {
  const { electron, window } = await open()
  window.webContents.rightClick({ linkURL: 'https://example.com/x' })
  electron.popup?.press('Copy the link')
  await until(() => electron.clipboard.text === 'https://example.com/x', { what: 'the link' })
  window.webContents.rightClick({ isEditable: true, misspelledWord: 'teh', dictionarySuggestions: ['the'] })
  electron.popup?.press('the')
  expect(window.webContents.replaced).toEqual(['the'])
  expect(electron.popup?.roles()).toEqual(['cut', 'copy', 'paste', 'selectAll'])
  window.webContents.rightClick({ isEditable: true, misspelledWord: 'Homeport' })
  electron.popup?.press('Add to the dictionary')
  expect(electron.session.learnt).toEqual(['Homeport'])
  // With the program's own dictionary: Chromium would fetch it from Google.
  expect([[...electron.session.spelling], electron.session.fetched]).toEqual([['en-US'], []])
})

test('the window is where it was left, and on a display that is there', async () => {
  const first = await open()
  first.window.userMoves({ x: 300, y: 200, width: 900, height: 700 })
  first.window.maximize()
  void first.desktop.quitKeeping()
  await first.electron.app.exited
  const next = await open()
  expect(next.window.options).toMatchObject({ x: 300, y: 200, width: 900, height: 700 })
  expect(next.window.isMaximized()).toBe(true)
})

test('a shutdown waits until the server was left', async () => {
  const { electron, desktop } = await open()
  await until(() => desktop.model.facts.overview !== null, { what: 'the sessions' })
  expect(electron.shutsDown()).toBe(true)
  await electron.app.exited
  expect(electron.dialog.asked).toEqual([])
})

test('a keyring that waits for its password holds up no page', async () => {
  const { page } = await open({ hasLockedKeyring: true })
  expect(await page.getByRole('link', { name: 'New session' }).count()).toBeGreaterThan(0)
})

test('on Wayland, where nobody knows what is minimised, the window comes to the front all the same', async () => {
  const { electron, window } = await open({ isWayland: true })
  window.minimize()
  electron.app.startsAgain(['homeport'], world.home)
  await until(() => window.state === 'shown', { what: 'the window' })
  expect(window.isMinimized()).toBe(false)
})
