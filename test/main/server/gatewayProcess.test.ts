import { EventEmitter } from 'node:events'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import type { ForkOptions } from 'electron'
import { expect, test } from 'vitest'
import { launchWithElectron } from '#main/server/gatewayProcess.ts'
import { ElectronDouble } from '#test/fakes/electron/electronDouble.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

/** A gateway whose whole program is that text, in the double's utility process. */
function launch(text: string) {
  const electron = new ElectronDouble()
  electron.app.settleEntry()
  const file = path.join(temporaryFolder(), 'gateway.mjs')
  writeFileSync(file, text)
  return launchWithElectron(electron.parts.utilityProcess)({
    entry: { execPath: process.execPath, args: [file], env: {} },
    flags: [],
    env: { PATH: process.env['PATH'] },
  })
}

test('it is no Node by its environment, and V8 is told to keep its young heap small', () => {
  const asked: { args: string[] | undefined; options: ForkOptions | undefined }[] = []
  const fork = (_file: string, args?: string[], options?: ForkOptions) => {
    asked.push({ args, options })
    return Object.assign(new EventEmitter(), { pid: 1, postMessage: () => {}, kill: () => true })
  }
  launchWithElectron({ fork })({
    entry: { execPath: '/opt/Homeport/homeport-desktop', args: ['/gateway.js'], env: { ELECTRON_RUN_AS_NODE: '1' } },
    flags: ['--port', '0'],
    env: { HOME: '/home/a', ELECTRON_RUN_AS_NODE: '1', NOTHING: undefined },
  })
  expect(asked).toEqual([
    {
      args: ['--port', '0'],
      options: expect.objectContaining({
        env: { HOME: '/home/a' },
        execArgv: [expect.stringMatching(/^--js-flags=--max-semi-space-size=\d+ --optimize-for-size$/)],
      }),
    },
  ])
})

test('its end says why, when its last message is lost with it', async () => {
  const heard: unknown[] = []
  const gateway = launch(`process.parentPort.postMessage({ type: 'failed' }); process.exit(4)`)
  gateway.onMessage((message) => heard.push(message))
  expect(await gateway.exited).toMatchObject({ code: 4 })
  expect(heard).toEqual([])
})

test('what it starts it finds as Electron’s binary, which is a Node only when it is told to be', async () => {
  const gateway = launch(`
    import { spawnSync } from 'node:child_process'
    const run = (env) => spawnSync(process.execPath, ['-p', 'process.versions.electron'], { env: { ...process.env, ...env } })
    const [bare, told] = [run({}), run({ ELECTRON_RUN_AS_NODE: '1' })]
    const isSame = told.stdout.toString().trim() === process.versions.electron
    process.exit(bare.status === 66 && isSame ? 7 : 1)
  `)
  expect(await gateway.exited).toMatchObject({ code: 7 })
})
