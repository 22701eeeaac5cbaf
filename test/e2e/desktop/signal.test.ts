import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connectToRunningServer } from '#server/index.ts'
import { DesktopWorld } from '#test/support/desktop/desktopWorld.ts'
import { until } from '#test/support/until.ts'

const STAND_IN = path.join(import.meta.dirname, '../../fakes/electron/standIn.ts')

let world: DesktopWorld

beforeAll(async () => {
  world = await DesktopWorld.create()
})

afterAll(() => world.close())

test.for(['SIGTERM', 'SIGINT'] as const)('%s ends the program in order, without a question', async (signal) => {
  const program = spawn(process.execPath, [STAND_IN, '--hidden'], {
    env: world.environment(),
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const exited = once(program, 'exit')
  await until(() => connectToRunningServer(world.dataDir) !== null, { what: 'a server' })
  program.kill(signal)
  expect(await exited).toEqual([0, null])
  // The host goes on when the program had not heard yet whether there are sessions.
  await until(() => world.serverProcesses.matching(/gateway\.js/).length === 0, { what: 'no gateway' })
  expect(connectToRunningServer(world.dataDir)).toBeNull()
})
