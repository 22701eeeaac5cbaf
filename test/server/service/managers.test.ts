import { existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { resolvePaths } from '#server/platform/files/paths.ts'
import { defineService } from '#server/service/defineService.ts'
import { launchdService } from '#server/service/launchd/launchdService.ts'
import { whatToStop, systemdService } from '#server/service/systemd/systemdService.ts'
import { windowsService } from '#server/service/windows/windowsService.ts'
import { FakeSystemTools, fails, missing } from '#test/fakes/fakeSystemTools.ts'
import { serviceAt } from '#test/support/package/serviceFiles.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

type Answers = ConstructorParameters<typeof FakeSystemTools>[0]

function onLinux(answers: Answers = []) {
  const home = temporaryFolder()
  const tools = new FakeSystemTools(answers)
  return { home, tools, manager: systemdService({ service: serviceAt({}), run: tools.run, env: { HOME: home } }) }
}

function onMac(answers: Answers = []) {
  const home = temporaryFolder()
  const tools = new FakeSystemTools(answers)
  const manager = launchdService({ service: serviceAt({}), run: tools.run, env: { HOME: home }, userId: 501 })
  return { home, tools, manager }
}

/** What `systemctl list-jobs` says. */
function jobs(type: string): string {
  return `  7 other.service restart running\n 12 homeport.service ${type} running\n`
}

describe('on Linux', () => {
  test('installing writes the unit, switches it on and starts it; a second time nothing changes', async () => {
    const { home, tools, manager } = onLinux()
    expect(manager.location).toBe(path.join(home, '.config/systemd/user/homeport.service'))
    expect(await manager.install({ start: true })).toBe('installed')
    expect(readFileSync(manager.location, 'utf8')).toContain('ExecStart="/usr/bin/node"')
    expect(tools.asked.slice(1)).toEqual([
      'systemctl --user daemon-reload',
      'systemctl --user enable homeport.service',
      'systemctl --user restart homeport.service',
    ])
    tools.asked.length = 0
    expect(await manager.install({ start: true })).toBe('unchanged')
    expect(tools.asked.filter((line) => /restart|enable homeport|reload/.test(line))).toEqual([])
  })

  test('a changed one is replaced', async () => {
    const { home, tools, manager } = onLinux()
    await manager.install({ start: true })
    const service = serviceAt({}, { startFlags: ['--port', '4171'] })
    const changed = systemdService({ service, run: tools.run, env: { HOME: home } })
    expect(await changed.install({ start: true })).toBe('replaced')
    expect(readFileSync(manager.location, 'utf8')).toContain('"4171"')
  })

  test('beside one that runs already it is switched on, not started', async () => {
    const { tools, manager } = onLinux()
    await manager.install({ start: false })
    expect(tools.asked).toContain('systemctl --user enable homeport.service')
    expect(tools.asked.join()).not.toContain('restart')
  })

  test('removing stops it first, and is no mistake when there is none', async () => {
    const { tools, manager } = onLinux()
    expect(await manager.remove()).toBe(false)
    await manager.install({ start: true })
    tools.asked.length = 0
    expect(await manager.remove()).toBe(true)
    expect(tools.asked).toEqual(['systemctl --user disable --now homeport.service', 'systemctl --user daemon-reload'])
    expect(existsSync(manager.location)).toBe(false)
  })

  test.each([
    ['without systemd', missing, 'there is no systemctl here'],
    ['without a user manager', fails('Failed to connect to bus: No medium found'), 'Failed to connect to bus'],
  ])('%s it is refused, and nothing is written', async (_situation, answer, words) => {
    const { home, manager } = onLinux([[/systemctl/, answer]])
    await expect(manager.install({ start: true })).rejects.toThrow(words)
    expect(readdirSync(home)).toEqual([])
  })

  test('what systemctl refuses is told in its own words', async () => {
    const { manager } = onLinux([[/enable/, fails('Unit is masked.')]])
    await expect(manager.install({ start: true })).rejects.toThrow('Unit is masked.')
  })

  test.each([
    ['stopping the unit ends the sessions', { mainPid: '9', jobs: jobs('stop') }, 'everything'],
    ['so does the end of the login', { mainPid: '9', jobs: '' }, 'everything'],
    ['restarting it keeps them', { mainPid: '9', jobs: jobs('restart') }, 'gateway'],
    ['a supervisor that crashed leaves a gateway in the way', { mainPid: undefined, result: 'signal' }, 'gateway'],
    ['one that ended by itself leaves nothing to do', { mainPid: undefined, result: 'success' }, 'nothing'],
  ])('%s', (_what, facts, expected) => {
    expect(whatToStop({ unit: 'homeport.service', result: 'success', jobs: '', ...facts })).toBe(expected)
  })
})

describe('on a Mac', () => {
  const notLoaded = [/print gui\/501\/dev/, fails('Could not find service')] as const

  test('installing writes the agent and loads it; a second time nothing changes', async () => {
    const { home, tools, manager } = onMac([notLoaded])
    expect(manager.location).toBe(path.join(home, 'Library/LaunchAgents/dev.homeport.homeport.plist'))
    expect(await manager.install({ start: true })).toBe('installed')
    expect(tools.asked.at(-1)).toBe(`launchctl bootstrap gui/501 ${manager.location}`)
    const again = launchdService({
      service: serviceAt({}),
      run: new FakeSystemTools().run,
      env: { HOME: home },
      userId: 501,
    })
    expect(await again.install({ start: true })).toBe('unchanged')
  })

  test('removing unloads it, which lets it end in order', async () => {
    const { tools, manager } = onMac()
    await manager.install({ start: true })
    expect(await manager.remove()).toBe(true)
    expect(tools.asked.at(-1)).toBe('launchctl bootout gui/501/dev.homeport.homeport')
    expect(existsSync(manager.location)).toBe(false)
    expect(await manager.remove()).toBe(false)
  })

  test('where nobody is logged in it is refused, and nothing is written', async () => {
    const { home, manager } = onMac([[/launchctl print/, fails('Could not print domain')]])
    await expect(manager.install({ start: true })).rejects.toThrow('Log in at the Mac itself once')
    expect(readdirSync(home)).toEqual([])
  })

  test('one that a person switched off is told as such', async () => {
    const { manager } = onMac([
      [/print-disabled/, { kind: 'ended', ok: true, output: '"dev.homeport.homeport" => disabled' }],
    ])
    await manager.install({ start: true })
    expect(await manager.status()).toEqual({ installed: true, enabled: false })
  })
})

describe('on Windows', () => {
  test('installing hands the task to the scheduler and leaves no file; removing stops Homeport first', async () => {
    const dataDir = temporaryFolder()
    mkdirSync(path.join(dataDir, 'run'))
    const tools = new FakeSystemTools()
    const stopRunning = () => Promise.resolve(void tools.asked.push('homeport stop'))
    const service = serviceAt({ dataDir })
    const manager = windowsService({ service, run: tools.run, user: 'HOME\\Ann', stopRunning })
    await manager.install({ start: true })
    const file = path.join(dataDir, 'run/homeport.xml')
    expect(tools.asked.slice(1)).toEqual([
      `schtasks /Create /TN homeport /XML ${file} /F`,
      'schtasks /Run /TN homeport',
    ])
    expect(existsSync(file)).toBe(false)
    expect(await manager.remove()).toBe(true)
    expect(tools.asked.slice(-2)).toEqual(['homeport stop', 'schtasks /Delete /TN homeport /F'])
  })
})

describe('what the service starts', () => {
  const cli = { execPath: '/usr/bin/node', args: ['/opt/cli.js'], env: {} }
  const env = { HOME: '/home/ann' }
  const define = (dataDir: string, more: object = {}) =>
    defineService({ paths: resolvePaths(dataDir), cli, env, platform: 'linux', ...more })

  test('every data directory has a service of its own', () => {
    expect(define('/home/ann/.local/share/homeport').name).toBe('homeport')
    const other = define('/srv/homeport').name
    expect(other).toMatch(/^homeport-[0-9a-f]{8}$/)
    expect(define('/srv/other').name).not.toBe(other)
  })

  test('an AppImage is refused: its place changes at each start', () => {
    const appImage = { APPIMAGE: '/home/ann/Homeport.AppImage', APPDIR: '/tmp/.mount_x' }
    const inside = { ...cli, execPath: '/tmp/.mount_x/homeport-desktop' }
    expect(() => define('/srv', { env: { ...env, ...appImage }, cli: inside })).toThrow('AppImage')
    expect(define('/srv', { env: { ...env, ...appImage } }).command).toEqual(['/usr/bin/node', '/opt/cli.js'])
  })
})
