import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { launchdPlist } from '#server/service/launchd/launchdPlist.ts'
import { systemdUnit } from '#server/service/systemd/systemdUnit.ts'
import { windowsTask } from '#server/service/windows/windowsTask.ts'
import { serviceAt, systemdWords, windowsWords } from '#test/support/package/serviceFiles.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

const builder = createRequire(createRequire(import.meta.url).resolve('electron-builder/package.json'))
const plist = createRequire(builder.resolve('app-builder-lib/package.json'))('plist') as {
  parse: (text: string) => unknown
}

const start = (dataDir: string) => ['start', '--headless', '--data-dir', dataDir]

/** What lenient readers of XML let pass, and others do not. */
const bareSigns = /&(?!(amp|lt|gt|quot);)/

const places = [
  ['plain', 'homeport'],
  ['blanks', 'my  own files'],
  ['percent signs', '100%h of %n'],
  ['an ampersand and angles', 'R&D <new>'],
  ['quotes', `Ann's "best"`],
  ['dollars', '$HOME and ${PATH} and $$'],
  ['backslashes', String.raw`a\b\n`],
  ['a semicolon and a hash', '; # x'],
  ['other alphabets', 'Zoë ドキュメント 🚢'],
  ['a tab and a new line', 'a\tb\nc'],
] as const

describe('a unit of systemd', () => {
  test.each(places)('with %s in its paths starts the very program with the very arguments', (_what, name) => {
    const folder = path.join(temporaryFolder(), name)
    const [program, script, dataDir] = [
      path.join(folder, 'node'),
      path.join(folder, 'cli.js'),
      path.join(folder, 'data'),
    ]
    const unit = systemdUnit(serviceAt({ program, script, dataDir }))
    // systemd takes no program with quotes in its path.
    const shell = /["'\\\n]/.test(name) ? ['/bin/sh', '-c', 'exec "$0" "$@"'] : []
    expect(systemdWords(unit, 'ExecStart')).toEqual([...shell, program, script, ...start(dataDir)])
    const stopping = ['service', 'stopping', '--data-dir', dataDir]
    expect(systemdWords(unit, 'ExecStop')).toEqual([...shell, program, script, ...stopping])
    mkdirSync(folder)
    symlinkSync(process.execPath, program)
    expect(systemdComplaints(unit)).toEqual('')
  })

  test('tells what Electron needs to run as Node, and the flags that were asked for', () => {
    const unit = systemdUnit(
      serviceAt({ program: process.execPath }, { env: { ELECTRON_RUN_AS_NODE: '1' }, startFlags: ['--vault', 'file'] }),
    )
    expect(unit).toContain('\nEnvironment="ELECTRON_RUN_AS_NODE=1"\n')
    expect(systemdWords(unit, 'ExecStart').slice(-2)).toEqual(['--vault', 'file'])
    expect(systemdComplaints(unit)).toEqual('')
  })

  test('leaves the host alone, also where a session took too much memory, and keeps no sign-in link', () => {
    const unit = systemdUnit(serviceAt({}))
    expect(unit).toContain('\nKillMode=process\n')
    expect(unit).toContain('\nOOMPolicy=continue\n')
    expect(unit).toContain('\nStandardOutput=null\n')
  })
})

describe('an agent of launchd', () => {
  test.each(places)('with %s in its paths starts the very program with the very arguments', (_what, name) => {
    const service = serviceAt({ program: `/Users/${name}/node`, dataDir: `/Users/${name}/data` })
    expect(launchdPlist(service)).not.toMatch(bareSigns)
    expect(plist.parse(launchdPlist(service))).toEqual({
      Label: 'dev.homeport.homeport',
      ProgramArguments: [...service.command, ...start(service.dataDir)],
      RunAtLoad: true,
      KeepAlive: { SuccessfulExit: false },
      AbandonProcessGroup: true,
      ExitTimeOut: 90,
      StandardErrorPath: service.logFile,
    })
  })

  test('tells what Electron needs to run as Node', () => {
    const env = { ELECTRON_RUN_AS_NODE: '1' }
    expect(plist.parse(launchdPlist(serviceAt({}, { env })))).toMatchObject({ EnvironmentVariables: env })
  })
})

describe('a scheduled task of Windows', () => {
  const user = String.raw`HOME\Ann & Bob`

  test.each(places.filter(([, name]) => !/[%"\t\n]/.test(name)))(
    'with %s in its paths starts the very program with the very arguments, without a window',
    (_what, name) => {
      const service = serviceAt({
        program: `C:\\Users\\${name}\\node.exe`,
        script: 'C:\\homeport\\cli.js',
        dataDir: `C:\\Users\\${name}\\data\\`,
      })
      const task = windowsTask(service, user)
      expect(task).not.toMatch(bareSigns)
      expect(textOf(task, 'Command')).toBe(String.raw`%SystemRoot%\System32\conhost.exe`)
      expect(windowsWords(String(textOf(task, 'Arguments')))).toEqual([
        '--headless',
        ...service.command,
        ...start(service.dataDir),
      ])
      expect(textOf(task, 'UserId')).toBe(user)
    },
  )

  test('sets what Electron needs through cmd.exe', () => {
    const service = serviceAt({ program: 'C:\\Program Files\\Homeport.exe' }, { env: { ELECTRON_RUN_AS_NODE: '1' } })
    expect(textOf(windowsTask(service, user), 'Arguments')).toBe(
      '--headless cmd.exe /d /s /c "set "ELECTRON_RUN_AS_NODE=1"&& "C:\\Program Files\\Homeport.exe" ' +
        '/opt/homeport/dist/server/cli.js start --headless --data-dir /home/ann/data"',
    )
  })

  test('refuses a path that Windows would change', () => {
    expect(() => windowsTask(serviceAt({ dataDir: 'C:\\100%\\data' }), user)).toThrow('percent')
  })
})

/** What `systemd-analyze verify` has to say, where there is one; else nothing. */
function systemdComplaints(unit: string): string {
  if (spawnSync('systemd-analyze', ['--version']).error !== undefined) {
    return ''
  }
  const folder = temporaryFolder()
  const file = path.join(folder, 'homeport.service')
  writeFileSync(file, unit)
  const env = { PATH: process.env['PATH'], HOME: folder, XDG_RUNTIME_DIR: folder }
  const args = ['--user', '--man=no', 'verify', file]
  const { stdout, stderr, status } = spawnSync('systemd-analyze', args, { env, encoding: 'utf8' })
  return `${stdout}${stderr}${status === 0 ? '' : `exit code ${status}`}`
}

/** The text of the first such element, as XML readers have it (plist's own, told that it is a list of strings). */
function textOf(xml: string, element: string): unknown {
  const text = new RegExp(`<${element}>([^<]*)</${element}>`).exec(xml)?.[1] ?? ''
  return plist.parse(`<plist><string>${text}</string></plist>`)
}
