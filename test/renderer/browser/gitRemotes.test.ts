import { expect, test } from 'vitest'
import { HomeportError } from '#shared/errors.ts'
import { file, openRepository, status } from './gitScene.ts'
import { harbour } from './harbour.ts'

const visit = harbour()

const remotes = {
  remotes: [
    {
      name: 'origin',
      url: 'git@github.com:me/api-server.git',
      host: 'github.com',
      forge: 'github',
      web_url: 'https://github.com/me/api-server',
      default_branch: 'main',
    },
  ],
  push: {
    remote: 'origin',
    branch: 'pool-timeout',
    sets_upstream: false,
    is_protected: false,
    pull_request_url: 'https://github.com/me/api-server/compare/main...pool-timeout?expand=1',
  },
  programs: [],
  runs_id: null,
  under_way: null,
}

const pushed = {
  remote: 'origin',
  branch: 'pool-timeout',
  outcome: 'pushed',
  commit: 'b'.repeat(40),
  pull_request_url: remotes.push.pull_request_url,
}

const refusal = (reason: string, message: string) => new HomeportError('SESSION_003', message, { details: { reason } })

const now = '2026-11-28T10:00:00.000Z'

const commit = (id: string, subject: string, parents: readonly string[], names: readonly string[] = []) => ({
  commit: id.repeat(40),
  parents: parents.map((parent) => parent.repeat(40)),
  author: 'Olga',
  authored_at: now,
  subject,
  names,
})

/** What the browser says of answers that the test makes refusals. */
const refusals = { tolerates: /status of 409/ }

async function opened(device: 'wide' | 'phone' = 'wide') {
  const scene = await openRepository(visit, device, refusals)
  const { overrides } = scene.gateway.answers
  overrides.set('git.remotes', () => remotes)
  overrides.set('git.push', () => pushed)
  overrides.set('pull_request.read', () => ({ kind: 'not_github' }))
  await scene.person.page.evaluate(() => globalThis.dispatchEvent(new Event('focus')))
  const choose = async (name: string) => {
    await scene.pane.getByRole('button', { name: 'Repository' }).click()
    await scene.person.page.getByRole('menuitem', { name }).click()
  }
  return { ...scene, overrides, choose }
}

test('commit and push is one button; where the pull request is made follows', async () => {
  const { person, pane, asked } = await opened('phone')
  await pane.getByLabel('Message of the commit').fill('Add a limit')
  await pane.getByRole('button', { name: 'Commit and push' }).click()
  await expect.poll(() => asked('git.push')).toHaveLength(1)
  await person.sees('Pushed to origin/pool-timeout.')
  expect(asked('git.commit')).toHaveLength(1)
  const link = pane.getByRole('link', { name: 'Create pull request' })
  expect(await link.getAttribute('href')).toBe(remotes.push.pull_request_url)
  await person.expectAccessible()
})

test('what a repository makes run is shown, and runs once a person agreed', async () => {
  const { person, overrides, asked, choose } = await opened()
  const programs = [{ name: 'pre-push', text: '/home/me/api-server/.git/hooks/pre-push' }]
  overrides.set('git.push', ({ runs_id }) => {
    if (runs_id !== 'r1') {
      throw refusal('runs', 'This repository has programs of its own that would run.')
    }
    return pushed
  })
  overrides.set('git.remotes', () => ({ ...remotes, programs, runs_id: 'r1' }))
  await choose('Push')
  const dialog = person.page.getByRole('dialog')
  await dialog.getByText('.git/hooks/pre-push').waitFor()
  await person.expectAccessible()
  await dialog.getByRole('button', { name: 'Run them and push' }).click()
  await person.sees('Pushed to origin/pool-timeout.')
  expect(asked('git.push')).toMatchObject([{}, { runs_id: 'r1' }])
})

test('a protected branch has a way out: a new branch, named after the commit', async () => {
  const { person, overrides, asked, choose } = await opened()
  overrides.set('git.push', ({ to }) => {
    if (to === undefined) {
      throw refusal('protected', 'main is protected here.')
    }
    return { ...pushed, branch: to }
  })
  overrides.set('git.log', () => ({ commits: [commit('a', 'Fix the pool’s limit!', [])], has_more: false }))
  await choose('Push')
  const dialog = person.page.getByRole('dialog')
  await expect.poll(() => dialog.getByLabel('New branch').inputValue()).toBe('fix-the-pool-s-limit')
  await person.expectAccessible()
  await dialog.getByRole('button', { name: 'Push' }).click()
  await person.sees('Pushed to origin/fix-the-pool-s-limit.')
  expect(asked('git.push').at(-1)).toMatchObject({ to: 'fix-the-pool-s-limit' })
})

test('what the remote has beside is pulled; two histories are joined as a person says', async () => {
  const { person, pane, overrides, asked, choose } = await opened()
  overrides.set('git.push', () => {
    throw refusal('behind', 'The remote has commits that you do not have.')
  })
  overrides.set('git.pull', ({ how }) => {
    if (how !== 'rebase') {
      throw refusal('diverged', 'Choose.')
    }
    return { outcome: 'updated', head: 'c'.repeat(40), conflicts: [] }
  })
  await choose('Push')
  await pane.getByRole('alert').getByRole('button', { name: 'Pull' }).click()
  await person.page.getByRole('dialog').getByRole('button', { name: 'Rebase' }).click()
  await person.sees('Pulled.')
  expect(asked('git.pull').at(-1)).toMatchObject({ how: 'rebase' })
})

test('a conflict names its files, Claude is asked to resolve them, and all can be aborted', async () => {
  const { person, session, pane, overrides, asked } = await opened('phone')
  const repository = { ...status.repository, under_way: 'merge' }
  overrides.set('git.status', () => ({
    ...status,
    repository,
    files: [file('src/db/pool.ts', { is_conflict: true }), ...status.files.slice(1)],
  }))
  overrides.set('git.abort', () => ({ aborted: 'merge' }))
  await person.page.evaluate(() => globalThis.dispatchEvent(new Event('focus')))
  const conflicts = pane.getByRole('region', { name: 'Conflicts' })
  await conflicts.getByText('A merge is under way. In conflict: 1 file.').waitFor()
  await person.expectAccessible()
  await conflicts.getByRole('button', { name: 'Let Claude resolve' }).click()
  await expect
    .poll(() => asked('message.send'))
    .toMatchObject([
      { content: expect.stringContaining('A merge is under way, and these files are in conflict:\n- src/db/pool.ts') },
    ])
  await conflicts.getByRole('button', { name: 'Abort' }).click()
  await expect.poll(() => asked('git.abort')).toEqual([{ session_id: session.id }])
})

test('branches are found, made, switched to and deleted, with the ways out', async () => {
  const { person, pane, overrides, asked } = await opened()
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
      commit('a', 'Merge pool', ['b', 'c'], ['pool-timeout', 'origin/pool-timeout']),
      commit('c', 'Add a limit', ['d']),
      commit('b', 'Mend the build', ['d'], ['main']),
      commit('d', 'Begin', []),
    ],
    has_more: false,
  }))
  overrides.set('git.show', ({ commit: id }) => ({
    ...commit(String(id).charAt(0), 'Add a limit', ['d']),
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
  await choose('Put aside')
  const list = pane.getByRole('region', { name: 'Put aside' })
  await list.getByText('On main: half done').waitFor()
  await person.expectAccessible()
  await list.getByRole('button', { name: 'Bring back' }).click()
  await expect.poll(() => asked('git.stash_apply')).toMatchObject([{ stash_id, drop: true }])
  await list.getByRole('button', { name: 'Drop' }).click()
  await person.presses('Undo')
  await expect.poll(() => asked('git.stash_restore')).toMatchObject([{ stash_id }])
})

test('files as a tree, each folder with its count, and comments that a reload leaves', async () => {
  const { person, pane, choose } = await opened()
  await choose('Files as a tree')
  await pane.getByRole('button', { name: /^src.*2 files/ }).waitFor()
  await pane.getByRole('button', { name: /^src.*2 files/ }).click()
  expect(await pane.getByText('app.ts', { exact: true }).count()).toBe(0)
  await choose('Files as a list')
  await pane.getByRole('button', { name: 'Line 16, removed' }).click()
  await pane.getByRole('button', { name: 'Comment', exact: true }).click()
  await pane.getByLabel('Comment on line 16').fill('Why ten?')
  await pane.getByRole('button', { name: 'Add to review' }).click()
  await person.page.reload()
  await pane.getByRole('button', { name: 'Uncommitted', exact: true }).click()
  await pane.getByRole('button', { name: 'Send 1 comment to Claude' }).waitFor()
})

test('a pull request is made here once GitHub is connected, and its checks are shown', async () => {
  const { person, pane, overrides, asked } = await opened('phone')
  let granted = false
  let made = false
  const pull = {
    number: 12,
    title: 'Add a limit',
    url: 'https://github.com/me/api-server/pull/12',
    state: 'open',
    base: 'main',
  }
  overrides.set('pull_request.read', () =>
    granted
      ? {
          kind: 'ready',
          login: 'olga',
          pull_request: made ? pull : null,
          checks: made
            ? [
                { name: 'build', state: 'passed', url: null },
                { name: 'test', state: 'waiting', url: null },
              ]
            : [],
        }
      : { kind: 'not_granted' },
  )
  overrides.set('github.grant', () => ({
    grant_id: 'g1',
    user_code: 'ABCD-1234',
    verification_uri: 'https://github.com/login/device',
    expires_in: 900,
    interval: 1,
  }))
  overrides.set('github.grant_poll', () => {
    granted = true
    return { status: 'complete', login: 'olga' }
  })
  overrides.set('git.log', () => ({ commits: [commit('a', 'Add a limit', [])], has_more: false }))
  overrides.set('git.show', () => ({
    ...commit('a', 'Add a limit', []),
    message: 'Add a limit\n\nBecause.',
    files: [],
    more: 0,
  }))
  overrides.set('pull_request.create', () => {
    made = true
    return pull
  })
  await person.page.reload()
  await pane.getByRole('button', { name: 'Uncommitted', exact: true }).click()
  await pane.getByRole('button', { name: 'Create pull request' }).click()
  const dialog = person.page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Connect GitHub' }).click()
  await dialog.getByText('ABCD-1234').waitFor()
  await person.expectAccessible()
  await expect.poll(() => dialog.getByLabel('Title').inputValue()).toBe('Add a limit')
  await person.expectAccessible()
  await dialog.getByRole('button', { name: 'Create pull request' }).click()
  await expect.poll(() => asked('pull_request.create')).toMatchObject([{ title: 'Add a limit', body: 'Because.' }])
  await pane.getByRole('link', { name: /#12 open.*1 of 2 checks passed/ }).waitFor()
})
