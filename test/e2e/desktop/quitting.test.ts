import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { DesktopWorld } from '#test/support/desktop/desktopWorld.ts'
import { currentProcess } from '#test/support/runFiles.ts'
import { until } from '#test/support/until.ts'

let world: DesktopWorld

beforeAll(async () => {
  world = await DesktopWorld.create()
})

afterAll(() => world.close())

async function open(env: Readonly<Record<string, string>> = {}) {
  const running = await world.open({ env })
  onTestFinished(() => world.kill(running.electron))
  await until(() => running.desktop.model.facts.overview !== null, { what: 'the sessions' })
  return running
}

/** A session with a Claude Code that runs. */
async function openWithSession(name: string, env: Readonly<Record<string, string>> = {}) {
  const running = await open(env)
  const program = await world.program()
  const session = await program.createSession(world.folder(name), { name })
  const isKnown = () =>
    running.desktop.model.facts.overview?.sessions.some(({ id, status }) => id === session.id && status === 'ACTIVE')
  await until(isKnown, { what: 'a session that is ready' })
  return { ...running, session }
}

function hostRuns(): boolean {
  try {
    return world.serverProcesses.matching(/host\/entry/).some(({ pid }) => pid === currentProcess(world, 'host').pid)
  } catch {
    return false
  }
}

test('without open sessions nothing is asked and nothing is left', async () => {
  const { electron } = await open()
  electron.app.quit()
  await electron.app.exited
  expect(electron.dialog.asked).toEqual([])
  await until(() => world.serverProcesses.describe().length === 0, {
    what: `no process: ${world.serverProcesses.describe().join('\n')}`,
  })
})

test('“Keep running” leaves the session where it is, and the next start finds it', async () => {
  const { electron, session } = await openWithSession('kept')
  const host = currentProcess(world, 'host')
  electron.dialog.willAnswer('Keep running')
  electron.app.quit()
  await electron.app.exited
  expect(hostRuns()).toBe(true)

  const again = await open()
  expect(currentProcess(world, 'host').boot_id).toBe(host.boot_id)
  expect(again.desktop.model.facts.overview?.sessions).toMatchObject([{ id: session.id, status: 'ACTIVE' }])
})

test('“Cancel” changes nothing; “Stop” suspends the sessions and leaves no process', async () => {
  const { electron, page } = await openWithSession('stopped')
  electron.dialog.willAnswer('Cancel')
  electron.app.quit()
  await until(() => electron.dialog.asked.length === 1, { what: 'the question' })
  await page.reload()
  await page.getByRole('link', { name: 'New session' }).first().waitFor()
  expect(electron.app.hasExited).toBe(false)

  electron.dialog.willAnswer('Stop')
  electron.app.quit()
  await electron.app.exited
  await until(() => world.serverProcesses.describe().length === 0, { what: 'no process' })
})

test('an answer that is to be remembered is not asked for again', async () => {
  const first = await openWithSession('remembered')
  first.electron.dialog.willAnswer('Stop', { remember: true })
  first.electron.app.quit()
  await first.electron.app.exited

  const second = await openWithSession('second')
  second.electron.app.quit()
  await second.electron.app.exited
  expect(second.electron.dialog.asked).toEqual([])
  expect(hostRuns()).toBe(false)
})

test('an AppImage promises no session that goes on without it: it suspends them, or stays', async () => {
  const { electron } = await openWithSession('mounted', { APPIMAGE: '/apps/Homeport.AppImage' })
  electron.dialog.willAnswer('Quit')
  electron.app.quit()
  await electron.app.exited
  expect(electron.dialog.asked).toMatchObject([{ buttons: ['Quit', 'Cancel'] }])
  await until(() => world.serverProcesses.describe().length === 0, { what: 'no process' })
})

test('the window’s close button quits nothing: without a tray it is minimised and says so, behind one it hides', async () => {
  const { electron } = await open()
  expect(electron.windows[0]?.userCloses()).toBe(false)
  expect(electron.windows[0]?.state).toBe('minimised')
  expect(electron.notifications.map(({ options }) => options.title)).toEqual(['Homeport goes on'])
  electron.app.quit()
  await electron.app.exited

  const tray = await world.open({ hasTray: true })
  onTestFinished(() => world.kill(tray.electron))
  expect(tray.electron.windows[0]?.userCloses()).toBe(false)
  expect(tray.electron.windows[0]?.state).toBe('hidden')
})

test('a sign-in of the program does not outlive it', async () => {
  const { electron } = await open()
  const program = await world.program()
  const before = await program.call<{ devices: { name: string }[] }>('GET', '/api/devices')
  expect(before.devices.filter(({ name }) => /Homeport window/.test(name))).not.toEqual([])
  const signedIn = before.devices.length
  electron.app.quit()
  await electron.app.exited
  const again = await open()
  const after = await (await world.program()).call<{ devices: object[] }>('GET', '/api/devices')
  // The page's own and the program's, and the one that asks: not one more for each start.
  expect(after.devices.length).toBeLessThanOrEqual(signedIn + 2)
  expect(again.desktop.model.state.server.kind).toBe('running')
})
