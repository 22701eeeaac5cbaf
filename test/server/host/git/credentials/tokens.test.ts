import { connect } from 'node:net'
import { readFileSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { execFileSync } from 'node:child_process'
import BetterSqlite3 from 'better-sqlite3'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '#server/platform/files/database.ts'
import { MemoryVault } from '#server/platform/vault/memoryVault.ts'
import { migrations } from '#server/host/store/migrations.ts'
import { GitSecrets } from '#server/host/git/credentials/gitSecrets.ts'
import { HELPER_WORD } from '#server/host/git/credentials/helperProtocol.ts'
import { StoredCredentials } from '#server/host/git/credentials/sessionCredentials.ts'
import { systemClock } from '#server/platform/clock.ts'
import { CheckoutWorld } from '#test/support/host/checkoutWorld.ts'
import { startGitHttpServer } from '#test/support/host/gitHttpServer.ts'
import { GitWorld, SESSION, person } from '#test/support/host/gitWorld.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

const TOKEN = 'ghp_a-token-that-must-not-be-seen'

async function kept(host: string, token = TOKEN) {
  const folder = temporaryFolder()
  const database = openDatabase(path.join(folder, 'sessions.db'), migrations)
  onTestFinished(() => void database.close())
  const secrets = new GitSecrets(database, new MemoryVault())
  const credentials = new StoredCredentials({ secrets, dataDir: folder })
  onTestFinished(() => credentials.close())
  const row = { user_id: person.user_id, kind: 'token', host, session_id: null, username: 'x-access-token' } as const
  await secrets.keep({ ...row, public_key: '', added_at: systemClock.timestamp() }, token)
  return { folder, secrets, credentials, row }
}

const caller = { user_id: person.user_id, session_id: SESSION }

/** What a helper's answer is to bytes of somebody. */
function ask(address: string, text: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(address, () => socket.write(text))
    let answer = ''
    socket.setEncoding('utf8').on('data', (chunk: string) => (answer += chunk))
    socket.on('error', () => resolve('refused'))
    socket.on('close', () => resolve(answer))
  })
}

const addressOf = (settings: readonly (readonly [string, string])[]) =>
  / '([^']+)'$/.exec(settings.at(-1)?.[1] ?? '')?.[1] ?? ''

async function server() {
  const git = GitWorld.with({ 'a.txt': 'one\n' })
  const http = await startGitHttpServer(git.home, TOKEN)
  git.gitIn(git.home, 'config', '--global', 'http.sslCAInfo', http.ca)
  return { git, http, git_url: `https://${http.host}/project` }
}

describe('a token for a host', () => {
  test('signs a clone in, and is found nowhere afterwards', async () => {
    const { git, http, git_url } = await server()
    const { credentials, folder } = await kept(http.host)
    // A helper of the machine that keeps all that it sees.
    const seen = path.join(git.home, 'seen')
    git.gitIn(git.home, 'config', '--global', 'credential.helper', `!cat >> '${seen}'; echo >> '${seen}'; true`)
    const world = new CheckoutWorld(git, { credentials })
    const session = await world.made({ git_url })
    expect(world.has(session, 'a.txt')).toBe(true)
    expect(http.tokens).toContain(TOKEN)
    const grep = (where: string) => execFileSync('/bin/sh', ['-c', `grep -rl '${TOKEN}' '${where}' || true`]).toString()
    expect([grep(session.workspace_path), grep(folder), grep(git.home), world.told.join().includes(TOKEN)]).toEqual([
      '',
      '',
      '',
      false,
    ])
    expect(git.gitIn(session.workspace_path, 'remote', 'get-url', 'origin')).toBe(`${git_url}\n`)
  })

  test('that is wrong, or for another host, or port, signs nobody in: the sentence says what to do', async () => {
    const { git, http, git_url } = await server()
    for (const [host, token] of [
      [http.host, 'wrong'],
      ['other.example.org', TOKEN],
      ['localhost', TOKEN],
      ['localhost:1', TOKEN],
    ] as const) {
      const { credentials } = await kept(host, token)
      const world = new CheckoutWorld(git, { credentials })
      await expect(world.made({ git_url })).rejects.toMatchObject({
        code: 'SESSION_003',
        message: expect.stringContaining('Git credentials'),
      })
    }
    expect(http.tokens).not.toContain(TOKEN)
  })

  test('of a machine’s own helper goes on working where nothing else is kept', async () => {
    const { git, http, git_url } = await server()
    const helper = `!f() { test "$1" = get && printf 'username=x\\npassword=${TOKEN}\\n'; }; f`
    git.gitIn(git.home, 'config', '--global', 'credential.helper', helper)
    const session = await new CheckoutWorld(git).made({ git_url })
    expect(http.tokens).toContain(TOKEN)
    expect(session.checkout?.state).toBe('ready')
  })
})

const question = (host: string, protocol = 'https') => `protocol=${protocol}\nhost=${host}\n\n`

describe('the helper answers', () => {
  test('that call of Git alone, for that host alone, as long as it runs', async () => {
    const { credentials } = await kept('git.example.org:8443')
    const access = await credentials.open(caller, 'git.example.org')
    const address = addressOf(access?.settings ?? [])
    const word = access?.env[HELPER_WORD] ?? ''
    expect(await ask(address, `${word}\n${question('git.example.org:8443')}`)).toContain(`password=${TOKEN}\n`)
    for (const wrong of [
      `${word}\n${question('git.example.org')}`,
      `${word}\n${question('git.example.org:8443', 'http')}`,
      `${word}\n${question('evil.example.org')}`,
      `${'x'.repeat(word.length)}\n${question('git.example.org:8443')}`,
      `\n${question('git.example.org:8443')}`,
      question('git.example.org:8443'),
      'x'.repeat(100_000),
    ]) {
      expect(await ask(address, wrong)).toBe('')
    }
    expect(process.platform === 'win32' ? 0 : statSync(path.dirname(address)).mode & 0o077).toBe(0)
    expect(JSON.stringify(access)).not.toContain(TOKEN)
    await access?.close()
    expect(await ask(address, `${word}\n${question('git.example.org:8443')}`)).toBe('refused')
  })

  test('nobody for another person, another session or another host', async () => {
    const { credentials, secrets, row } = await kept('git.example.org')
    expect(await credentials.open({ ...caller, user_id: 'somebody' as never }, 'git.example.org')).toBeNull()
    expect(await credentials.open(caller, 'example.org')).toBeNull()
    expect(await credentials.open(caller, null)).toBeNull()
    await secrets.remove(row)
    const session_id = '22222222-2222-4222-8222-222222222222' as never
    await secrets.keep({ ...row, session_id, public_key: '', added_at: systemClock.timestamp() }, TOKEN)
    expect(await credentials.open(caller, 'git.example.org')).toBeNull()
    expect(await credentials.open({ ...caller, session_id }, 'git.example.org')).not.toBeNull()
  })
})

test('what was given for a session goes with it, also where the host died before; what is for all stays', async () => {
  const { folder, secrets, row } = await kept('git.example.org')
  const session_id = '22222222-2222-4222-8222-222222222222' as never
  const own = { ...row, session_id }
  await secrets.keep({ ...own, public_key: '', added_at: systemClock.timestamp() }, 'of the session')
  expect(secrets.list(person.user_id)).toHaveLength(2)
  await secrets.sweep()
  expect(secrets.list(person.user_id)).toMatchObject([{ session_id: null }])
  expect([await secrets.value(own), await secrets.value(row)]).toEqual([null, TOKEN])
  const file = readdirSync(folder).find((name) => name === 'sessions.db') ?? ''
  expect(readFileSync(path.join(folder, file)).includes(TOKEN)).toBe(false)
  expect(new BetterSqlite3(path.join(folder, file), { readonly: true }).open).toBe(true)
})

test('one that cannot be replaced stays as it was, and nobody keeps endlessly many', async () => {
  const folder = temporaryFolder()
  const database = openDatabase(path.join(folder, 'sessions.db'), migrations)
  onTestFinished(() => void database.close())
  const vault = new MemoryVault()
  let isFull = false
  const secrets = new GitSecrets(database, {
    get: (name) => vault.get(name),
    delete: (name) => vault.delete(name),
    set: async (name, value) => {
      if (isFull) {
        throw new Error('no vault')
      }
      await vault.set(name, value)
    },
  })
  const row = { user_id: person.user_id, kind: 'token', session_id: null, public_key: '', added_at: 'then' } as const
  const good = { ...row, host: 'git.example.org', username: 'olga' }
  await secrets.keep(good, TOKEN)
  isFull = true
  await expect(secrets.keep({ ...good, username: 'other' }, 'new')).rejects.toThrow('no vault')
  await expect(secrets.keep({ ...good, host: 'b.example.org' }, 'new')).rejects.toThrow('no vault')
  expect(secrets.list(person.user_id)).toMatchObject([{ host: 'git.example.org', username: 'olga' }])
  expect(await secrets.value(good)).toBe(TOKEN)
  isFull = false
  for (let at = 1; at < 100; at += 1) {
    await secrets.keep({ ...good, host: `h${at}.example.org` }, 'x')
  }
  await expect(secrets.keep({ ...good, host: 'one-more.example.org' }, 'x')).rejects.toMatchObject({
    code: 'SESSION_003',
  })
  // Another one in place of what is there is no more than before, and other people have their own.
  await secrets.keep(good, 'newer')
  await secrets.keep({ ...good, user_id: 'somebody' as never, host: 'one-more.example.org' }, 'x')
  expect(secrets.list(person.user_id)).toHaveLength(100)
})
