import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { type LoginStartDeps, readLoginStart, setLoginStart } from '#main/loginStart.ts'
import { ElectronDouble } from '#test/fakes/electron/electronDouble.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

function setup(change: { platform: NodeJS.Platform; isPackaged?: boolean; env?: NodeJS.ProcessEnv }) {
  const { app } = new ElectronDouble({ isPackaged: change.isPackaged ?? true })
  const home = temporaryFolder()
  const deps: LoginStartDeps = { app, env: {}, home, execPath: '/opt/Homeport/homeport', ...change }
  return { app, deps, file: path.join(home, '.config/autostart/homeport.desktop') }
}

test('on Linux the desktop starts what lies in its autostart folder', () => {
  const { deps, file } = setup({ platform: 'linux' })
  expect(setLoginStart(true, deps)).toEqual({ enabled: true, problem: null })
  expect(readFileSync(file, 'utf8')).toContain('Exec="/opt/Homeport/homeport" --hidden\n')
  expect(setLoginStart(false, deps).enabled).toBe(false)
  expect(existsSync(file)).toBe(false)
  expect(setLoginStart(false, deps).enabled).toBe(false)
})

test('an AppImage names its own file, and the folder may be elsewhere', () => {
  const config = temporaryFolder()
  const { deps } = setup({
    platform: 'linux',
    env: { XDG_CONFIG_HOME: config, APPIMAGE: '/home/me/Homeport.AppImage' },
  })
  setLoginStart(true, deps)
  const entry = readFileSync(path.join(config, 'autostart/homeport.desktop'), 'utf8')
  expect(entry).toContain('Exec="/home/me/Homeport.AppImage" --hidden')
})

test.each(['darwin', 'win32'] as const)('%s has a switch of its own', (platform) => {
  const { app, deps, file } = setup({ platform })
  expect(setLoginStart(true, deps).enabled).toBe(true)
  expect(app.loginItem).toEqual({ openAtLogin: true, args: ['--hidden'] })
  expect(existsSync(file)).toBe(false)
})

test('a checkout is not started with the computer, and says why', () => {
  const { deps, file } = setup({ platform: 'linux', isPackaged: false })
  expect(setLoginStart(true, deps)).toMatchObject({ enabled: false, problem: expect.stringContaining('checkout') })
  expect(existsSync(file)).toBe(false)
  expect(readLoginStart(deps).enabled).toBe(false)
})
