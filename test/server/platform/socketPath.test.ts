import { chmodSync, lstatSync, mkdirSync, symlinkSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { MAX_SOCKET_PATH, socketAddress, socketPath } from '#server/platform/socketPath.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

test('a server can listen there, however long the data directory’s name is', async () => {
  const address = socketPath(path.join(temporaryFolder(), 'very-long-name'.repeat(15)), 'host')
  const server = createServer()
  onTestFinished(() => void server.close())
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(address, resolve))
  expect(lstatSync(path.dirname(address)).mode & 0o777).toBe(0o700)
})

test('each data directory and each name has an address of its own, the same at every start', () => {
  const place = { platform: 'linux', uid: 1000, tmpDir: '/tmp' } as const
  const all = [
    socketAddress('/a', 'host', place),
    socketAddress('/b', 'host', place),
    socketAddress('/a', 'gateway', place),
  ]
  expect(new Set(all).size).toBe(3)
  expect(socketAddress('/a', 'host', place)).toBe(all[0])
  expect(all[0]).toMatch(/^\/tmp\/homeport-1000\/[0-9a-f]{16}-host\.sock$/)
})

test('the address fits every platform', () => {
  const mac = '/var/folders/zz/zyxvpxvq6csfxvn_n0000000000000/T'
  for (const tmpDir of [mac, `/tmp/${'x'.repeat(100)}`]) {
    const address = socketAddress('/a', 'gateway', { platform: 'darwin', uid: 501, tmpDir })
    expect(Buffer.byteLength(address)).toBeLessThanOrEqual(MAX_SOCKET_PATH)
  }
  expect(socketAddress('C:\\data', 'host', { platform: 'win32', uid: -1, tmpDir: 'C:\\Temp' })).toMatch(
    /^\\\\\.\\pipe\\homeport-[0-9a-f]{16}-host$/,
  )
})

test.each(['open to others', 'a link'])('a folder that is %s is refused', (kind) => {
  const tmp = temporaryFolder()
  const folder = path.join(tmp, `homeport-${process.getuid?.() ?? 0}`)
  if (kind === 'a link') {
    mkdirSync(path.join(tmp, 'theirs'), { mode: 0o700 })
    symlinkSync(path.join(tmp, 'theirs'), folder)
  } else {
    mkdirSync(folder)
    chmodSync(folder, 0o777)
  }
  vi.stubEnv('TMPDIR', tmp)
  onTestFinished(() => void vi.unstubAllEnvs())
  expect(() => socketPath('/data', 'host')).toThrow(/not ours alone.*TMPDIR/)
})
