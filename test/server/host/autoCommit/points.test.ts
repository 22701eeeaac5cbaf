import { expect, test } from 'vitest'
import { Git } from '#server/host/git/running/git.ts'
import { gitLog } from '#server/host/git/reading/history.ts'
import { listStashes } from '#server/host/git/changing/stashes.ts'
import { listPoints, restorePoint } from '#server/host/autoCommit/points/points.ts'
import { GitWorld } from '#test/support/host/gitWorld.ts'
import { autoCommitIn } from '#test/support/host/autoCommitWorld.ts'

const gitOf = (world: GitWorld) => new Git(world.folder, { environment: async () => world.env })

test('points are listed with what was reached, beside the branch and on it, and nobody else’s commits', async () => {
  const world = GitWorld.with({ 'a.txt': 'a\n' })
  world.write('a.txt', 'b\n')
  const [side] = (await autoCommitIn(world, { milestone: 'turn_done' })).commits
  // Nothing is new: what was reached is marked where it was.
  expect((await autoCommitIn(world, { milestone: 'tests_pass' })).commits).toEqual([])
  const [onBranch] = (await autoCommitIn(world, { target: 'branch', prompt: 'Mend it' })).commits
  world.commitAll('by hand')
  const points = await listPoints(gitOf(world), 10)
  const seen = points.map(({ commit, where, milestones, session_id }) => ({ commit, where, milestones, session_id }))
  expect(seen).toHaveLength(2)
  expect(seen).toContainEqual({
    commit: side?.commit,
    where: 'side',
    milestones: ['tests_pass', 'turn_done'],
    session_id: 's1',
  })
  expect(seen).toContainEqual({ commit: onBranch?.commit, where: 'branch', milestones: [], session_id: 's1' })
  expect(await listPoints(gitOf(world), 1)).toHaveLength(1)
})

test('a point becomes a branch, and a worktree of it has its files; the folder stays as it is', async () => {
  const world = GitWorld.with({ 'a.txt': 'a\n' })
  world.write('a.txt', 'kept\n')
  const { commit = '' } = (await autoCommitIn(world)).commits[0] ?? {}
  world.write('a.txt', 'lost\n')
  expect(await restorePoint(gitOf(world), { commit, branch: 'rescue/one' })).toBe('rescue/one')
  expect(world.read('a.txt')).toBe('lost\n')
  expect(world.git('branch', '--show-current')).toBe('main\n')
  world.git('worktree', 'add', '-q', '../rescue', 'rescue/one')
  expect(world.git('show', 'rescue/one:a.txt')).toBe('kept\n')
  await expect(restorePoint(gitOf(world), { commit, branch: 'rescue/one' })).rejects.toMatchObject({
    code: 'SESSION_003',
  })
  await expect(restorePoint(gitOf(world), { commit, branch: '-x' })).rejects.toMatchObject({ code: 'HTTP_002' })
})

test('only what Homeport keeps is restored', async () => {
  const world = GitWorld.with({ 'a.txt': 'a\n' })
  world.write('a.txt', 'b\n')
  world.git('stash')
  const stash = world.git('rev-parse', 'stash@{0}').trim()
  const tree = world.git('rev-parse', 'HEAD^{tree}').trim()
  for (const commit of [stash, tree, '0'.repeat(40)]) {
    await expect(restorePoint(gitOf(world), { commit, branch: 'x' })).rejects.toMatchObject({ code: 'FILE_006' })
  }
})

test('a commit that says no time hides no other, nor what is put aside', async () => {
  const world = GitWorld.with({ 'a.txt': 'a\n' })
  world.write('a.txt', 'b\n')
  await autoCommitIn(world, { target: 'branch' })
  const tree = world.git('rev-parse', 'HEAD^{tree}').trim()
  const parent = world.git('rev-parse', 'HEAD').trim()
  const when = 'x <x@example.org> 99999999999999999 +0000'
  const text = `tree ${tree}\nparent ${parent}\nauthor ${when}\ncommitter ${when}\n\nx\n\nHomeport-Session: s2\n`
  const commit = world.gitWith(text, 'hash-object', '-t', 'commit', '-w', '--stdin', '--literally').trim()
  world.git('update-ref', 'refs/heads/main', commit)
  const points = await listPoints(gitOf(world), 10)
  expect(points.map(({ session_id, at }) => [session_id, at.slice(0, 4)])).toEqual([
    ['s2', '1970'],
    ['s1', expect.not.stringContaining('1970')],
  ])
  expect(
    (await gitLog(gitOf(world), { revision: 'HEAD', limit: 5, skip: 0 })).commits[0]?.authored_at.slice(0, 4),
  ).toBe('1970')
  world.git('update-ref', '--create-reflog', '-m', 'x', 'refs/stash', commit)
  expect((await listStashes(gitOf(world))).stashes).toMatchObject([{ stash_id: commit }])
})
