import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import * as z from 'zod'
import type { RemoteStatus } from '#shared/operations/remote.ts'
import { ServerInfo } from '#shared/operations/admin.ts'
import { killHard } from '#test/support/server/serverProcesses.ts'
import { askRemotely } from '#test/support/gateway/remote.ts'
import { type TestServer, startServer } from '#test/support/server/server.ts'

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
  const listener = { url: remote_url, ca: readFileSync(ca_path, 'utf8') }
  expect((await askRemotely(listener, '/live')).status).toBe(200)
  killHard({ pid: server.info.gateway_pid })
  await vi.waitFor(async () => expect((await askRemotely(listener, '/live')).status).toBe(200), { timeout: 15_000 })
  const told = ServerInfo.parse(JSON.parse((await server.homeport('start', '--json', '--headless')).stdout))
  expect(told.remote_url).toBe(remote_url)
  expect((await server.homeport('remote', 'status')).stdout).toContain(remote_url)
  const tested = await server.homeport('remote', 'test')
  expect(tested).toMatchObject({
    code: 1,
    stdout: expect.stringMatching(/✗ address +127\.0\.0\.1 is this machine alone/),
  })
  expect((await server.homeport('remote', 'off')).code).toBe(0)
  await expect(askRemotely(listener, '/live')).rejects.toThrow('ECONNREFUSED')
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

test('while nothing runs it is switched on and off, told, and holds from the next start on', async () => {
  const server = await running()
  await server.homeport('stop')
  const on = await server.homeport('remote', 'on', '--bind', '127.0.0.1', '--port', '0')
  expect(on).toMatchObject({ code: 0, stdout: expect.stringContaining('It opens with the next start') })
  expect((await server.homeport('remote', 'status')).stdout).toContain('Homeport does not run')
  const wrong = await server.homeport('remote', 'on', '--cert', '/nowhere/c.pem', '--key', '/nowhere/k.pem')
  expect(wrong).toMatchObject({ code: 1, stderr: expect.stringContaining('/nowhere/c.pem') })
  await server.restart()
  expect(server.info.remote_url).toMatch(/^https:\/\/127\.0\.0\.1:/)
  await server.homeport('stop')
  expect((await server.homeport('remote', 'off')).code).toBe(0)
  expect(JSON.parse((await server.homeport('remote', 'status', '--json')).stdout)).toMatchObject({ enabled: false })
  await server.restart()
  expect(server.info.remote_url).toBeNull()
})

test('panic works while nothing runs: the listener stays shut, devices are signed out, the next host pauses', async () => {
  const server = await running()
  await server.homeport('remote', 'on', '--bind', '127.0.0.1', '--port', '0')
  const told = JSON.parse((await server.homeport('remote', 'status', '--json')).stdout) as RemoteStatus
  const token = JSON.parse((await server.homeport('token', 'create', '--name', 'phone', '--json')).stdout) as {
    token: string
  }
  const listener = { url: told.remote_url ?? '', ca: readFileSync(told.ca_path ?? '', 'utf8') }
  const headers = { authorization: `Bearer ${token.token}` }
  expect((await askRemotely(listener, '/api/user/profile', { headers })).status).toBe(200)
  await server.homeport('stop')
  const said = await server.homeport('panic', '--json')
  expect(said.code).toBe(0)
  expect(JSON.parse(said.stdout)).toEqual({ revoked_devices: 1, interrupted_sessions: 0, failed_sessions: 0 })
  expect(existsSync(path.join(server.dataDir, 'paused'))).toBe(true)
  await server.restart()
  expect(server.info.remote_url).toBeNull()
  expect((await fetch(`${server.info.local_url}/api/user/profile`, { headers })).status).toBe(401)
  await vi.waitFor(() => expect(existsSync(path.join(server.dataDir, 'paused'))).toBe(false), { timeout: 15_000 })
})
