import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { processStartMark } from '#server/platform/processes/processStart.ts'
import { type TestServer, startServer } from '#test/support/server/server.ts'
import { until } from '#test/support/until.ts'
import { homeportFile } from '#test/support/server/homeport.ts'

let server: TestServer
let session: { readonly id: string }
let folder: string

beforeAll(async () => {
  server = await startServer()
  folder = server.folder('api')
  mkdirSync(path.join(folder, 'inner'))
  session = await server.program.createSession(folder)
})

afterAll(() => server.close())

/** `homeport exec`, as somebody types it. */
function exec(...args: string[]) {
  const env = { PATH: process.env['PATH'] ?? '', HOME: server.home, HOMEPORT_DATA_DIR: server.dataDir }
  const child = spawn(process.execPath, [homeportFile, 'exec', ...args], { env, windowsHide: true })
  const said = { stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.stderr += text))
  const done = new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
    child.once('close', (code) => resolve({ code, ...said }))
  })
  return { child, said, done }
}

test('a command runs in the folder of a session: both outputs are passed on apart, and the exit code', async () => {
  const script = 'pwd; echo "$WHO"; echo careful >&2; exit 7'
  const { code, stdout, stderr } = await exec('--env', 'WHO=me=you', session.id, '--', 'sh', '-c', script).done
  expect([code, stdout, stderr]).toEqual([7, `${folder}\nme=you\n`, 'careful\n'])
})

test('the folder of a session names it as well; a line for the shell is one', async () => {
  const { code, stdout } = await exec('--shell', '--cwd', 'inner', folder, '--', 'basename "$PWD" && exit 3').done
  expect([code, stdout]).toEqual([3, 'inner\n'])
})

test('bytes are passed on as they are, and all of them', async () => {
  const { code, stdout } = await exec('--shell', session.id, '--', "head -c 3000000 /dev/zero | tr '\\0' x; printf end")
    .done
  expect([code, stdout.length, stdout.slice(-3)]).toEqual([0, 3_000_003, 'end'])
})

test('a command whose time is up ends, with the exit code that says so', async () => {
  expect((await exec('--timeout', '1', session.id, '--', 'sleep', '1000').done).code).toBe(124)
})

test('what ends by a signal ends as it does in a shell', async () => {
  expect((await exec('--shell', session.id, '--', 'kill -KILL $$').done).code).toBe(137)
})

test('Ctrl-C ends the command with all that it started', async () => {
  const running = exec('--shell', session.id, '--', 'sleep 1000 & echo $!; wait')
  await until(() => /\d+\n/.test(running.said.stdout), { what: 'the command' })
  running.child.kill('SIGINT')
  expect((await running.done).code).toBe(143)
  expect(processStartMark(Number(running.said.stdout))).toBeNull()
})

test('a session that is not there, and a folder without one, are said in a sentence', async () => {
  const nobody = await exec('00000000-0000-4000-8000-000000000000', '--', 'true').done
  expect([nobody.code, nobody.stderr]).toEqual([1, expect.stringContaining('There is no such session')])
  const elsewhere = await exec(server.home, '--', 'true').done
  expect([elsewhere.code, elsewhere.stderr]).toEqual([1, expect.stringContaining('There is no session of yours in')])
})
