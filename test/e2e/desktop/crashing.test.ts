import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { DesktopWorld, type RunningDesktop, type StartOptions } from '#test/support/desktop/desktopWorld.ts'
import { currentProcess } from '#test/support/runFiles.ts'
import { until } from '#test/support/until.ts'

let world: DesktopWorld

beforeAll(async () => {
  world = await DesktopWorld.create()
})

afterAll(() => world.close())

async function open(options: StartOptions = {}) {
  const running = await world.open(options)
  onTestFinished(() => world.kill(running.electron))
  await until(() => running.desktop.model.facts.overview !== null, { what: 'the sessions' })
  return running
}

function killGateway({ electron }: Pick<RunningDesktop, 'electron'>): void {
  process.kill(electron.utilities.at(-1)?.pid ?? 0, 'SIGKILL')
}

test('a gateway that dies is back at once, on its port; sessions do not notice, and the page goes on', async () => {
  const { electron, desktop, page } = await open()
  const program = await world.program()
  const session = await program.createSession(world.folder('lasting'), { name: 'Lasting' })
  const isReady = () => desktop.model.facts.overview?.sessions.some(({ status }) => status === 'ACTIVE')
  await until(isReady, { what: 'the session' })
  const [claude, host] = [world.serverProcesses.matching(/claude/), currentProcess(world, 'host')]
  electron.app.startsAgain(['homeport', `homeport://session/${session.id}`], world.home)
  await page.getByRole('textbox', { name: 'Message to Claude' }).waitFor()
  const address = page.url()

  killGateway({ electron })
  await until(() => desktop.model.state.server.kind !== 'running', { what: 'the crash' })
  expect(desktop.model.state.server).toMatchObject({ kind: 'restarting' })
  await until(() => desktop.model.facts.overview !== null, { what: 'the sessions again' })

  expect(desktop.model.facts.overview?.sessions).toMatchObject([{ id: session.id, status: 'ACTIVE' }])
  expect([world.serverProcesses.matching(/claude/), currentProcess(world, 'host').boot_id]).toEqual([
    claude,
    host.boot_id,
  ])
  expect(page.url()).toBe(address)
  await page
    .getByRole('link', { name: /Lasting/ })
    .first()
    .click()
  const composer = page.getByRole('textbox', { name: 'Message to Claude' })
  await composer.fill('still there?')
  await composer.press('Enter')
  await page
    .getByRole('log')
    .getByText(/\d m?s? ?· .*tokens · .*\d/)
    .waitFor()
})

test('a gateway that hangs is replaced, though its process lives', async () => {
  const { electron, desktop } = await open({ times: { pingEveryMs: 200, answerWithinMs: 1_000 } })
  const hung = electron.utilities.at(-1)?.pid ?? 0
  process.kill(hung, 'SIGSTOP')
  await until(() => desktop.model.state.server.kind === 'restarting', { what: 'the heart that is missed' })
  await until(() => desktop.model.facts.overview !== null, { what: 'the sessions again' })
  expect(electron.utilities.at(-1)?.pid).not.toBe(hung)
  expect(world.serverProcesses.describe().some((line) => line.startsWith(`${hung} `))).toBe(false)
})

test('after five crashes in a row the program says so, with the log, and tries again when asked', async () => {
  const { electron, desktop } = await open({ times: { restartDelaysMs: [0, 10, 20, 30, 40] } })
  const killed = new Set<number>()
  await until(
    () => {
      const pid = electron.utilities.at(-1)?.pid
      if (desktop.model.state.server.kind === 'running' && pid !== undefined && !killed.has(pid)) {
        killed.add(pid)
        process.kill(pid, 'SIGKILL')
      }
      return desktop.model.state.server.kind === 'failed'
    },
    { what: 'the end of the patience', ms: 45_000 },
  )
  expect(killed.size).toBe(6)
  await until(() => electron.windows.length === 2, { what: 'the recovery window' })
  const recovery = await electron.page()
  await recovery.getByRole('heading', { name: 'Homeport could not go on' }).waitFor()
  await recovery.getByText(/crashed again and again/).waitFor()
  await recovery.getByText(/ready/).first().waitFor()

  await recovery.getByRole('button', { name: 'Open the logs' }).click()
  await until(() => electron.shell.folders.includes(`${world.dataDir}/logs`), { what: 'the folder' })
  await recovery.getByRole('button', { name: 'Try again' }).click()
  await until(() => desktop.model.state.server.kind === 'running', { what: 'a server' })
  await until(() => electron.windows.length === 1 && electron.windows[0]?.state === 'shown', { what: 'the page' })
  const page = await electron.page()
  await page.getByRole('link', { name: 'New session' }).first().waitFor()
}, 90_000)

test('a window whose sign-in is over is signed in again by its button, where it is', async () => {
  const { electron, page } = await open()
  await page.getByRole('link', { name: 'New session' }).first().waitFor()
  await page.getByRole('link', { name: 'New session' }).first().click()
  await page.getByRole('heading', { name: 'New session' }).waitFor()
  await page.context().clearCookies()
  killGateway({ electron })
  await page.getByRole('heading', { name: 'This window is not signed in' }).waitFor()
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { name: 'New session' }).waitFor()
  expect(new URL(page.url())).toMatchObject({ pathname: '/new', hash: '' })
}, 60_000)

test('a server that somebody else keeps and stops is not started behind their back; the person may', async () => {
  const first = await open()
  const second = await open()
  expect(second.desktop.model.state.server).toMatchObject({ started_by: 'other' })
  first.electron.dialog.willAnswer('Stop')
  first.electron.app.quit()
  await first.electron.app.exited
  await until(() => second.desktop.model.state.server.kind === 'stopped', { what: 'the stop' })
  await until(() => second.electron.windows.length === 2, { what: 'the recovery window' })
  const recovery = await second.electron.page()
  await recovery.getByRole('heading', { name: 'Homeport was stopped' }).waitFor()
  expect(second.electron.utilities).toEqual([])
  await recovery.getByRole('button', { name: 'Try again' }).click()
  await until(() => second.desktop.model.state.server.kind === 'running', { what: 'a server' })
  expect(second.desktop.model.state.server).toMatchObject({ started_by: 'us' })
})

test('a server that somebody else keeps and that never comes back is replaced', async () => {
  const first = await open()
  const second = await open({ times: { backWithinMs: 500 } })
  await world.kill(first.electron)
  await until(() => second.desktop.model.state.server.kind === 'restarting', { what: 'the loss' })
  await until(() => second.electron.utilities.length === 1, { what: 'a gateway of our own' })
  await until(() => second.desktop.model.facts.overview !== null, { what: 'the sessions' })
  expect(second.desktop.model.state.server).toMatchObject({ kind: 'running', started_by: 'us' })
})
