import { expect, test } from 'vitest'
import { commit, now, openWithRemote, refusal } from './gitRemoteScene.ts'
import { harbour } from './harbour.ts'

const visit = harbour()
const opened = (device: 'wide' | 'phone' = 'wide') => openWithRemote(visit, device)

const branch = (name: string, more: object = {}) => ({
  name,
  is_remote: false,
  is_current: false,
  upstream: null,
  ahead: 0,
  behind: 0,
  is_elsewhere: false,
  commit: 'a'.repeat(40),
  subject: 'Add a limit',
  committed_at: now,
  ...more,
})

test('branches are found, made, switched to and deleted, with the ways out', async () => {
  const { person, pane, overrides, asked } = await opened()
  const all = [
    branch('pool-timeout', { is_current: true, ahead: 1 }),
    branch('main'),
    branch('origin/main', { is_remote: true }),
  ]
  overrides.set('git.branches', ({ q }) => ({
    branches: all.filter(({ name }) => name.includes(String(q))),
    more: 0,
  }))
  overrides.set('git.switch', ({ stash, name }) => {
    if (!stash) {
      throw refusal('dirty', 'Changes in this folder are in the way.')
    }
    return { branch: name, stashed: true }
  })
  overrides.set('git.create_branch', ({ name }) => ({ branch: name }))
  overrides.set('git.delete_branch', ({ force }) => {
    if (!force) {
      throw refusal('not_merged', 'main has commits that are on no other branch.')
    }
    return { commit: 'd'.repeat(40) }
  })
  await pane.getByRole('button', { name: /pool-timeout/ }).click()
  const branches = pane.getByRole('region', { name: 'Branches' })
  await branches.getByText('origin/main', { exact: true }).waitFor()
  await person.expectAccessible()
  await branches.getByRole('button', { name: 'Delete main' }).click()
  await branches.getByRole('button', { name: 'Delete it all the same' }).click()
  await person.presses('Undo')
  await expect
    .poll(() => asked('git.create_branch').at(-1))
    .toMatchObject({ name: 'main', from: 'd'.repeat(40), switch: false })
  await branches.getByRole('button', { name: /^main/ }).click()
  await branches.getByRole('button', { name: 'Put changes aside and switch' }).click()
  await person.sees('Now on main. Your changes are put aside.')
  await pane.getByRole('button', { name: /pool-timeout/ }).click()
  await branches.getByLabel('Search').fill('topic')
  await branches.getByRole('button', { name: 'Create topic' }).click()
  await person.sees('Now on topic.')
})

test('the history has a graph, its commits their files, and each is taken back or picked', async () => {
  const { person, pane, overrides, asked, choose } = await opened()
  overrides.set('git.log', () => ({
    commits: [
      commit('a', 'Merge pool', { parents: 'bc', names: ['pool-timeout', 'origin/pool-timeout'] }),
      commit('c', 'Add a limit', { parents: 'd' }),
      commit('b', 'Mend the build', { parents: 'd', names: ['main'] }),
      commit('d', 'Begin'),
    ],
    has_more: false,
  }))
  overrides.set('git.show', ({ commit: id }) => ({
    ...commit(String(id).charAt(0), 'Add a limit', { parents: 'd' }),
    message: 'Add a limit\n\nBecause.',
    files: [{ path: 'src/db/pool.ts', from: null, change: 'modified', lines: { additions: 3, deletions: 1 } }],
    more: 0,
  }))
  overrides.set('git.revert', () => ({ outcome: 'done', head: 'e'.repeat(40), conflicts: [] }))
  await choose('History')
  const history = pane.getByRole('region', { name: 'History' })
  await history.getByRole('button', { name: /Add a limit/ }).click()
  await history.getByText('Because.').waitFor()
  await history.getByRole('button', { name: /src\/db\/pool.ts/ }).click()
  await expect.poll(() => asked('git.diff').at(-1)).toMatchObject({ sides: 'commit', revision: 'c'.repeat(40) })
  await person.expectAccessible()
  await history.getByRole('button', { name: 'Revert' }).click()
  await person.sees('Reverted.')
  await history.getByRole('button', { name: 'Back to the changes' }).click()
  await pane.getByText('pool.ts', { exact: true }).waitFor()
})

test('what was put aside comes back, and what is dropped too', async () => {
  const { person, pane, overrides, asked, choose } = await opened('phone')
  const stash_id = 'f'.repeat(40)
  overrides.set('git.stashes', () => ({ stashes: [{ stash_id, message: 'On main: half done', at: now }], more: 0 }))
  overrides.set('git.stash_apply', () => ({ outcome: 'done', conflicts: [], dropped: true }))
  overrides.set('git.stash_drop', () => ({ stash_id }))
  overrides.set('git.stash_restore', () => ({ stash_id }))
  overrides.set('git.discarded', () => ({
    discarded: [{ discard_id: 'd9', paths: ['src/a.ts', 'src/b.ts'], at: now }],
  }))
  await choose('Put aside')
  const list = pane.getByRole('region', { name: 'Put aside' })
  await list.getByText('On main: half done').waitFor()
  await person.expectAccessible()
  await list.getByRole('button', { name: 'Bring back', exact: true }).click()
  await expect.poll(() => asked('git.stash_apply')).toMatchObject([{ stash_id, drop: true }])
  await list.getByRole('button', { name: 'Drop' }).click()
  await person.presses('Undo')
  await expect.poll(() => asked('git.stash_restore')).toMatchObject([{ stash_id }])
  await list.getByRole('button', { name: 'Bring back src/a.ts' }).click()
  await expect.poll(() => asked('git.undo_discard')).toMatchObject([{ discard_id: 'd9' }])
})

test('files as a tree, each folder with its count, and comments that a reload leaves', async () => {
  const { person, pane, choose } = await opened()
  await choose('Files as a tree')
  await pane.getByRole('button', { name: /^src.*2 files/ }).waitFor()
  await pane.getByRole('button', { name: /^src.*2 files/ }).click()
  // What is staged of it stands in a tree of its own.
  expect(await pane.getByText('app.ts', { exact: true }).count()).toBe(1)
  await choose('Files as a list')
  await pane.getByRole('button', { name: 'Line 16, removed' }).click()
  await pane.getByRole('button', { name: 'Comment', exact: true }).click()
  await pane.getByLabel('Comment on line 16').fill('Why ten?')
  await pane.getByRole('button', { name: 'Add to review' }).click()
  await person.page.reload()
  await pane.getByRole('button', { name: 'Uncommitted', exact: true }).click()
  await pane.getByRole('button', { name: 'Send 1 comment to Claude' }).waitFor()
})
