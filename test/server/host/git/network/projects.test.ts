import { symlinkSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { GitWorld, SESSION, person } from '#test/support/host/gitWorld.ts'

const at = { session_id: SESSION }

test('what is protected in a project is so in its worktrees, by whatever name the person has for it', async () => {
  const world = GitWorld.with({ 'a.txt': 'a\n' })
  const [link, tree] = [path.join(world.home, 'link'), path.join(world.home, 'tree')]
  symlinkSync(world.folder, link)
  world.git('remote', 'add', 'origin', path.join(world.home, 'nowhere'))
  world.git('switch', '-q', '--detach')
  world.git('worktree', 'add', '-q', tree, 'main')
  const rows = world.rowsIn(tree)
  for (const project of [world.folder, link]) {
    world.protectedBranches.splice(0, 9, `main in ${project}`)
    expect((await rows['git.remotes'](at, person)).push).toMatchObject({ is_protected: true })
    await expect(rows['git.push']({ ...at, force: false }, person)).rejects.toMatchObject({
      details: { reason: 'protected' },
    })
  }
  world.protectedBranches.splice(0, 9, `main in ${world.home}/other`)
  expect((await rows['git.remotes'](at, person)).push).toMatchObject({ is_protected: false })
})

/** Two that changed the same file outside of the folder in which the session works. */
function apart(): GitWorld {
  const world = GitWorld.with({ 'a/x': '1\n', 'b/y': '1\n' }, { inside: 'a' })
  const other = path.join(world.home, 'other')
  world.git('clone', '-q', world.folder, other)
  world.git('remote', 'add', 'origin', other)
  world.git('fetch', '-q')
  world.git('branch', '-q', '--set-upstream-to', 'origin/main')
  world.write('../other/b/y', '2\n')
  world.gitIn(other, 'commit', '-qam', 'theirs')
  world.write('b/y', '3\n')
  world.commitAll('mine')
  return world
}

test('conflicts outside of the session’s folder are conflicts, too, of a pull and of a commit that is picked', async () => {
  const world = apart()
  const conflicts = { outcome: 'conflicts', conflicts: [], outside: 1 }
  expect(await world.rows['git.pull']({ ...at, how: 'merge' }, person)).toMatchObject(conflicts)
  expect((await world.status()).repository).toMatchObject({ under_way: 'merge' })
  world.git('merge', '--abort')
  const commit = world.git('rev-parse', 'origin/main').trim()
  expect(await world.rows['git.cherry_pick']({ ...at, commit }, person)).toMatchObject(conflicts)
})
