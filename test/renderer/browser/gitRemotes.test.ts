import { expect, test } from 'vitest'
import { file, status } from './gitScene.ts'
import { commit, openWithRemote, pushed, refusal, remotes } from './gitRemoteScene.ts'
import { harbour } from './harbour.ts'

const visit = harbour()
const opened = (device: 'wide' | 'phone' = 'wide') => openWithRemote(visit, device)

test('commit and push is one button; where the pull request is made follows', async () => {
  const { person, pane, asked } = await opened('phone')
  await pane.getByLabel('Commit message').fill('Add a limit')
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
  overrides.set('git.log', () => ({ commits: [commit('a', 'Fix the pool’s limit!')], has_more: false }))
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

test('files in conflict outside of the folder are named, and what a stash left is marked as resolved', async () => {
  const { person, pane, overrides, asked, session } = await opened()
  overrides.set('git.status', () => ({ ...status, outside: 1, conflicts_outside: ['lib/other.ts'] }))
  overrides.set('git.continue', () => ({ outcome: 'done', head: null, conflicts: [] }))
  await person.page.evaluate(() => globalThis.dispatchEvent(new Event('focus')))
  const conflicts = pane.getByRole('region', { name: 'Conflicts' })
  await conflicts.getByText(':/lib/other.ts').waitFor()
  await conflicts.getByText(/1 lies outside of this session’s folder/).waitFor()
  await person.expectAccessible()
  await conflicts.getByRole('button', { name: 'Let Claude resolve' }).click()
  await expect
    .poll(() => asked('message.send'))
    .toMatchObject([{ content: expect.stringContaining('- :/lib/other.ts\n(:/ is the top of the repository') }])
  await conflicts.getByRole('button', { name: 'Mark as resolved' }).click()
  await expect.poll(() => asked('git.continue')).toEqual([{ session_id: session.id }])
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
    repository: 'me/api-server',
  }
  overrides.set('pull_request.read', () =>
    granted
      ? {
          kind: 'ready',
          into: 'me/api-server',
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
  overrides.set('git.log', () => ({ commits: [commit('a', 'Add a limit')], has_more: false }))
  overrides.set('git.show', () => ({
    ...commit('a', 'Add a limit'),
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
