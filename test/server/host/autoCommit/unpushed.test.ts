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
