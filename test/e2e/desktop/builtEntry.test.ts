import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { connectToRunningServer } from '#server/index.ts'
import { DesktopWorld } from '#test/support/desktop/desktopWorld.ts'
import { until } from '#test/support/until.ts'

/** The built program as it is, with the double where it imports Electron: ready only when `main.js` has been run. */
const STAND_IN = path.join(import.meta.dirname, '../../fakes/electron/standIn.ts')

let world: DesktopWorld

beforeAll(async () => {
  world = await DesktopWorld.create()
})

afterAll(() => world.close())

function start(env: Readonly<Record<string, string>>, ...args: string[]) {
  const program = spawn(process.execPath, [STAND_IN, '--hidden', ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const exited = once(program, 'exit')
  onTestFinished(async () => {
    program.kill('SIGKILL')
    await exited
  })
  return { program, exited }
}

test('the entry is run to its end at once, and the program starts when Electron is ready after that', async () => {
  const { program } = start(world.environment(), '--no-sandbox')
  const said = (await once(createInterface({ input: program.stdout }), 'line', {
    signal: AbortSignal.timeout(25_000),
  })) as string[]
  expect(JSON.parse(said[0] ?? '')).toMatchObject({ event: 'loaded' })
  await until(() => connectToRunningServer(world.dataDir) !== null, { what: 'a server' })
  const log = readFileSync(path.join(world.dataDir, 'logs/desktop.log'), 'utf8')
  expect(log).toContain('--no-sandbox')
})

test('a start that fails shows why in a box, and ends with 1', async () => {
  const file = path.join(world.home, 'a file')
  writeFileSync(file, '')
  const { program, exited } = start(world.environment({ HOMEPORT_DATA_DIR: file }))
  const complaints = text(program.stderr)
  expect(await exited).toEqual([1, null])
  expect(await complaints).toContain('Homeport cannot start: ')
})
