import { readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { readGitAddress } from '#server/host/checkouts/making/gitAddress.ts'
import { readProgress, removeHalfClones } from '#server/host/checkouts/making/cloning.ts'
import { CheckoutWorld } from '#test/support/host/checkoutWorld.ts'
import { gitShim } from '#test/support/host/dyingGit.ts'

describe('an address', () => {
  test.each([
    ['https://github.com/org/api-server.git', 'https', 'github.com', 'api-server'],
    ['https://git.example.org:8443/a/b/', 'https', 'git.example.org', 'b'],
    ['ssh://git@example.org:2222/srv/x.git', 'ssh', 'example.org', 'x'],
    ['git@GitHub.com:org/website.git', 'ssh', 'github.com', 'website'],
    ['https://[::1]:8443/x', 'https', '[::1]', 'x'],
    ['https://h/..', 'https', 'h', 'repository'],
  ])('%s is read', (url, ...read) => {
    const { protocol, host, name } = readGitAddress(url, { mayBeHere: false })
    expect([protocol, host, name]).toEqual(read)
  })

  test.each([
    'ext::sh -c touch% /tmp/x',
    'ext::sh',
    'fd::3',
    'file:///etc',
    '/etc/passwd',
    '../x',
    'http://example.org/x',
    'git://example.org/x',
    'ftp://example.org/x',
    '--upload-pack=touch x',
    '-oProxyCommand=touch x',
    'ssh://-oProxyCommand=x/y',
    'ssh://git@-oProxyCommand=x/y',
    '-x@example.org:y',
    'git@-oProxyCommand=x:y',
    'git@example.org:-x',
    'git@example.org::x',
    'https://-x/y',
    'https://user:secret@example.org/x',
    'https://token@example.org/x',
    'ssh://git:secret@example.org/x',
    'https://example.org/x?token=1',
    'https://example.org/x#y',
    'https://example.org',
    'https://exa mple.org/x',
    'https://example.org/x\n--upload-pack=y',
    'https://example.org\\@evil.org/x',
    'transport::https://example.org/x',
    `https://example.org/${'x'.repeat(10)}\u0000`,
    'https:///x',
    '',
  ])('%s is refused', (url) => {
    expect(() => readGitAddress(url, { mayBeHere: false })).toThrow(expect.objectContaining({ code: 'HTTP_002' }))
  })

  test('a folder of this machine is for its owner alone', () => {
    expect(readGitAddress('file:///srv/x.git', { mayBeHere: true })).toMatchObject({ protocol: 'file', name: 'x' })
  })

  test('is read in linear time', () => {
    const long = `https://${'a.'.repeat(100_000)}/x`
    const before = performance.now()
    const refused = expect.objectContaining({ code: 'HTTP_002' })
    expect(() => readGitAddress(long, { mayBeHere: false })).toThrow(refused)
    expect(() => readGitAddress(`git@${'a-'.repeat(100_000)}:x`, { mayBeHere: false })).toThrow(refused)
    expect(performance.now() - before).toBeLessThan(2_000)
  })
})

test('what Git says of its progress is read, and nothing else', () => {
  expect(readProgress('Receiving objects:  45% (450/1000), 12.30 MiB | 1.00 MiB/s\r')).toEqual({
    text: 'Receiving objects: 45 %',
    bytes: 12_897_485,
  })
  expect(readProgress('remote: Counting objects: 100% (3/3), done.\n')?.text).toBe('Counting objects: 100 %')
  expect(readProgress('Counting: 1% (1/9)\rReceiving objects:  45% (4/9)\rwarning: said meanwhile\n')?.text).toBe(
    'Receiving objects: 45 %',
  )
  expect(readProgress('remote: Welcome, \u001b[31m100% (1/1)\n')).toBeNull()
})

describe('a clone', () => {
  test('is whole, on its branch, and says how far it is', async () => {
    const world = CheckoutWorld.with({ 'a.txt': 'one\n' })
    world.git.git('branch', 'topic')
    const session = await world.made({ git_url: world.url, branch: 'topic' })
    expect(session.checkout).toMatchObject({ kind: 'clone', branch: 'topic', state: 'ready' })
    expect(path.basename(session.workspace_path)).toBe('project')
    expect(world.has(session, 'a.txt')).toBe(true)
    expect(world.told).toContain('Cloning…')
    expect(world.told.some((line) => /^Receiving objects: \d+ %$/.test(line))).toBe(true)
    expect((await world.made({ git_url: world.url })).checkout?.branch).toBe('main')
  })

  test('of so many commits alone has those alone', async () => {
    const world = CheckoutWorld.with({ 'a.txt': 'one\n' })
    world.git.commitAll('second')
    const session = await world.made({ git_url: world.url, depth: 1 })
    expect(world.git.gitIn(session.workspace_path, 'rev-list', '--count', 'HEAD')).toBe('1\n')
  })

  test('of an empty repository is one', async () => {
    const world = CheckoutWorld.with({})
    world.git.git('init', '-q', '--bare', path.join(world.git.home, 'empty.git'))
    const session = await world.made({ git_url: `file://${path.join(world.git.home, 'empty.git')}` })
    expect(world.has(session, '.git')).toBe(true)
  })

  test.each([
    ['no such repository', { git_url: 'file:///nowhere/at/all' }],
    ['no such branch', { branch: 'nowhere' }],
    ['a branch that is an option', { branch: 'x --upload-pack=y' }],
  ])('that fails leaves nothing: %s', async (_name, more) => {
    const world = CheckoutWorld.with({ 'a.txt': 'one\n' })
    await expect(world.made({ git_url: world.url, ...more })).rejects.toMatchObject({ name: 'HomeportError' })
    expect(readdirSync(world.workspaces).flatMap((name) => readdirSync(path.join(world.workspaces, name)))).toEqual([])
  })

  test('larger than it may be is refused before its files are written', async () => {
    const world = CheckoutWorld.with({ 'a.txt': 'x'.repeat(100_000), 'b.txt': 'y' }, { bounds: { bytes: 50_000 } })
    await expect(world.made({ git_url: world.url })).rejects.toMatchObject({ code: 'FILE_001' })
    const few = CheckoutWorld.with({ a: '1', b: '2', c: '3' }, { bounds: { files: 2 } })
    await expect(few.made({ git_url: few.url })).rejects.toMatchObject({ code: 'FILE_001' })
    expect(readdirSync(few.workspaces).filter((name) => name.startsWith('.'))).toEqual([])
  })

  test('of which more comes than may is stopped, also where Git does not say how much', async () => {
    const silent = 'mkdir -p .git/objects/pack; head -c 90000 /dev/zero > .git/objects/pack/tmp; sleep 600'
    const world = CheckoutWorld.with(
      { 'a.txt': 'one\n' },
      {
        bounds: { bytes: 50_000 },
        env: { PATH: gitShim(`case "$*" in *clone*) ${silent};; esac; exec "$real" "$@"`) },
      },
    )
    await expect(world.made({ git_url: world.url })).rejects.toMatchObject({ code: 'FILE_001' })
    expect(readdirSync(world.workspaces).filter((name) => name.startsWith('.'))).toEqual([])
  })

  test('that is given up ends, and leaves nothing', async () => {
    const world = CheckoutWorld.with(
      { 'a.txt': 'one\n' },
      {
        env: { PATH: gitShim('case "$*" in *clone*) sleep 600;; esac; exec "$real" "$@"') },
      },
    )
    const session = await world.planned({ git_url: world.url })
    const making = world.make(session)
    await expect.poll(() => world.checkouts.isMaking(session.id)).toBe(true)
    world.checkouts.cancel(session.id)
    await expect(making).rejects.toMatchObject({ code: 'SESSION_003' })
    expect(readdirSync(world.workspaces)).toEqual(['project'])
    expect(readdirSync(session.workspace_path)).toEqual([])
  })

  test('brings no other folder of this machine, whatever its submodules name', async () => {
    const world = CheckoutWorld.with({ 'a.txt': 'one\n' })
    const secret = path.join(world.git.home, 'secret')
    world.git.git('init', '-q', secret)
    world.git.gitIn(secret, 'commit', '-q', '--allow-empty', '-m', 'private')
    world.git.git('submodule', '--quiet', 'add', `file://${secret}`, 'lib')
    world.git.commitAll('hostile')
    await expect(world.made({ git_url: world.url, submodules: true })).rejects.toMatchObject({ code: 'SESSION_003' })
    expect(readdirSync(world.workspaces).flatMap((name) => readdirSync(path.join(world.workspaces, name)))).toEqual([])
    const without = await world.made({ git_url: world.url })
    expect(world.has(without, 'a.txt')).toBe(true)
  })

  test('runs no filter that its person has set up, whatever its attributes choose', async () => {
    const world = CheckoutWorld.with({ 'a.txt': 'one\n', '.gitattributes': '* filter=age\n' })
    world.git.git('config', '--global', `includeIf.gitdir:${world.workspaces}/.path`, 'more')
    world.git.write('../more', `[filter "age"]\n\tsmudge = ${world.git.program('age')}\n`)
    const session = await world.made({ git_url: world.url })
    expect(world.has(session, 'a.txt')).toBe(true)
    expect(world.git.marks).toEqual([])
    // And the trap is armed: whoever writes the files again without care runs it.
    world.git.gitIn(session.workspace_path, 'rm', '-q', '--cached', '-r', '.')
    world.git.gitIn(session.workspace_path, 'reset', '-q', '--hard')
    expect(world.git.marks).toEqual(['age'])
  })

  test('that a host left half goes when the next one begins', async () => {
    const world = CheckoutWorld.with({ 'a.txt': 'one\n' })
    world.git.write('../workspaces/.making-x/.git/config', '')
    world.git.write('../workspaces/mine/work.txt', '')
    await removeHalfClones(world.workspaces)
    expect(readdirSync(world.workspaces)).toEqual(['mine'])
  })
})
