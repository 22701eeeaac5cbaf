import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { UserId } from '#shared/ids.ts'
import { StoredCredentials } from '#server/host/git/credentials/sessionCredentials.ts'
import { makeSshKey } from '#server/host/git/credentials/sshKey.ts'
import { CheckoutWorld } from '#test/support/host/checkoutWorld.ts'
import { startGitHttpServer } from '#test/support/host/gitHttpServer.ts'
import { GitWorld, SESSION, person } from '#test/support/host/gitWorld.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

const at = { session_id: SESSION }
const guest = { ...person, user_id: UserId.parse('user-guest'), role: 'member' as const }
const OWNERS = 'the-token-of-the-owner'

/** What the guest keeps: whatever they like to say that it is. */
function kept(kind: 'token' | 'key', host: string): StoredCredentials {
  const row = { kind, host, session_id: null, username: 'x', public_key: '', added_at: '' } as const
  const secrets = {
    list: (user: UserId) => (user === guest.user_id ? [row] : []),
    value: async () => (kind === 'key' ? makeSshKey('guest').private_pem : 'made up'),
  }
  const credentials = new StoredCredentials({ secrets, dataDir: temporaryFolder() })
  onTestFinished(() => credentials.close())
  return credentials
}

/** An `ssh` that tells with what it was called. */
function withSsh(credentials: StoredCredentials, url: string) {
  const bin = temporaryFolder()
  const seen = path.join(bin, 'seen')
  writeFileSync(path.join(bin, 'ssh'), `#!/bin/sh\n{ echo "$@"; env; } > '${seen}'\nexit 255\n`)
  chmodSync(path.join(bin, 'ssh'), 0o755)
  const env = { PATH: `${bin}:${process.env['PATH']}`, SSH_AUTH_SOCK: '/run/of-the-owner' }
  const world = GitWorld.with({ 'a.txt': 'a\n' }, { env, credentials })
  world.git('remote', 'add', 'origin', url)
  return { world, seen: () => (existsSync(seen) ? readFileSync(seen, 'utf8') : '') }
}

describe('somebody who is not the owner of this machine', () => {
  test.each([
    ['token', 'git@github.com:owner/private.git'],
    ['token', 'ssh://git@ssh.github.com:443/owner/private.git'],
    ['key', 'git@other.example:owner/private.git'],
  ] as const)('gets none of its keys by a %s that they made up: %s', async (kind, url) => {
    const host = url.includes('other.example') ? 'other.example' : 'github.com'
    const { world, seen } = withSsh(kept(kind, host), url)
    await expect(world.rows['git.fetch'](at, guest)).rejects.toMatchObject({ code: 'SESSION_003' })
    const [called = ''] = seen().split('\n')
    expect(called).toContain('-F none')
    expect(called).toContain('IdentityFile=none')
    expect(called).toMatch(/IdentityAgent=(?!\/run\/of-the-owner)\S/)
    expect(seen()).not.toContain('/run/of-the-owner')
    expect(seen()).not.toContain(`HOME=${world.home}\n`)
  })

  test.each(['git@GitHub.com:a/b.git', 'ssh://git@ssh.github.com:443/a/b.git', 'git@github.com:a/b.git'])(
    'signs in with their key where it is for, by every name of that host: %s',
    async (url) => {
      const { world, seen } = withSsh(kept('key', 'github.com'), url)
      await expect(world.rows['git.fetch'](at, guest)).rejects.toMatchObject({ code: 'SESSION_003' })
      expect(seen()).toMatch(/IdentityAgent=\/\S*git-[0-9a-f]{12}/)
    },
  )

  test.each(['.netrc', '.git-credentials'])('is not signed in by the owner’s %s, also in a clone', async (file) => {
    const git = GitWorld.with({ 'a.txt': 'one\n' })
    const http = await startGitHttpServer(git.home, OWNERS)
    git.gitIn(git.home, 'config', '--global', 'http.sslCAInfo', http.ca)
    git.gitIn(git.home, 'config', '--global', 'http.extraHeader', 'X-Secret: of-the-owner')
    git.gitIn(git.home, 'config', '--global', `credential.https://${http.host}.helper`, 'store')
    const [name = ''] = http.host.split(':')
    writeFileSync(
      path.join(git.home, file),
      file === '.netrc' ? `machine ${name} login x password ${OWNERS}\n` : `https://x:${OWNERS}@${http.host}\n`,
      { mode: 0o600 },
    )
    const git_url = `https://${http.host}/project`
    const world = new CheckoutWorld(git, { credentials: kept('token', 'another.example') })
    await expect(world.planned({ git_url }, guest).then((session) => world.make(session))).rejects.toMatchObject({
      message: expect.stringContaining('wants to know who asks'),
    })
    expect(http.tokens).not.toContain(OWNERS)
    // Its owner goes on with it.
    expect((await world.made({ git_url })).checkout?.state).toBe('ready')
    expect(http.tokens).toContain(OWNERS)
  })

  test('commits as this machine says, and its certificates and lines go on counting', async () => {
    const git = GitWorld.with({ 'a.txt': 'one\n' })
    const http = await startGitHttpServer(git.home, 'made up')
    const credentials = kept('token', http.host)
    git.gitIn(git.home, 'config', '--global', 'http.sslCAInfo', http.ca)
    git.gitIn(git.home, 'config', '--global', 'user.name', 'Olga "O" \\ Ö')
    const world = new GitWorld({ env: { HOME: git.home }, credentials })
    world.gitIn(world.home, 'clone', '-q', git.folder, world.folder)
    world.git('remote', 'set-url', 'origin', `https://${http.host}/project`)
    git.write('b.txt', 'b\n')
    git.commitAll('theirs')
    world.write('c.txt', 'c\n')
    world.commitAll('mine')
    expect(await world.rows['git.pull']({ ...at, how: 'merge' }, guest)).toMatchObject({ outcome: 'updated' })
    expect(world.git('log', '-1', '--format=%cn')).toBe('Olga "O" \\ Ö\n')
  })
})

describe('the host that is asked', () => {
  test('is the one whose token is handed out: a push address says nothing of what is fetched', async () => {
    const { world, seen } = withSsh(kept('token', 'mine.example'), 'git@github.com:owner/private.git')
    world.git('remote', 'set-url', '--push', 'origin', 'https://mine.example/a/b')
    world.git('config', 'branch.main.remote', 'origin')
    world.git('config', 'branch.main.merge', 'refs/heads/main')
    const refusal = { details: { reason: 'signed_out' }, message: expect.stringContaining('its owner’s') }
    await expect(world.rows['git.fetch'](at, guest)).rejects.toMatchObject(refusal)
    await expect(world.rows['git.pull']({ ...at, how: 'merge' }, guest)).rejects.toMatchObject(refusal)
    expect(seen()).toBe('')
  })

  test('is one: a remote with a second push address is not pushed to', async () => {
    const { world, seen } = withSsh(kept('token', 'mine.example'), 'https://mine.example/a/b')
    world.git('remote', 'set-url', '--push', 'origin', 'https://mine.example/a/b')
    world.git('remote', 'set-url', '--push', '--add', 'origin', 'git@github.com:owner/private.git')
    for (const who of [guest, person]) {
      await expect(world.rows['git.push']({ ...at, force: false }, who)).rejects.toMatchObject({
        message: expect.stringContaining('2 addresses'),
      })
    }
    expect(seen()).toBe('')
  })
})
