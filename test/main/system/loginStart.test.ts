import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { knownLoginStart } from '#main/system/knownLoginStart.ts'
import { type LoginStartDeps, readLoginStart, setLoginStart } from '#main/system/loginStart.ts'
import { ElectronDouble } from '#test/fakes/electron/electronDouble.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

interface Change {
  readonly platform: NodeJS.Platform
  readonly isPackaged?: boolean
  readonly env?: NodeJS.ProcessEnv
  readonly loginStatus?: 'enabled' | 'requires-approval'
}

function setup(change: Change) {
  const { app } = new ElectronDouble({ isPackaged: change.isPackaged ?? true, ...change })
  const home = temporaryFolder()
  const deps: LoginStartDeps = { app, env: {}, home, execPath: '/opt/Homeport/homeport', ...change }
  return { app, deps, file: path.join(home, '.config/autostart/homeport.desktop') }
}

test('on Linux the desktop starts what lies in its autostart folder', () => {
  const { deps, file } = setup({ platform: 'linux' })
  expect(setLoginStart(true, deps)).toEqual({ enabled: true, problem: null, hint: null })
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
  expect(app.loginItem).toEqual({ openAtLogin: true, ...(platform === 'win32' ? { args: ['--hidden'] } : {}) })
  // Windows compares the whole command line: asked without the arguments, it would say no.
  expect(readLoginStart(deps).enabled).toBe(true)
  expect(setLoginStart(false, deps).enabled).toBe(false)
  expect(existsSync(file)).toBe(false)
})

test('macOS may want the person’s approval first, and where to give it is said', () => {
  const { deps } = setup({ platform: 'darwin', loginStatus: 'requires-approval' })
  expect(setLoginStart(true, deps)).toMatchObject({ enabled: true, hint: expect.stringContaining('Login Items') })
  expect(setLoginStart(false, deps)).toEqual({ enabled: false, problem: null, hint: null })
})

test('what is known is not asked for again, until somebody wants it anew or changes it', () => {
  const { app, deps } = setup({ platform: 'win32' })
  let asked = 0
  const login = knownLoginStart({
    ...deps,
    app: {
      isPackaged: true,
      setLoginItemSettings: (settings) => app.setLoginItemSettings(settings),
      getLoginItemSettings: (options) => {
        asked += 1
        return app.getLoginItemSettings(options)
      },
    },
  })
  expect([login.known().enabled, login.known().enabled, asked]).toEqual([false, false, 1])
  login.set(true)
  expect([login.known().enabled, asked]).toEqual([true, 2])
  login.read()
  expect(asked).toBe(3)
})

test('a checkout is not started with the computer, and says why', () => {
  const { deps, file } = setup({ platform: 'linux', isPackaged: false })
  expect(setLoginStart(true, deps)).toMatchObject({ enabled: false, problem: expect.stringContaining('checkout') })
  expect(existsSync(file)).toBe(false)
  expect(readLoginStart(deps).enabled).toBe(false)
})
