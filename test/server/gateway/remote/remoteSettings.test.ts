import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { startTestGateway } from '#test/support/gateway/gateway.ts'
import {
  askLocally,
  askRemotely,
  connectRemotely,
  openRemote,
  shakeHands,
  startRemoteGateway,
} from '#test/support/gateway/remote.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'
import { until } from '#test/support/until.ts'

function settingsIn(folder: string) {
  const file = path.join(folder, 'settings.yaml')
  return { read: () => readFileSync(file, 'utf8'), write: (text: string) => writeFileSync(file, text) }
}

describe('remote access and the settings', () => {
  test('remote on and off write them, and keep comments', async () => {
    const folder = temporaryFolder()
    const file = settingsIn(folder)
    file.write('# mine\nremote:\n  names: [old.example] # who knows\nport: 1\n')
    const gateway = await startTestGateway({ folder })
    const listener = await openRemote(gateway, { names: ['home.example'] })
    expect(file.read()).toContain(`# mine\nremote:\n  names:`)
    expect(file.read()).toContain(`bind: 127.0.0.1`)
    expect(file.read()).toContain(`port: ${listener.port}`)
    expect(file.read()).not.toContain('certificate')
    await askLocally(gateway, 'remote.off', {})
    expect(file.read()).not.toContain('enabled')
    // Without a word more it is what it was.
    expect(await askLocally(gateway, 'remote.on', {})).toMatchObject({ remote_url: listener.status.remote_url })
    // With one, everything is said anew.
    const anew = await askLocally(gateway, 'remote.on', { bind: '127.0.0.1', port: listener.port })
    expect(anew.choice.names).toEqual([])
  })

  test('somebody who writes into the file opens, moves and closes the listener', async () => {
    const folder = temporaryFolder()
    const file = settingsIn(folder)
    const gateway = await startTestGateway({ folder })
    const url = async () => (await askLocally(gateway, 'remote.status', {})).remote_url
    file.write('remote: { enabled: true, bind: 127.0.0.1, port: 0, names: [first.example] }\n')
    await until(async () => (await url())?.includes('first.example'), { what: 'the listener' })
    file.write('remote: { enabled: true, bind: 127.0.0.1, port: 0, names: [second.example] }\n')
    await until(async () => (await url())?.includes('second.example'), { what: 'the other name' })
    file.write('port: 1\n')
    await until(async () => (await url()) === null, { what: 'the end' })
    expect((await askLocally(gateway, 'remote.status', {})).enabled).toBe(false)
  })

  test('what the environment says wins, and the answer says so', async () => {
    const folder = temporaryFolder()
    const env = { HOMEPORT_REMOTE_NAMES: 'env.example,other.example', HOMEPORT_REMOTE_BIND: '127.0.0.1' }
    const gateway = await startTestGateway({ folder, env })
    const status = await askLocally(gateway, 'remote.on', { port: 0, names: ['asked.example'] })
    expect(status.hosts).toEqual(expect.arrayContaining(['env.example', 'other.example']))
    expect(status.fixed).toEqual([
      { setting: 'remote.bind', variable: 'HOMEPORT_REMOTE_BIND' },
      { setting: 'remote.names', variable: 'HOMEPORT_REMOTE_NAMES' },
    ])
    expect(settingsIn(folder).read()).not.toContain('names')
  })

  test('the environment can keep it off', async () => {
    const gateway = await startTestGateway({ env: { HOMEPORT_REMOTE_ENABLED: 'false' } })
    await expect(openRemote(gateway)).rejects.toThrow('HOMEPORT_REMOTE_ENABLED keeps remote access off')
  })

  test('a port that a router passes on is the one that is told, and answered', async () => {
    const gateway = await startTestGateway()
    const listener = await openRemote(gateway, { names: ['home.example'], public_port: 443 })
    expect(listener.status).toMatchObject({ remote_url: 'https://home.example', port: listener.port })
    const asked = async (host: string) => (await askRemotely(listener, '/live', { headers: { host } })).status
    expect(await asked('home.example')).toBe(200)
    expect(await asked(`home.example:${listener.port}`)).toBe(200)
    expect(await asked('evil.example')).toBe(403)
  })

  test('switching off closes the listener even if the file cannot be written', async () => {
    const gateway = await startRemoteGateway()
    settingsIn(gateway.folder).write('port: [1\n')
    await expect(askLocally(gateway, 'remote.off', {})).rejects.toThrow('not valid YAML')
    await expect(shakeHands(gateway.listener)).rejects.toThrow('ECONNREFUSED')
  })

  test('panic does all that it does even then, and says what is left to do', async () => {
    const gateway = await startRemoteGateway()
    const { token } = await connectRemotely(gateway)
    settingsIn(gateway.folder).write('port: [1\n')
    await expect(askLocally(gateway, 'server.panic', {})).rejects.toThrow(/the next start opens it again: .+ line \d/)
    await expect(shakeHands(gateway.listener)).rejects.toThrow('ECONNREFUSED')
    expect((await gateway.ask('GET', '/api/user/profile', { token })).status).toBe(401)
  })
})
