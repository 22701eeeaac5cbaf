import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { setupFingerprint } from '#server/host/checkouts/setup/projectSetup.ts'
import { CheckoutWorld } from '#test/support/host/checkoutWorld.ts'

describe('a worktree', () => {
  test('has a branch of its own from where the repository stands, which stays as it is', async () => {
    const world = CheckoutWorld.with({ 'a.txt': 'one\n' })
    world.git.write('a.txt', 'mine\n')
    const session = await world.worktree({ branch: 'claude/topic' })
    expect(session.checkout).toMatchObject({ kind: 'worktree', branch: 'claude/topic', base: 'main', state: 'ready' })
    expect(path.dirname(session.workspace_path)).toBe(world.workspaces)
    expect(readFileSync(path.join(session.workspace_path, 'a.txt'), 'utf8')).toBe('one\n')
    expect(world.git.read('a.txt')).toBe('mine\n')
    expect(world.git.git('branch', '--show-current')).toBe('main\n')
    expect(world.git.gitIn(session.workspace_path, 'branch', '--show-current')).toBe('claude/topic\n')
  })

  test('without a branch gets one that is free, and a folder that is free', async () => {
    const world = CheckoutWorld.with({ 'a.txt': 'one\n' })
    const ask = { project_path: world.git.folder, worktree: {}, name: 'Add a health check for the database' }
    const [first, second] = [await world.made(ask), await world.made(ask)]
    expect(first.checkout?.branch).toBe('claude/health-check-database')
    expect(second.checkout?.branch).toBe('claude/health-check-database-2')
    expect(new Set([first.workspace_path, second.workspace_path]).size).toBe(2)
  })

  test('of a branch that is there is on that branch, unless another folder is', async () => {
    const world = CheckoutWorld.with({ 'a.txt': 'one\n' })
    world.git.git('branch', 'topic')
    expect((await world.worktree({ branch: 'topic' })).checkout?.plan.commit).toBeNull()
    await expect(world.worktree({ branch: 'topic' })).rejects.toMatchObject({
      code: 'SESSION_003',
      message: expect.stringContaining('checked out already'),
    })
    await expect(world.worktree({ branch: 'main' })).rejects.toMatchObject({ code: 'SESSION_003' })
  })

  test.each(['-f', '--detach', 'a..b', 'a b', 'x.lock', 'refs/../x', 'HEAD', '@{-1}'])(
    'on %s is refused',
    async (branch) => {
      const world = CheckoutWorld.with({ 'a.txt': 'one\n' })
      await expect(world.worktree({ branch })).rejects.toMatchObject({ code: 'HTTP_002' })
    },
  )

  test('of what is no repository, has no commit or no such base is refused with a sentence', async () => {
    const world = CheckoutWorld.with({ 'a.txt': 'one\n' })
    await expect(world.worktree({ base: 'nowhere' })).rejects.toMatchObject({ code: 'FILE_006' })
    await expect(world.worktree({ base: '--all' })).rejects.toMatchObject({ code: 'FILE_006' })
    await expect(world.made({ project_path: world.git.home, worktree: {} })).rejects.toMatchObject({
      code: 'SESSION_003',
    })
  })

  test('that is there with ways from place to place is not made anew; nor is a repository emptied that lies there', async () => {
    const world = CheckoutWorld.with({ 'a.txt': 'one\n' })
    const session = await world.worktree({ branch: 'topic' })
    const folder = session.workspace_path
    // As Git from 2.48 writes them with worktree.useRelativePaths.
    const admin = path.join(world.git.folder, '.git', 'worktrees', path.basename(folder))
    writeFileSync(path.join(folder, '.git'), `gitdir: ${path.relative(folder, admin)}\n`)
    writeFileSync(path.join(admin, 'gitdir'), `${path.relative(admin, path.join(folder, '.git'))}\n`)
    writeFileSync(path.join(folder, 'made-meanwhile'), 'x')
    await world.make(session)
    expect(world.has(session, 'made-meanwhile')).toBe(true)
    // One that the repository does not know, such as a clone of a person’s own.
    writeFileSync(path.join(admin, 'gitdir'), '/elsewhere/.git\n')
    await expect(world.make(session)).rejects.toMatchObject({ code: 'SESSION_003' })
    expect(world.has(session, 'made-meanwhile')).toBe(true)
  })

  test('runs no hooks of the repository', async () => {
    const world = CheckoutWorld.with({ 'a.txt': 'one\n' })
    world.git.git('config', 'core.hooksPath', path.join(world.git.home, 'hooks'))
    const hook = world.git.program('hook')
    execHook(world, 'post-checkout', hook)
    const session = await world.worktree()
    expect(world.has(session, 'a.txt')).toBe(true)
    expect(world.git.marks).toEqual([])
    // And the trap is armed: whoever makes one without care runs it.
    world.git.git('worktree', 'add', '-q', path.join(world.git.home, 'careless'))
    expect(world.git.marks).toEqual(['hook'])
  })

  test('what its person trusts in the repository they trust there, where it brings the very same', async () => {
    const world = CheckoutWorld.with({ 'a.txt': 'one\n' })
    const session = await world.planned({ project_path: world.git.folder, worktree: {}, trust_fingerprint: 'same' })
    world.trust.brings.set(world.git.folder, 'same').set(session.workspace_path, 'same')
    await world.make(session)
    expect(world.trust.trusted.get(session.workspace_path)).toBe('same')
    const other = await world.planned({ project_path: world.git.folder, worktree: {} })
    world.trust.brings.set(other.workspace_path, 'another')
    await world.make(other)
    expect(world.trust.trusted.has(other.workspace_path)).toBe(false)
  })
})

function execHook(world: CheckoutWorld, name: string, program: string): void {
  world.git.write('../hooks/.keep', '')
  symlinkSync(program, path.join(world.git.home, 'hooks', name))
}

describe('its set-up', () => {
  const setup = { copy: ['.env', 'config/local', 'a.txt', '../outside', 'link'], command: 'cp .env seen' }

  function withIgnored(): CheckoutWorld {
    const world = CheckoutWorld.with({ 'a.txt': 'one\n', '.gitignore': '.env\nconfig/local/\nlink\nseen\n' }, { setup })
    world.git.write('.env', 'SECRET=1\n')
    world.git.write('config/local/x.json', '{}')
    world.git.write('../outside', 'outside')
    symlinkSync(path.join(world.git.home, 'outside'), world.git.file('link'))
    world.git.write('a.txt', 'changed\n')
    return world
  }

  test('copies files that Git ignores, no others and no links, then runs the command that was approved', async () => {
    const world = withIgnored()
    const asked = { project_path: world.git.folder, worktree: {}, checkout_setup: setupFingerprint(setup) }
    const session = await world.made(asked)
    expect(readFileSync(path.join(session.workspace_path, '.env'), 'utf8')).toBe('SECRET=1\n')
    expect(world.has(session, 'config/local/x.json')).toBe(true)
    expect(world.has(session, 'link')).toBe(false)
    expect(readFileSync(path.join(session.workspace_path, 'a.txt'), 'utf8')).toBe('one\n')
    expect(world.ran).toEqual(['cp .env seen'])
    expect(world.has(session, 'seen')).toBe(true)
  })

  test('never goes by a link of the repository out of the worktree', async () => {
    const world = CheckoutWorld.with({ 'a.txt': 'one\n' }, { setup: { copy: ['out/x'], command: '' } })
    symlinkSync(world.git.home, world.git.file('out'))
    world.git.commitAll('a link')
    world.git.git('rm', '-q', '--cached', 'out')
    world.git.git('commit', '-q', '-m', 'gone')
    world.git.git('branch', 'hostile', 'HEAD~1')
    world.git.git('clean', '-qfd')
    writeFileSync(world.git.file('.git/info/exclude'), 'out/\n')
    world.git.write('out/x', 'mine')
    const fingerprint = setupFingerprint(world.setup ?? setup)
    await world.made({ project_path: world.git.folder, worktree: { branch: 'hostile' }, checkout_setup: fingerprint })
    expect(existsSync(path.join(world.git.home, 'x'))).toBe(false)
  })

  test('without an approval nothing of it happens; one that changed since is refused, or not run', async () => {
    const world = withIgnored()
    const session = await world.worktree()
    expect(world.has(session, '.env')).toBe(false)
    const ask = { project_path: world.git.folder, worktree: {}, checkout_setup: 'another' }
    await expect(world.planned(ask)).rejects.toMatchObject({ code: 'SESSION_006' })
    const planned = await world.planned({ ...ask, checkout_setup: setupFingerprint(setup) })
    world.setup = { ...setup, command: 'touch evil' }
    await world.make(planned)
    expect(world.ran).toEqual([])
    expect(world.has(planned, 'evil')).toBe(false)
  })
})
