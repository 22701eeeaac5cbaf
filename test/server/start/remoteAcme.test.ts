import path from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { hasPrograms, startPebble } from '#test/support/gateway/pebble.ts'
import { askRemotely } from '#test/support/gateway/remote.ts'
import { startServer } from '#test/support/server/server.ts'

const NAME = 'home.example'
const built = [process.execPath, path.join(import.meta.dirname, '../../../dist/server/cli.js')]

describe.skipIf(!hasPrograms('pebble', 'pebble-challtestsrv'))('the built homeport', () => {
  test('gets a certificate of an authority by its command line, and keeps it over a restart', async () => {
    const pebble = await startPebble()
    const server = await startServer({ token: null, vault: 'file', command: built })
    onTestFinished(() => server.close())
    const flags = [
      '--bind',
      '127.0.0.1',
      '--port',
      '0',
      '--name',
      NAME,
      '--acme',
      'HTTP',
      '--acme-email',
      'me@home.example',
    ]
    const authority = ['--acme-directory', pebble.directory_url, '--acme-ca', pebble.ca_file]
    const rest = [...authority, '--acme-http-port', String(pebble.httpPort)]
    const refused = await server.homeport('remote', 'on', ...flags, ...rest)
    expect(refused).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('agree to them with --agree-tos'),
    })
    const on = await server.homeport('remote', 'on', ...flags, ...rest, '--agree-tos', '--json')
    expect(on.stderr).toBe('')
    const { remote_url, ca_path } = JSON.parse(on.stdout) as { remote_url: string; ca_path: string | null }
    expect(ca_path).toBeNull()
    const { port } = new URL(remote_url)
    const listener = { url: `https://127.0.0.1:${port}`, ca: await pebble.root() }
    const asked = { servername: NAME, headers: { host: `${NAME}:${port}` } }
    expect((await askRemotely(listener, '/live', asked)).status).toBe(200)
    await pebble.stop()
    await server.homeport('stop')
    await server.restart()
    expect(server.info.remote_url).toBe(remote_url)
    expect((await askRemotely(listener, '/live', asked)).status).toBe(200)
    expect((await server.homeport('remote', 'status')).stdout).toContain('from an ACME authority')
  }, 60_000)
})
