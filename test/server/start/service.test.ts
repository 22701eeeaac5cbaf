import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { resolvePaths } from '#server/platform/files/paths.ts'
import { readRunFile } from '#server/platform/files/runFile.ts'
import { findRunningServer } from '#server/processes/runningServer.ts'
import { serverProcessesOf } from '#test/support/server/serverProcesses.ts'
import { systemdWords } from '#test/support/package/serviceFiles.ts'
import { startServer } from '#test/support/server/server.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'
import { until } from '#test/support/until.ts'
import { homeportFile } from '#test/support/server/homeport.ts'

/** A machine whose systemd only writes down what it is asked. What the unit tells it to run is run by the test. */
function setup() {
  const home = temporaryFolder()
  const serverProcesses = serverProcessesOf(home)
  onTestFinished(() => serverProcesses.kill())
  const bin = path.join(home, 'bin')
  const [asked, jobs] = [path.join(home, 'asked'), path.join(home, 'jobs')]
  mkdirSync(bin)
  writeFileSync(jobs, '')
  const script = `#!/bin/sh\necho "$*" >> '${asked}'\ncase "$*" in *list-jobs*) cat '${jobs}' ;; esac\n`
  writeFileSync(path.join(bin, 'systemctl'), script)
  chmodSync(path.join(bin, 'systemctl'), 0o755)
  const dataDir = path.join(home, 'data of "Ann" 100%')
  const env = {
    PATH: `${bin}:/usr/bin:/bin`,
    HOME: home,
    SHELL: '/bin/sh',
    HOMEPORT_VAULT: 'memory',
    HOMEPORT_PORT: '0',
  }
  const run = async (words: readonly string[], more: Readonly<Record<string, string>> = {}) => {
    const [program = '', ...args] = words
    const child = spawn(program, args, { env: { ...env, ...more }, stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
    const [code] = (await once(child, 'close')) as [number | null]
    return { code, said }
  }
  const homeport = (...args: string[]) => run([process.execPath, homeportFile, ...args, '--data-dir', dataDir])
  return { home, serverProcesses, dataDir, asked, jobs, env, run, homeport, paths: resolvePaths(dataDir) }
}

test('the unit that is installed starts Homeport; a restart keeps the host, a stop ends everything', async () => {
  const { serverProcesses, asked, jobs, env, run, homeport, paths } = setup()
  const installed = await homeport('service', 'install')
  expect(installed).toMatchObject({ code: 0, said: expect.stringContaining('starts when you log in') })
  const file = /Written +(\S+)/.exec(installed.said)?.[1] ?? ''
  const unit = readFileSync(file, 'utf8')
  expect(readFileSync(asked, 'utf8')).toContain(`--user restart ${path.basename(file)}`)

  const start = async () => {
    const [program = '', ...args] = systemdWords(unit, 'ExecStart')
    const child = spawn(program, args, { env, stdio: 'ignore' })
    const server = await until(() => findRunningServer(paths), { what: 'the gateway' })
    const info = () => server.call('server.info', {}).catch(() => null)
    await until(info, { what: 'its answer' })
    await until(() => readRunFile(paths.hostRun), { what: 'the host' })
    return { ended: once(child, 'exit'), pid: String(child.pid) }
  }
  const first = await start()
  const host = readRunFile(paths.hostRun)
  expect(host).not.toBeNull()

  writeFileSync(jobs, `7 ${path.basename(file)} restart running\n`)
  expect(await run(systemdWords(unit, 'ExecStop'), { MAINPID: first.pid })).toMatchObject({ code: 0 })
  expect((await first.ended)[0]).toBe(0)
  expect(serverProcesses.all().map(({ pid }) => pid)).toEqual([host?.pid])

  const second = await start()
  expect(readRunFile(paths.hostRun)?.pid).toBe(host?.pid)
  expect((await homeport('service', 'status')).said).toMatch(/service is installed[^]*is running \(process \d+\)/)
  writeFileSync(jobs, `8 ${path.basename(file)} stop running\n`)
  expect(await run(systemdWords(unit, 'ExecStop'), { MAINPID: second.pid })).toMatchObject({ code: 0 })
  expect((await second.ended)[0]).toBe(0)
  expect(serverProcesses.describe()).toEqual([])

  expect(await homeport('service', 'remove')).toMatchObject({ code: 0 })
  expect(existsSync(file)).toBe(false)
  expect((await homeport('service', 'remove')).said).toContain('no service')
})

test('beside a Homeport that was started by hand the service waits for the next login', async () => {
  const { env } = setup()
  const server = await startServer({ token: null, env: { PATH: env.PATH } })
  onTestFinished(() => server.close())
  const said = await server.homeport('service', 'install')
  expect(said).toMatchObject({ code: 0, stdout: expect.stringContaining('takes over at the next login') })
})
