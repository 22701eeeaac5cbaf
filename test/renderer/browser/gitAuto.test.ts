import { expect, test } from 'vitest'
import type { AutoCommitPoint, AutoCommitRules } from '#shared/operations/autoCommit.ts'
import { now, openWithRemote } from './gitRemoteScene.ts'
import { harbour } from './harbour.ts'

const visit = harbour()

const rules: AutoCommitRules = {
  enabled: true,
  quiet_seconds: 60,
  files: null,
  turn_ended: true,
  target: 'side',
  push: false,
  ignore: ['*.log'],
  allow: [],
}

const finding = { line: 12, kind: 'a GitHub token', finding_id: 'f'.repeat(24) }
const skipped = [
  { path: 'src/config.ts', why: 'secret' as const, secrets: [finding] },
  { path: 'data/dump.sql', why: 'writing' as const, secrets: [] },
]
const last = { at: now, commits: [], skipped, problem: null }

const point = (letter: string, subject: string, more: Partial<AutoCommitPoint> = {}): AutoCommitPoint => ({
  commit: letter.repeat(40),
  at: now,
  subject,
  where: 'side',
  milestones: [],
  session_id: null,
  ...more,
})

async function opened(device: 'wide' | 'phone' = 'wide', more: Partial<AutoCommitRules> = {}) {
  const scene = await openWithRemote(visit, device)
  const { overrides, asked, choose, pane } = scene
  let state: AutoCommitRules = { ...rules, ...more }
  overrides.set('auto_commit.get', () => ({
    project: '/home/me/api-server',
    rules: state,
    last,
    push: { state: 'idle', message: null },
  }))
  overrides.set('auto_commit.set', (params) => {
    state = params['rules'] as AutoCommitRules
    return { rules: state }
  })
  overrides.set('auto_commit.points', () => ({
    points: [
      point('a', 'feat(db): limit the pool', { milestones: ['tests_pass', 'turn_done'] }),
      point('b', 'docs: update README.md', { where: 'branch' }),
    ],
  }))
  await choose('Auto-commit')
  const auto = pane.getByRole('region', { name: 'Auto-commit' })
  await auto.getByText('feat(db): limit the pool').waitFor()
  return { ...scene, auto, set: () => asked('auto_commit.set').at(-1)?.['rules'] as AutoCommitRules | undefined }
}

test.each(['wide', 'phone'] as const)('it is switched, and its choices hold at once (%s)', async (device) => {
  const { person, auto, set } = await opened(device)
  await person.expectAccessible()
  await auto.getByLabel('When nothing changed for').selectOption({ label: '5 minutes' })
  await expect.poll(() => set()?.quiet_seconds).toBe(300)
  await auto.getByLabel('When so many files changed').selectOption({ label: '10 files' })
  await expect.poll(() => set()?.files).toBe(10)
  await auto.getByRole('button', { name: 'Onto the branch' }).click()
  await expect.poll(() => set()?.target).toBe('branch')
  await auto.getByRole('switch', { name: /Auto-commit/ }).click()
  await expect.poll(() => set()?.enabled).toBe(false)
})

test.each(['wide', 'phone'] as const)(
  'what was to be pushed before a start of Homeport is told, and pushed where a person says so (%s)',
  async (device) => {
    const scene = await openWithRemote(visit, device)
    const { overrides, asked, choose, pane, person } = scene
    const message = 'One commit of Homeport’s on main is at no remote yet. The next one that is made takes it along.'
    let push: { state: string; message: string | null } = { state: 'unpushed', message }
    overrides.set('auto_commit.get', () => ({
      project: '/home/me/api-server',
      rules: { ...rules, target: 'branch', push: true },
      last: null,
      push,
    }))
    overrides.set('auto_commit.points', () => ({ points: [] }))
    overrides.set('git.push', () => {
      push = { state: 'idle', message: null }
      return { remote: 'origin', branch: 'main', outcome: 'pushed', pull_request_url: null }
    })
    await choose('Auto-commit')
    const auto = pane.getByRole('region', { name: 'Auto-commit' })
    await auto.getByText('Not pushed yet.').waitFor()
    await auto.getByText(message).waitFor()
    await person.expectAccessible()
    expect(asked('git.push')).toEqual([])
    await auto.getByRole('button', { name: 'Push now' }).click()
    await expect.poll(() => asked('git.push')).toHaveLength(1)
    await auto.getByText('Not pushed yet.').waitFor({ state: 'detached' })
  },
)

test('a finding that is no secret is allowed', async () => {
  const { auto, set } = await opened()
  await auto.getByText('a GitHub token in line 12').waitFor()
  await auto.getByRole('button', { name: 'Not a secret' }).click()
  await expect.poll(() => set()?.allow).toEqual([finding.finding_id])
})

test('where the branch is protected, the way beside it is offered', async () => {
  const { auto, overrides, person, set } = await opened('wide', { target: 'branch' })
  const problem = { reason: 'protected', message: 'main is protected here. Nothing was committed.' }
  overrides.set('auto_commit.now', () => ({ commits: [], skipped: [], problem }))
  overrides.set('auto_commit.get', () => ({
    project: '/home/me/api-server',
    rules: { ...rules, target: 'branch' },
    last: { at: now, commits: [], skipped: [], problem },
    push: { state: 'idle', message: null },
  }))
  await auto.getByRole('button', { name: 'Commit now' }).click()
  await person.sees(problem.message)
  await auto.getByRole('button', { name: 'Keep them beside the branch' }).click()
  await expect.poll(() => set()?.target).toBe('side')
})

test('a push that runs programs of the repository is agreed to first', async () => {
  const { auto, overrides, person, set } = await opened('wide', { target: 'branch' })
  const programs = [{ name: 'pre-push', text: '/x/pre-push' }]
  overrides.set('git.remotes', () => ({ remotes: [], push: null, programs, runs_id: 'r1', under_way: null }))
  await auto.getByRole('switch', { name: 'Push it afterwards' }).click()
  await person.presses('Push all the same')
  await expect.poll(() => set()).toMatchObject({ push: true, runs_id: 'r1' })
})

test('a point is looked at, and restored to a branch or in a worktree', async () => {
  const { auto, overrides, person, asked, session } = await opened()
  overrides.set('git.show', () => ({
    commit: 'a'.repeat(40),
    parents: [],
    author: 'Olga',
    authored_at: now,
    names: [],
    subject: 'feat(db): limit the pool',
    message: 'feat(db): limit the pool\n\n1 file, 3 lines added, 1 removed.',
    files: [],
    more: 0,
  }))
  overrides.set('auto_commit.restore', ({ branch }) => ({ branch }))
  overrides.set('session.create', () => session.header.session)
  await auto.getByRole('button', { name: /limit the pool/ }).click()
  await auto.getByText('3 lines added').waitFor()
  await person.expectAccessible()
  await auto.getByLabel('New branch').fill('rescue')
  await auto.getByRole('button', { name: 'Make the branch' }).click()
  await person.sees('The branch rescue is there.')
  expect(asked('auto_commit.restore').at(-1)).toMatchObject({ commit: 'a'.repeat(40), branch: 'rescue' })
  await auto.getByRole('button', { name: 'Open in a worktree' }).click()
  await expect
    .poll(() => asked('session.create').at(-1))
    .toMatchObject({ project_path: '/home/me/api-server', worktree: { branch: 'rescue' } })
})
