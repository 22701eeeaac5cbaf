import { readFileSync } from 'node:fs'
import { expect, onTestFinished, test, vi } from 'vitest'
import * as z from 'zod'
import { ServerInfo } from '#shared/operations/admin.ts'
import { killHard } from '#test/support/household.ts'
import { askRemotely } from '#test/support/remote.ts'
import { type TestServer, startServer } from '#test/support/server.ts'

async function running(): Promise<TestServer> {
  const server = await startServer({ token: null, vault: 'file' })
  onTestFinished(() => server.close())
  return server
}

const Told = z.strictObject({ remote_url: z.string(), ca_path: z.string() })

test('remote on prints where and what to trust; off closes it; both outlive a crash of the gateway', async () => {
  const server = await running()
  const on = await server.homeport('remote', 'on', '--bind', '127.0.0.1', '--port', '0', '--json')
  expect(on.code).toBe(0)
  const { remote_url, ca_path } = Told.parse(JSON.parse(on.stdout))
  const door = { url: remote_url, ca: readFileSync(ca_path, 'utf8') }
  expect((await askRemotely(door, '/live')).status).toBe(200)
  killHard({ pid: server.info.gateway_pid })
  await vi.waitFor(async () => expect((await askRemotely(door, '/live')).status).toBe(200), { timeout: 15_000 })
  const told = ServerInfo.parse(JSON.parse((await server.homeport('start', '--json', '--headless')).stdout))
  expect(told.remote_url).toBe(remote_url)
  expect((await server.homeport('remote', 'status')).stdout).toContain(remote_url)
  expect((await server.homeport('remote', 'off')).code).toBe(0)
  await expect(askRemotely(door, '/live')).rejects.toThrow('ECONNREFUSED')
  expect((await server.homeport('remote', 'status')).stdout).toContain('is off')
})

test('panic closes it too, and says what it did', async () => {
  const server = await running()
  await server.homeport('remote', 'on', '--bind', '127.0.0.1', '--port', '0')
  const said = await server.homeport('panic')
  expect(said).toMatchObject({ code: 0, stdout: expect.stringContaining('Remote access is off') })
  expect(JSON.parse((await server.homeport('remote', 'status', '--json')).stdout)).toMatchObject({ enabled: false })
})

test('what cannot be is refused in one line', async () => {
  const server = await running()
  const lone = await server.homeport('remote', 'on', '--cert', 'cert.pem')
  expect(lone).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('needs its key file') })
  const name = await server.homeport('remote', 'on', '--name', 'a b')
  expect(name).toMatchObject({ code: 1, stderr: expect.stringContaining('no host name') })
  expect((await server.homeport('remote', 'on', '--port', '99999')).code).toBe(2)
})

test('remote off also works while nothing runs: the next start opens no door', async () => {
  const server = await running()
  await server.homeport('remote', 'on', '--bind', '127.0.0.1', '--port', '0')
  await server.homeport('stop')
  expect((await server.homeport('remote', 'status')).stderr).toContain('not running')
  expect((await server.homeport('remote', 'off')).code).toBe(0)
  await server.restart()
  expect(server.info.remote_url).toBeNull()
})
