import { chmodSync, lstatSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { MAX_SOCKET_PATH, socketAddress, socketPath } from '#server/platform/files/socketPath.ts'
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

describe('where another user of the machine was first', () => {
  test.each(['open to others', 'a link', 'a file'])('%s: it is not touched, and the socket lies elsewhere', (kind) => {
    const { tmp, folder, dataDir } = someWorld()
    if (kind === 'a link') {
      mkdirSync(path.join(tmp, 'theirs'), { mode: 0o700 })
      symlinkSync(path.join(tmp, 'theirs'), folder)
    } else if (kind === 'a file') {
      writeFileSync(folder, '')
    } else {
      mkdirSync(folder)
      chmodSync(folder, 0o777)
    }
    const address = socketPath(dataDir, 'host')
    expect(path.dirname(address)).toBe(path.join(dataDir, 'run'))
    expect(lstatSync(path.dirname(address)).mode & 0o777).toBe(0o700)
  })

  test('and the data directory has a name too long for a socket, it gets a folder that nobody can foretell', () => {
    const { tmp, folder, dataDir } = someWorld('long-name'.repeat(20))
    writeFileSync(folder, '')
    const [one, two] = [socketPath(dataDir, 'host'), socketPath(dataDir, 'host')].map((file) => path.dirname(file))
    expect(path.dirname(one ?? '')).toBe(tmp)
    expect(one).not.toBe(two)
    expect(lstatSync(one ?? '').mode & 0o777).toBe(0o700)
  })

  test('a temporary folder in which everybody may exchange everything is not used', () => {
    const { tmp, dataDir } = someWorld()
    chmodSync(tmp, 0o777)
    expect(path.dirname(socketPath(dataDir, 'host'))).toBe(path.join(dataDir, 'run'))
  })
})

function someWorld(name = 'data') {
  const tmp = path.join(temporaryFolder(), 't')
  mkdirSync(tmp, { mode: 0o700 })
  const dataDir = path.join(temporaryFolder(), name)
  mkdirSync(dataDir, { mode: 0o700 })
  vi.stubEnv('TMPDIR', tmp)
  onTestFinished(() => void vi.unstubAllEnvs())
  return { tmp, dataDir, folder: path.join(tmp, `homeport-${process.getuid?.() ?? 0}`) }
}
