import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { type AddressInfo } from 'node:net'
import path from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { ServerInfo } from '#shared/operations/admin.ts'
import { isAlive } from '#server/platform/processes/runAlive.ts'
import { readRunFile } from '#server/platform/files/runFile.ts'
import { killHard } from '#test/support/server/serverProcesses.ts'
import { programWith } from '#test/support/server/program.ts'
import { type TestServer, startServer } from '#test/support/server/server.ts'
import { openSocket } from '#test/support/gateway/socket.ts'
import { homeportFile } from '#test/support/server/homeport.ts'

/** Without a Claude token: none of these needs Claude Code. */
async function running(): Promise<TestServer> {
  const server = await startServer({ token: null })
  onTestFinished(() => server.close())
  return server
}

const deadline = { timeout: 15_000, interval: 50 }

test('a gateway that is killed comes back by itself, on its port, with everybody signed in and told to come back', async () => {
  const server = await running()
  const { local_url, ws_url, gateway_pid, host_pid } = server.info
  const socket = await openSocket(ws_url, { authorization: `Bearer ${server.program.accessToken}` })
  killHard({ pid: gateway_pid })
  expect([4401, 4410]).not.toContain((await socket.closed()).code)
  await vi.waitFor(async () => expect((await fetch(`${local_url}/ready`)).status).toBe(200), deadline)
  expect(await server.program.call('GET', '/api/user/profile')).toMatchObject({ role: 'owner' })
  const found = ServerInfo.parse(JSON.parse((await server.homeport('start', '--json', '--headless')).stdout))
  expect(found).toMatchObject({ local_url, host_pid })
  expect(found.gateway_pid).not.toBe(gateway_pid)
})

test('a sign-in link survives the crash of the gateway that made it', async () => {
  const server = await running()
  const link = await server.signInLink()
  killHard({ pid: server.info.gateway_pid })
  await vi.waitFor(async () => expect((await fetch(`${server.info.local_url}/ready`)).status).toBe(200), deadline)
  const answer = await fetch(`${server.info.local_url}/auth/local`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ secret: new URL(link).hash.replace('#secret=', '') }),
  })
  expect(answer.status).toBe(200)
})

test('a killed host is replaced at once; sockets stay open meanwhile', async () => {
  const server = await running()
  const socket = await openSocket(server.info.ws_url, { authorization: `Bearer ${server.program.accessToken}` })
  await socket.ask('subscribe_all')
  killHard({ pid: server.info.host_pid })
  await socket.next((frame) => frame.type === 'subscribed' && frame.reply_to === undefined)
  expect(socket.isOpen).toBe(true)
  expect((await fetch(`${server.info.local_url}/ready`)).status).toBe(200)
})

test('a second start says where the first one runs, and changes nothing', async () => {
  const server = await running()
  const json = await server.homeport('start', '--json', '--headless')
  expect(json).toMatchObject({ code: 0 })
  expect(json.stdout.split('\n')).toHaveLength(2)
  const told = ServerInfo.parse(JSON.parse(json.stdout))
  expect(told).toEqual({ ...server.info, sign_in_url: told.sign_in_url })
  expect(told.sign_in_url).not.toBe(server.info.sign_in_url)
  const words = await server.homeport('start', '--headless')
  expect(words).toMatchObject({ code: 0 })
  expect(words.stdout).toContain('running already')
})

test('SIGTERM ends every process, tells the browsers, and exits 0', async () => {
  const server = await running()
  const socket = await openSocket(server.info.ws_url, { authorization: `Bearer ${server.program.accessToken}` })
  await socket.ask('ping')
  const stopped = server.close()
  expect((await socket.closed()).code).toBe(4410)
  expect(await server.ended).toBe(0)
  await stopped
})

test('stop ends the same from another terminal', async () => {
  const server = await running()
  const said = await server.homeport('stop')
  expect(said).toMatchObject({ code: 0, stdout: expect.stringContaining('stopped') })
  expect(await server.ended).toBe(0)
  expect(server.serverProcesses.describe()).toEqual([])
  expect((await server.homeport('stop')).stdout).toContain('not running')
})

test('stop --keep-sessions leaves the host, a later start finds it, and stop ends it too', async () => {
  const server = await running()
  const host = readRunFile(path.join(server.dataDir, 'run/host.json'))
  expect((await server.homeport('stop', '--keep-sessions')).code).toBe(0)
  expect(await server.ended).toBe(0)
  expect(host !== null && isAlive(host)).toBe(true)
  await server.restart()
  expect(server.info.host_pid).toBe(host?.pid)
  await server.homeport('stop', '--keep-sessions')
  expect((await server.homeport('stop')).code).toBe(0)
  expect(server.serverProcesses.describe()).toEqual([])
})

test('the gateway serves on when its supervisor is killed', async () => {
  const server = await running()
  const [supervisor] = server.serverProcesses.matching(/cli\.[jt]s start/)
  expect(supervisor).toBeDefined()
  killHard({ pid: supervisor?.pid ?? 0 })
  await server.ended
  expect((await fetch(`${server.info.local_url}/ready`)).status).toBe(200)
  expect((await server.homeport('stop')).code).toBe(0)
  expect(server.serverProcesses.describe()).toEqual([])
})

test('a token made on the command line works at once, and ends when it is revoked', async () => {
  const server = await running()
  const made = await server.homeport('token', 'create', '--name', 'ci', '--scope', 'read', '--json')
  const { id, token } = JSON.parse(made.stdout) as { id: string; token: string }
  const program = programWith(server.info, token)
  expect(await program.call('GET', '/api/sessions')).toMatchObject({ sessions: [] })
  await expect(program.call('DELETE', '/api/claude/token')).rejects.toThrow('403')
  expect((await server.homeport('token', 'list')).stdout).toContain('ci')
  expect((await server.homeport('token', 'revoke', id)).code).toBe(0)
  await expect(program.call('GET', '/api/sessions')).rejects.toThrow('401')
})

test('a token can be made while nothing runs', async () => {
  const server = await running()
  await server.homeport('stop')
  const { stdout } = await server.homeport('token', 'create', '--name', 'offline')
  expect(stdout).toMatch(/^hp_pat_[\w-]{43}\n$/)
  await server.restart()
  expect(await programWith(server.info, stdout.trim()).call('GET', '/api/sessions')).toMatchObject({ sessions: [] })
  const log = readFileSync(path.join(server.dataDir, 'logs/gateway.log'), 'utf8')
  expect(log).not.toContain(stdout.trim())
})

test('a chosen port that is taken is refused in one line', async () => {
  const server = await running()
  await server.homeport('stop')
  const other = createServer()
  onTestFinished(() => void other.close())
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  const { port } = other.address() as AddressInfo
  const said = await server.homeport('start', '--headless', '--port', String(port))
  expect(said).toMatchObject({ code: 1, stdout: '' })
  expect(said.stderr).toMatch(new RegExp(`^homeport: Port ${port} is taken by another program.*\n$`))
  expect(server.serverProcesses.describe()).toEqual([])
})

test.each([
  [['nonsense'], 2],
  [['start', '--nonsense'], 2],
  [['token', 'create'], 2],
  [['token', 'create', '--name', 'x', '--scope', 'everything'], 2],
  [['start', '--vault', 'cloud'], 2],
  [['start', '--port', 'x'], 2],
  [['start', '--port', '65536'], 2],
  [['token', 'create', '--name', 'x', '--expires-in-days', '0'], 2],
] as const)('%o ends with %i and says why on stderr', (args, code) => {
  const said = spawnSync(process.execPath, [homeportFile, ...args], { encoding: 'utf8', windowsHide: true })
  expect(said.status).toBe(code)
  expect(said.stderr).toMatch(/^homeport: /)
  expect(said.stdout).toBe('')
})
