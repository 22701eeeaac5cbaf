import { chmodSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { showTray } from '#main/tray/showTray.ts'
import { connectToRunningServer } from '#server/index.ts'
import { PlainUpdater } from '#test/fakes/plainUpdater.ts'
import { startUpdateServer } from '#test/fakes/updateServer.ts'
import { DesktopWorld, type StartOptions } from '#test/support/desktop/desktopWorld.ts'
import { until } from '#test/support/until.ts'

/** The whole program on the double of Electron: a real gateway, host and Claude Code, with the tray as the way in. */
let world: DesktopWorld

beforeAll(async () => {
  world = await DesktopWorld.create()
})

afterAll(() => world.close())

async function withTray(options: StartOptions = {}, on = world) {
  const running = await on.open({ ...options, hasTray: true })
  const { electron, desktop } = running
  onTestFinished(() => on.kill(electron))
  const context = { ...on.context(options), platform: 'darwin' } as const
  await showTray({ parts: electron.parts, context, desktop })
  const menu = () => electron.trays[0]?.menu
  const offers = (label: string) => until(() => menu()?.labels().includes(label), { what: `“${label}” in the menu` })
  await until(() => desktop.model.facts.overview !== null, { what: 'the sessions' })
  return { ...running, menu, offers }
}

const ask = '@tool Bash {"command": "touch made", "description": "Make a file"}\n@text Made.'

test('a question is answered from the tray, and Claude goes on', async () => {
  const { desktop, menu, offers } = await withTray()
  const program = await world.program()
  const session = await program.createSession(world.folder('asked'), { name: 'api' })
  await program.call('POST', `/api/session/${session.id}/messages`, { content: ask })
  await offers('Allow once')
  expect(menu()?.labels()).toEqual(expect.arrayContaining(['api: Run touch made', 'Run touch made']))
  menu()?.press('Allow once')
  await until(() => desktop.model.facts.overview?.sessions.some(({ turn_count }) => turn_count === 1), {
    what: 'the end of the turn',
  })
  expect(menu()?.labels()).not.toContain('Allow once')
})

test('a session is paused and resumed; ending it and panic are asked for first', async () => {
  const { electron, menu, offers } = await withTray()
  const program = await world.program()
  const session = await program.createSession(world.folder('busy'), { name: 'Long work' })
  await program.call('POST', `/api/session/${session.id}/messages`, { content: '@slow 10\n@tokens 2000' })
  await offers('Pause')
  menu()?.press('Pause')
  await offers('Resume Long work')
  menu()?.press('Resume Long work')
  await until(() => menu()?.labels().includes('Resume Long work') === false, { what: 'it goes on' })

  electron.dialog.willAnswer('Cancel')
  menu()?.press('Lock down: close to the outside and pause all sessions…')
  await until(() => electron.dialog.asked.length === 1, { what: 'the question' })
  expect(electron.dialog.asked[0]?.detail).toContain('Remote access is switched off')
})

test('the address is copied, shown as a QR code in a small guarded window, and switched off', async () => {
  const { electron, menu, offers, desktop } = await withTray()
  await connectToRunningServer(world.dataDir)?.call('remote.on', { bind: '127.0.0.1', port: 0 })
  await desktop.actions.refreshStatus()
  await offers('Copy the address')
  menu()?.press('Copy the address')
  await until(() => electron.clipboard.text.startsWith('https://'), { what: 'the address' })
  menu()?.press('Pair a phone…')
  const page = await until(async () => (electron.windows.length === 2 ? electron.page() : null), { what: 'a window' })
  await page.getByRole('button', { name: 'Pair a phone' }).click()
  await page.getByRole('img', { name: 'QR code to pair a phone with' }).waitFor()
  await page.getByText(electron.clipboard.text, { exact: true }).waitFor()
  expect(page.url()).not.toContain('secret')
  menu()?.press('Switch off')
  await offers('Switch on…')
})

test('an update swaps the program: the gateway ends, the host and its sessions go on, the next start finds them', async () => {
  // A machine of its own: the gateway must be the one that this very program started.
  const machine = await DesktopWorld.create()
  onTestFinished(() => machine.close())
  const server = await startUpdateServer()
  const appImage = path.join(machine.home, 'Homeport-1.0.0.AppImage')
  writeFileSync(appImage, '#!/bin/sh\n')
  chmodSync(appImage, 0o755)
  writeFileSync(path.join(machine.home, 'app-update.yml'), `provider: generic\nurl: ${server.url}\n`)
  server.publish('latest-linux.yml', { version: '1.1.0', program: '#!/bin/sh\n' })
  vi.stubEnv('APPIMAGE', appImage)
  onTestFinished(() => void vi.unstubAllEnvs())
  const engine = new PlainUpdater({ version: '1.0.0', folder: machine.home })
  const { electron, menu, offers } = await withTray(
    {
      updates: { kind: 'engine', load: async () => engine, keepsHost: true, stage: async () => {} },
    },
    machine,
  )
  const program = await machine.program()
  const session = await program.createSession(machine.folder('kept'), { name: 'kept' })
  const before = await connectToRunningServer(machine.dataDir)?.call('host.status', {})

  await offers('Check for updates')
  menu()?.press('Check for updates')
  await offers('Install Homeport 1.1.0 and restart')
  menu()?.press('Install Homeport 1.1.0 and restart')

  await until(() => engine.quits === 1, { what: 'the installer' })
  expect(electron.dialog.errors).toEqual([])
  expect(connectToRunningServer(machine.dataDir)).toBeNull()
  const next = await machine.open()
  onTestFinished(() => machine.kill(next.electron))
  const after = await connectToRunningServer(machine.dataDir)?.call('host.status', {})
  expect(after?.host_pid).toBe(before?.host_pid)
  await until(() => next.desktop.model.facts.overview?.sessions.some(({ id }) => id === session.id), {
    what: 'the session',
  })
})
