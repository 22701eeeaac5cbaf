import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { descendantsOf } from '#server/platform/processes/processTable.ts'
import { KeychainVault, explainKeychain } from '#server/platform/vault/keychainVault.ts'
import { type DesktopSessionOptions, openDesktopSession } from '#test/support/server/keyring.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

const SECRET = 'sk-ant-oat01-sécret-Ω'
const PASSWORD = { password: 'correct horse' }

/** How to choose another vault, three ways, stands in every failure. */
const WAYS_OUT = /--vault file.*HOMEPORT_VAULT=file.*vault: file/

describe.runIf(process.platform === 'linux')('with a real gnome-keyring', () => {
  test('a secret is kept, replaced and deleted', async () => {
    const vault = await vaultIn({ home: temporaryFolder(), keyring: PASSWORD })
    expect(await vault.problem()).toBeNull()
    expect(await vault.get('claude_token')).toBeNull()
    await vault.set('claude_token', 'first')
    await vault.set('claude_token', SECRET)
    expect(await vault.get('claude_token')).toBe(SECRET)
    await vault.delete('claude_token')
    await vault.delete('claude_token')
    expect(await vault.get('claude_token')).toBeNull()
  })

  test('a secret outlives the desktop session', async () => {
    const home = temporaryFolder()
    await keepSecret(home)
    const vault = await vaultIn({ home, keyring: PASSWORD })
    expect(await vault.get('claude_token')).toBe(SECRET)
  })

  test('two data directories keep their secrets apart', async () => {
    const session = await open({ home: temporaryFolder(), keyring: PASSWORD })
    await new KeychainVault({ dataDir: '/a', env: session.env }).set('claude_token', SECRET)
    expect(await new KeychainVault({ dataDir: '/b', env: session.env }).get('claude_token')).toBeNull()
  })

  test('a locked keyring is an error, never "no secret"', async () => {
    const home = temporaryFolder()
    await keepSecret(home)
    const vault = await vaultIn({ home, keyring: { password: 'wrong' } })
    const locked = { code: 'SETTINGS_001', message: expect.stringMatching(/keyring is locked.*unlock it/) }
    await expect(vault.get('claude_token')).rejects.toMatchObject(locked)
    await expect(vault.set('claude_token', 'x')).rejects.toMatchObject(locked)
    await expect(vault.delete('claude_token')).rejects.toMatchObject(locked)
    expect(await vault.problem()).toMatch(WAYS_OUT)
  })

  test('the self-check leaves nothing in the keyring', async () => {
    const home = temporaryFolder()
    const session = await open({ home, keyring: PASSWORD })
    const vault = new KeychainVault({ dataDir: '/data', env: session.env })
    await vault.problem()
    expect(await vault.get('self')).toBeNull()
    expect(await vault.get('self.check')).toBeNull()
  })

  test('where nobody keeps secrets, the error says so and how to choose another vault', async () => {
    const vault = await vaultIn({ home: temporaryFolder(), keyring: 'none' })
    const problem = await vault.problem()
    expect(problem).toMatch(/no program here keeps a keyring/)
    expect(problem).toMatch(WAYS_OUT)
    await expect(vault.get('claude_token')).rejects.toMatchObject({
      code: 'SETTINGS_001',
      message: expect.stringMatching(WAYS_OUT),
    })
  })

  test('without a D-Bus session, the error says so and how to choose another vault', async () => {
    const vault = new KeychainVault({ dataDir: '/data', env: { PATH: process.env['PATH'], HOME: temporaryFolder() } })
    const problem = await vault.problem()
    expect(problem).toMatch(/no D-Bus session/)
    expect(problem).toMatch(WAYS_OUT)
    await expect(vault.set('claude_token', SECRET)).rejects.toMatchObject({ code: 'SETTINGS_001' })
  })

  test('a keychain that never answers is given up; its process ends; the secret was in no command line', async () => {
    const vault = new KeychainVault({ dataDir: '/data', env: await silentBus(), answerMs: 1_500 })
    const refused = vault.set('claude_token', SECRET).catch((error: unknown) => error)
    const [child] = await vi.waitUntil(() => orNull(descendantsOf(process.pid)))
    for (const file of ['cmdline', 'environ']) {
      expect(readFileSync(`/proc/${child?.pid}/${file}`, 'utf8')).not.toContain(SECRET)
    }
    expect(await refused).toMatchObject({
      code: 'SETTINGS_001',
      message: expect.stringMatching(/did not answer within 1.5 s.*password prompt/),
    })
    await vi.waitUntil(() => descendantsOf(process.pid).length === 0)
  })
})

test.each([
  [
    'Failed to load keytar native addon, checked ["../build/Release"] on linux-x64',
    /libsecret.*apt install libsecret-1-0/,
  ],
  ['libsecret-1.so.0: cannot open shared object file', /libsecret-1-0/],
  ['Cannot autolaunch D-Bus without X11 $DISPLAY', /no D-Bus session/],
  ['Object does not exist at path “/org/freedesktop/secrets/collection/login”', /no keyring was made yet/],
  ['Cannot create an item in a locked collection', /locked/],
  ['Something new.', /^Something new$/],
])('the keychain’s words %j are told with what they mean', (words, told) => {
  expect(explainKeychain(words)).toMatch(told)
})

async function open(options: DesktopSessionOptions) {
  const session = await openDesktopSession(options)
  onTestFinished(() => session.close())
  return session
}

async function vaultIn(options: DesktopSessionOptions): Promise<KeychainVault> {
  const { env } = await open(options)
  return new KeychainVault({ dataDir: '/data', env })
}

async function keepSecret(home: string): Promise<void> {
  const session = await openDesktopSession({ home, keyring: PASSWORD })
  try {
    await new KeychainVault({ dataDir: '/data', env: session.env }).set('claude_token', SECRET)
  } finally {
    await session.close()
  }
}

/** A bus that takes calls and never answers, like a keyring that waits for its password. */
async function silentBus(): Promise<NodeJS.ProcessEnv> {
  const address = path.join(temporaryFolder(), 'bus')
  const server = createServer(() => {})
  await new Promise<void>((resolve) => server.listen(address, resolve))
  onTestFinished(() => void server.close())
  return { PATH: process.env['PATH'], DBUS_SESSION_BUS_ADDRESS: `unix:path=${address}` }
}

function orNull<T>(list: readonly T[]): readonly T[] | null {
  return list.length === 0 ? null : list
}
