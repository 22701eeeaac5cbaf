import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { expect, test } from 'vitest'
import { AutoCommitRules } from '#shared/operations/autoCommit.ts'
import { unpushed } from '#server/host/autoCommit/pushing/unpushed.ts'
import { Git } from '#server/host/git/running/git.ts'
import { autoCommitIn } from '#test/support/host/autoCommitWorld.ts'
import { GitWorld } from '#test/support/host/gitWorld.ts'

/** A repository with a remote that has all of it. */
function pushedWorld() {
  const world = GitWorld.with({ 'a.txt': '1\n' })
  const remote = path.join(world.home, 'remote.git')
  execFileSync('git', ['init', '-q', '--bare', remote], { env: world.env })
  world.git('remote', 'add', 'origin', remote)
  world.git('push', '-q', '-u', 'origin', 'main')
  const git = new Git(world.folder, { environment: async () => world.env })
  const said = (rules: Partial<AutoCommitRules>) => unpushed(git, AutoCommitRules.parse(rules))
  return { world, said }
}

const pushes = { enabled: true, target: 'branch', push: true } as const

test('a push that waited for a remote is told after a start, from the repository alone, until it is pushed', async () => {
  const { world, said } = pushedWorld()
  expect(await said(pushes)).toBeNull()
  world.write('a.txt', '2\n')
  expect((await autoCommitIn(world, { target: 'branch' })).commits).toHaveLength(1)
  expect(await said(pushes)).toEqual({
    state: 'unpushed',
    message: expect.stringMatching(/^One commit of Homeport’s on main is at no remote yet\./),
  })
  world.write('a.txt', '3\n')
  await autoCommitIn(world, { target: 'branch' })
  expect((await said(pushes))?.message).toMatch(/^2 commits of Homeport’s on main are at no remote yet\./)
  world.git('push', '-q')
  expect(await said(pushes)).toBeNull()
})

test('what a person commits, and what nobody wanted pushed, waits for nothing', async () => {
  const { world, said } = pushedWorld()
  world.write('a.txt', '2\n')
  world.git('commit', '-qam', 'mine')
  expect(await said(pushes)).toBeNull()
  world.write('a.txt', '3\n')
  await autoCommitIn(world, { target: 'branch' })
  expect(await said({ ...pushes, push: false })).toBeNull()
  expect(await said({ ...pushes, target: 'side' })).toBeNull()
  world.git('checkout', '-q', '--detach')
  expect(await said(pushes)).toBeNull()
})

test('without a remote every commit of Homeport’s waits, and without any commit none', async () => {
  const world = GitWorld.with({ 'a.txt': '1\n' })
  const git = new Git(world.folder, { environment: async () => world.env })
  world.write('a.txt', '2\n')
  await autoCommitIn(world, { target: 'branch' })
  expect((await unpushed(git, AutoCommitRules.parse(pushes)))?.state).toBe('unpushed')
  const empty = new GitWorld()
  empty.git('init', '-q')
  const none = new Git(empty.folder, { environment: async () => empty.env })
  expect(await unpushed(none, AutoCommitRules.parse(pushes))).toBeNull()
})

/** A clone of `main` alone, as a shallow one is, with a commit of Homeport's on this branch. */
async function cloned(branch: string, ...options: readonly string[]) {
  const { world: origin } = pushedWorld()
  const world = new GitWorld()
  const remote = `file://${path.join(origin.home, 'remote.git')}`
  world.git('clone', '-q', ...options, remote, '.')
  if (branch !== 'main') {
    world.git('switch', '-q', '-c', branch)
  }
  world.write('a.txt', '2\n')
  expect((await autoCommitIn(world, { target: 'branch' })).commits).toHaveLength(1)
  const git = new Git(world.folder, { environment: async () => world.env })
  return { world, said: () => unpushed(git, AutoCommitRules.parse(pushes)) }
}

test.each([['--single-branch'], ['--depth=1']])(
  'in a clone of one branch (%s) nothing is said of another, whose pushes leave no trace',
  async (option) => {
    const other = await cloned('other', option)
    expect(await other.said()).toBeNull()
    other.world.git('push', '-q', '-u', 'origin', 'other')
    expect(await other.said()).toBeNull()
    const main = await cloned('main', option)
    expect((await main.said())?.message).toMatch(/^One commit of Homeport’s on main is at no remote yet\./)
    main.world.git('push', '-q')
    expect(await main.said()).toBeNull()
  },
)

test('what counts is where the branch is pushed to, and what the repository remembers of that', async () => {
  const { world, said } = await cloned('other')
  expect((await said())?.state).toBe('unpushed')
  const fork = path.join(world.home, 'fork.git')
  execFileSync('git', ['init', '-q', '--bare', fork], { env: world.env })
  world.git('remote', 'add', 'fork', fork)
  world.git('config', 'remote.pushDefault', 'fork')
  expect((await said())?.state).toBe('unpushed')
  const leaveNoTrace = [
    '+refs/heads/main:refs/remotes/fork/main',
    '+refs/*:refs/*',
    '+refs/heads/o*er-2:refs/remotes/fork/o*er-2',
    'refs/heads/othe*ther:refs/remotes/fork/*',
    '+refs/heads/..:no refspec',
  ]
  const saidOfEach: unknown[] = []
  for (const refspec of leaveNoTrace) {
    world.git('config', 'remote.fork.fetch', refspec)
    saidOfEach.push(await said())
  }
  expect(saidOfEach).toEqual(leaveNoTrace.map(() => null))
  world.git('config', 'remote.fork.fetch', '+refs/heads/o*r:refs/remotes/fork/o*r')
  expect((await said())?.state).toBe('unpushed')
  world.git('config', '--add', 'remote.fork.fetch', '^refs/heads/other')
  expect(await said()).toBeNull()
})

test('where auto-commit is off, no next commit is promised', async () => {
  const { world, said } = pushedWorld()
  world.write('a.txt', '2\n')
  await autoCommitIn(world, { target: 'branch' })
  expect((await said(pushes))?.message).toMatch(/ The next one that is made takes it along\.$/)
  expect((await said({ ...pushes, enabled: false }))?.message).toBe(
    'One commit of Homeport’s on main is at no remote yet.',
  )
})
