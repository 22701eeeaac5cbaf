import { expect, test } from 'vitest'
import { prepareElectron } from '#main/app/prepareElectron.ts'
import { ElectronDouble, type ElectronDoubleOptions } from '#test/fakes/electron/electronDouble.ts'
import { FakeLog } from '#test/fakes/fakeLog.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

function setup(options: ElectronDoubleOptions & { readonly platform: NodeJS.Platform }) {
  const electron = new ElectronDouble({ isPackaged: true, ...options })
  const log = new FakeLog()
  const userData = temporaryFolder()
  prepareElectron({ parts: electron.parts, context: { platform: options.platform, userData, log } })
  return { app: electron.app, log, userData }
}

test('cookies of the window wait for no keyring on Linux; elsewhere the system keeps their key', () => {
  expect(setup({ platform: 'linux' }).app.commandLine.switches.get('password-store')).toBe('basic')
  expect(setup({ platform: 'darwin' }).app.commandLine.switches.has('password-store')).toBe(false)
})

test('the window’s storage lies in the data directory', () => {
  const { app, userData } = setup({ platform: 'linux' })
  expect(app.paths).toEqual({ userData })
})

test('links are asked for where no package says it, and by an installed program only', () => {
  expect([protocols('darwin'), protocols('win32'), protocols('linux')]).toEqual([['homeport'], ['homeport'], []])
  expect(protocols('darwin', false)).toEqual([])
})

test('a start without Chromium’s sandbox is noted', () => {
  expect(setup({ platform: 'linux' }).log.lines).toEqual([])
  expect(setup({ platform: 'linux', argv: ['homeport', '--no-sandbox'] }).log.lines).toEqual([
    expect.stringContaining('--no-sandbox'),
  ])
})

function protocols(platform: NodeJS.Platform, isPackaged = true): string[] {
  return setup({ platform, isPackaged }).app.protocols
}
